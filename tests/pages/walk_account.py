"""Signing in without e-mail, one's account, and an operator who helps, step by step."""

from tests.accounts.builders import code_in_mail, printed_on
from tests.pages.conftest import Desk
from tests.pages.steps import followed, put, refused


def started_without_email(seat: Desk) -> str:
    """Open an account with a printed code; return the code."""
    seat.open("/sign-in/without-email/").check()
    seat.press("Start and show my code").check()
    code = printed_on(seat.page.content().encode())
    refused(seat, {})
    seat.tick_all()
    seat.press("Continue").check()
    return code


def signed_in_by_printed_code(seat: Desk, code: str) -> None:
    seat.open("/sign-in/printed-code/").check()
    refused(seat, {"code": "0000"}, "Sign in")
    put(seat, {"code": code})
    seat.press("Sign in").check()


def address_given(seat: Desk, address: str) -> None:
    followed(seat, "My account")
    followed(seat, "Add")
    refused(seat, {"email": "olena at example"}, "Send me a code")
    put(seat, {"email": address})
    seat.press("Send me a code").check()
    refused(seat, {"code": "0"}, "Save this address")
    put(seat, {"code": code_in_mail()})
    seat.press("Save this address").check()


def code_replaced(seat: Desk) -> None:
    followed(seat, "Replace")
    seat.press("Replace my code").check()
    seat.tick_all()
    seat.press("Continue").check()


def helping_begun(seat: Desk) -> None:
    """Begin with a new applicant, who agrees and gets a code."""
    seat.open("/helping/").check()
    followed(seat, "Start for a new applicant")
    refused(seat, {}, "Start")
    put(seat, {"consent": "on"})
    seat.press("Start").check()
    refused(seat, {}, "Continue")
    seat.tick_all()
    seat.press("Continue").check()


def code_handed_over(seat: Desk) -> str:
    """Show a new code of whom one helps, and finish; return the code."""
    followed(seat, "Finish")
    seat.press("Show the code to print").check()
    code = printed_on(seat.page.content().encode())
    seat.tick_all()
    seat.press("Continue").check()
    followed(seat, "Finish")
    seat.press("Finish with this applicant").check()
    return code
