"""The case page in a browser: single keys, the viewer, and what somebody else changed meanwhile."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from applications.models import Application, Verdict
from review import services
from tests.pages.conftest import PHONE, Desk
from tests.pages.steps import let_in, objections
from tests.review.builders import copy_of, drawn, found_clean, paper_of, submitted, taken

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
    pytest.mark.usefixtures("places"),
]
FIRST, SECOND = "idp_certificate", "identity_document"


@pytest.fixture
def case(caseworker: User) -> Application:
    """An application under review whose first paper has a picture."""
    application = taken(submitted(), caseworker)
    drawn(found_clean(copy_of(application, FIRST)))
    return application


def address_of(application: Application, paper: str) -> str:
    return reverse("admin:review_paper", args=[application.pk, paper_of(application, paper).pk])


def verdicts(application: Application) -> list[str]:
    return list(application.documents.exclude(verdict="pending").values_list("verdict", flat=True))


def place(page: Page) -> str:
    return page.locator(".paper-nav span").inner_text()


def test_papers_are_looked_through_and_judged_by_single_keys(
    desk: Callable[..., Desk], caseworker: User, case: Application
) -> None:
    seat = desk("en")
    let_in(seat, caseworker)
    page = seat.open(address_of(case, FIRST)).page
    first = place(page)

    with page.expect_navigation():
        page.keyboard.press("j")
    assert place(page) != first
    with page.expect_navigation():
        page.keyboard.press("k")
    assert place(page) == first
    page.keyboard.press("r")
    expect(page.locator("#reject select")).to_be_focused()
    page.locator("#reject [name=reason]").focus()
    page.keyboard.type("a judge of jars")
    assert verdicts(case) == []
    page.locator("h1").click()
    with page.expect_navigation():
        page.keyboard.press("a")

    assert paper_of(case, FIRST).verdict == Verdict.ACCEPTED
    assert objections(seat) == []


def test_single_keys_are_switched_off_for_whoever_dictates(
    desk: Callable[..., Desk], caseworker: User, case: Application
) -> None:
    seat = desk("uk")
    let_in(seat, caseworker)
    page = seat.open(address_of(case, FIRST)).page
    page.uncheck("#keys-on")
    page.reload()

    expect(page.locator("#keys-on")).not_to_be_checked()
    page.locator("h1").click()
    page.keyboard.press("a")
    page.keyboard.press("j")

    assert page.url.endswith(address_of(case, FIRST))
    assert verdicts(case) == []


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 900}], ids=["phone", "desktop"])
def test_a_page_of_a_paper_is_enlarged_and_turned(
    desk: Callable[..., Desk], caseworker: User, case: Application, size: dict[str, int]
) -> None:
    seat = desk("en", size)
    let_in(seat, caseworker)
    page = seat.open(address_of(case, FIRST)).page
    sheet = page.locator(".sheet")

    page.get_by_role("button", name="Larger").click()
    page.get_by_role("button", name="Turn").click()
    seat.check()
    expect(sheet).to_have_class("sheet size-1 turn-1")
    page.get_by_role("button", name="Smaller").click()

    expect(sheet).to_have_class("sheet size-0 turn-1")
    assert [said for said in objections(seat) if "too wide" in said] == []


def test_an_open_page_tells_that_somebody_changed_the_case(
    desk: Callable[..., Desk], caseworker: User, staff: Callable[..., User], case: Application
) -> None:
    seat = desk("en")
    seat.page.clock.install()
    let_in(seat, caseworker)
    page = seat.open(reverse("admin:applications_application_change", args=[case.pk])).page
    notice = page.locator("#stale .alert")

    with page.expect_response("**/version/"):
        page.clock.run_for(21_000)
    expect(notice).to_be_hidden()
    services.assign(case.pk, to=caseworker, by=staff("caseworker", name="petro"), at=timezone.now())
    with page.expect_response("**/version/"):
        page.clock.run_for(21_000)
    expect(notice).to_be_visible()
    seat.check()

    with page.expect_navigation():
        notice.get_by_role("link").click()
    expect(notice).to_be_hidden()
    assert objections(seat) == []
