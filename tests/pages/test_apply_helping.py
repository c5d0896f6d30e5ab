"""An operator helps an applicant in a browser; another applicant does without e-mail."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.pages import household, walk_account
from tests.pages.conftest import PASSWORD, PHONE, Desk
from tests.pages.steps import back_shows_nothing, objections, put, signed_out, task

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
]


@pytest.mark.usefixtures("operator")
def test_helping_leaves_nothing_behind_and_the_applicant_takes_over(
    desk: Callable[..., Desk],
) -> None:
    operator = desk("uk", PHONE)
    operator.sign_in("operator", PASSWORD)
    walk_account.helping_begun(operator)
    operator.press("Start my application")
    task(operator, "Who you are")
    put(operator, household.APPLICANT["name"])
    operator.press("Continue")
    expect(operator.page.get_by_role("region", name=operator.say("Helping"))).to_be_visible()
    code = walk_account.code_handed_over(operator)
    assert objections(operator) == []
    assert back_shows_nothing(operator, code)  # there is no such page for an operator

    applicant = desk("uk", PHONE)
    walk_account.signed_in_by_printed_code(applicant, code)
    applicant.follow(applicant.say("Go on with my application"))
    task(applicant, "Who you are")
    applicant.follow(applicant.say("Back"))

    expect(applicant.page.locator("[name=surname]")).to_have_value(household.SURNAME)
    assert objections(applicant) == []


def test_an_account_without_email_and_then_with_one(desk: Callable[..., Desk]) -> None:
    seat = desk("en", PHONE)

    code = walk_account.started_without_email(seat)
    signed_out(seat)
    walk_account.signed_in_by_printed_code(seat, code)
    walk_account.address_given(seat, household.ADDRESS)
    walk_account.code_replaced(seat)

    assert objections(seat) == []
