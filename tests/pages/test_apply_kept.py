"""Nothing typed is lost: to another language, to a session that ended."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from drafts import services
from drafts.models import Draft
from tests.accounts.builders import code_in_mail
from tests.drafts.builders import NOON, applicant, written
from tests.pages import household
from tests.pages.conftest import PHONE, Desk
from tests.pages.steps import let_in, objections, put, switched

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
]


@pytest.fixture
def draft() -> Draft:
    return services.start(applicant(), language="uk", at=NOON)


@pytest.fixture
def seat(desk: Callable[..., Desk], draft: Draft) -> Desk:
    """A phone at the first question of the draft, in Ukrainian."""
    phone = desk("uk", PHONE)
    let_in(phone, draft.owner)
    ref = written(draft).applicant.ref
    return phone.open(f"/apply/{draft.pk}/questions/{ref}/name/")


def surname(seat: Desk) -> str:
    return seat.page.locator("[name=surname]").input_value()


def test_the_other_language_keeps_the_page_and_what_is_saved(seat: Desk) -> None:
    question = seat.page.url
    put(seat, household.APPLICANT["name"])
    seat.press("Continue")
    seat.page.goto(question)

    switched(seat, "English")

    assert (seat.page.url, surname(seat)) == (question, household.SURNAME)
    expect(seat.page.locator("html")).to_have_attribute("lang", "en")
    expect(seat.page.locator("h1")).to_have_text("What is your name?")


def test_on_a_page_that_was_refused_the_other_language_leads_on(seat: Desk) -> None:
    question = seat.page.url
    seat.press("Continue")
    expect(seat.page.locator(".error-summary")).to_be_visible()

    switched(seat, "English")

    assert seat.page.url == question
    put(seat, household.APPLICANT["name"])
    seat.page.get_by_role("button", name="Continue").click()
    expect(seat.page.locator("h1")).to_have_text("What is your birth date?")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_what_was_typed_when_the_session_had_ended_is_there_after_signing_in(
    desk: Callable[..., Desk], draft: Draft, scripts: bool
) -> None:
    seat = desk("uk", PHONE, scripts=scripts)
    let_in(seat, draft.owner)
    seat.open(f"/apply/{draft.pk}/questions/{written(draft).applicant.ref}/name/")
    question = seat.page.url
    put(seat, household.APPLICANT["name"])
    Session.objects.update(expire_date=NOON)

    seat.press("Continue")
    put(seat, {"email": draft.owner.email})
    seat.press("Send me a code")
    put(seat, {"code": code_in_mail()})
    seat.press("Sign in")

    assert (seat.page.url, surname(seat)) == (question, household.SURNAME)
    seat.check()
    seat.press("Continue")
    assert written(draft).applicant.answers["surname"] == household.SURNAME
    assert objections(seat) == []
