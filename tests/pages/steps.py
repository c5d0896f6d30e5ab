"""What one does on every page: type, send, send wrongly, go on. Each page met is checked."""

from pathlib import Path

from django.conf import settings
from django.test import Client
from playwright.sync_api import Error, expect

from accounts.models import User
from tests.accounts.builders import code_in_mail
from tests.pages.conftest import Desk
from tests.pages.household import PERSONAL, Answers


def put(seat: Desk, answers: Answers) -> None:
    for name, value in answers.items():
        put_one(seat, name, value)


def put_one(seat: Desk, name: str, value: str | list[str]) -> None:
    fields = seat.page.locator(f"main [name='{name}']")
    kind = fields.first.get_attribute("type")
    if kind not in ("radio", "checkbox"):
        fields.first.fill(str(value))
        return
    for chosen in [value] if isinstance(value, str) else value:
        box = fields.and_(seat.page.locator(f"[value='{chosen}']")) if chosen != "on" else fields
        box.check()


def refused(seat: Desk, answers: Answers, button: str = "Continue") -> None:
    """Send a page as it should not be, and look at how it answers."""
    put(seat, answers)
    seat.press(button)
    expect(seat.page.locator(".error-summary")).to_be_visible()
    seat.check()


def followed(seat: Desk, msgid: str) -> None:
    seat.follow(seat.say(msgid)).check()


def objections(seat: Desk) -> list[str]:
    """Return what is wrong; that a page was refused on purpose is not."""
    return [said for said in seat.complaints if "status of 422" not in said]


def let_in(seat: Desk, user: User) -> None:
    """Give the browser a session of this account."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    seat.page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": seat.origin}]
    )


def signed_in(seat: Desk, address: str) -> None:
    """Sign in by the code in the mail, from wherever one is asked to."""
    seat.check()
    refused(seat, {"email": "olena at example"}, "Send me a code")
    put(seat, {"email": address})
    seat.press("Send me a code").check()
    refused(seat, {"code": "0"}, "Sign in")
    put(seat, {"code": code_in_mail()})
    seat.press("Sign in")


def task(seat: Desk, msgid: str) -> None:
    """Open a task from the task list."""
    seat.page.locator(".tasks").get_by_role("link", name=seat.say(msgid), exact=True).click()
    seat.page.wait_for_load_state()


def files_added(seat: Desk, files: list[Path]) -> None:
    if not seat.runs_scripts:
        refused(seat, {}, "Add the chosen files")
    seat.page.set_input_files("input[type=file]", [str(file) for file in files])
    if not seat.runs_scripts:
        seat.press("Add the chosen files")
    expect(seat.page.locator(".files > li")).to_have_count(len(files))
    seat.check()


def signed_out(seat: Desk) -> None:
    seat.press("Sign out").check()


def back_shows_nothing(seat: Desk, *besides: str) -> bool:
    """Go back and back again; tell whether nothing of the applicant is to be seen."""
    shown = "".join(shown_by_back(seat) for _ in range(5))
    return not [each for each in (*PERSONAL, *besides) if each in shown]


def shown_by_back(seat: Desk) -> str:
    """Go back; the answer to a form is nowhere kept, so the browser asks to send it again."""
    try:
        seat.page.go_back()
    except Error as refused:
        assert "ERR_CACHE_MISS" in refused.message  # noqa: PT017  # nothing is to be seen
        seat.page.wait_for_url("chrome-error://**")
    return seat.page.content()


def switched(seat: Desk, language: str) -> None:
    with seat.page.expect_navigation():
        seat.page.get_by_role("button", name=language, exact=True).click()
