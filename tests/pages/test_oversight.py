"""The head's pages and the statement before an application opens, as a browser shows them."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from oversight import services
from tests.pages.conftest import DESKTOP, PHONE, Desk
from tests.pages.steps import let_in, objections, put, refused
from tests.review.builders import submitted

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
    pytest.mark.usefixtures("places"),
]
LESS = 'area_per_person_m2 = "13.64"'
LONG_NAME = "Нечуй-Левицька-Старосвітська-Запорожченко"


@pytest.fixture
def decider(staff: Callable[..., User]) -> User:
    account = staff("decision_maker")
    account.last_name = LONG_NAME
    account.save(update_fields=["last_name"])
    return account


@pytest.mark.parametrize(("language", "size"), [("uk", PHONE), ("en", DESKTOP)])
def test_the_pages_of_the_head(
    desk: Callable[..., Desk], decider: User, language: str, size: dict[str, int]
) -> None:
    submitted()
    question = services.ask(LESS, by=decider, at=timezone.now())
    seat = desk(language, size)
    let_in(seat, decider)

    seat.open(reverse("oversight:office")).check()
    seat.open(reverse("oversight:answer", args=[question.pk])).check()
    services.answer_waiting()
    seat.open(reverse("oversight:answer", args=[question.pk])).check()
    seat.open(reverse("oversight:what_if")).check()
    refused(seat, {"area_per_person_m2": "much"}, "Show what would change")
    assert seat.page.locator("[name=area_per_person_m2]").input_value() == "much"
    assert objections(seat) == []


def test_a_phone_shows_bars_whole_and_the_latest_weeks_first(
    desk: Callable[..., Desk], decider: User
) -> None:
    submitted(received_at=timezone.now().isoformat())
    seat = desk("uk", PHONE)
    let_in(seat, decider)

    seat.open(reverse("oversight:office"))

    edges = "each => { const at = each.getBoundingClientRect(); return [at.left, at.right] }"
    for chart, is_whole in (("load", True), ("flow", False)):
        drawing = seat.page.locator(f"section[aria-labelledby={chart}] svg[role=img]")
        left, right = drawing.evaluate(edges)
        assert (left >= 0, right <= PHONE["width"]) == (is_whole, True)
    seat.page.set_viewport_size({"width": DESKTOP["width"], "height": DESKTOP["height"]})
    left, _right = drawing.evaluate(edges)
    assert left == seat.page.locator("section[aria-labelledby=flow] h2").evaluate(edges)[0]


@pytest.mark.asked_for_conflicts
@pytest.mark.parametrize(("language", "size"), [("uk", PHONE), ("en", DESKTOP)])
def test_the_statement_before_an_application_opens(
    desk: Callable[..., Desk], decider: User, language: str, size: dict[str, int]
) -> None:
    application = submitted()
    seat = desk(language, size)
    let_in(seat, decider)

    seat.open(reverse("admin:applications_application_change", args=[application.pk])).check()
    put(seat, {"answer": "yes"})
    seat.page.locator("main form button, main form [type=submit]").last.click()
    seat.page.wait_for_load_state()
    seat.check()
    assert objections(seat) == []
