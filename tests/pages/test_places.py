"""Picking a place in a browser: while one types, by keys or touch, and where nothing runs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from drafts import services
from drafts.models import Draft, Kind
from territories.samples import load_sample
from tests.drafts.builders import NOON, applicant, written
from tests.pages.conftest import PHONE, Desk

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
]

DISTRICT = "UA14140050010437700"  # of Mariupol; Dnipro has one of the same name
CUT = "Failed to load resource: net::ERR_FAILED"


@pytest.fixture
def owner() -> User:
    return applicant()


@pytest.fixture
def draft(owner: User) -> Draft:
    load_sample(at=NOON)
    return services.start(owner, language="uk", at=NOON)


@pytest.fixture
def phone(desk: Callable[..., Desk], owner: User, draft: Draft) -> Callable[..., Desk]:
    """Return `phone(language)`: the applicant's phone, signed in, at the question of the place."""

    def at_question(language: str, **options: Any) -> Desk:
        seat = desk(language, PHONE, **options)
        client = Client()
        client.force_login(owner)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        seat.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": seat.origin}]
        )
        return seat.open(reverse("question", args=[draft.pk, Kind.RESIDENCE, "place"]))

    return at_question


def typed(seat: Desk, text: str) -> None:
    seat.page.locator("#id_place").press_sequentially(text)


def saved(draft: Draft) -> str | None:
    code: str | None = written(draft).single(Kind.RESIDENCE).answers.get("katottg")
    return code


@pytest.mark.parametrize("language", ["uk", "en"])
def test_a_place_is_picked_by_keys(phone: Callable[..., Desk], draft: Draft, language: str) -> None:
    seat = phone(language)
    box = seat.page.get_by_role("combobox")
    options = seat.page.get_by_role("option")
    typed(seat, "центр")
    expect(options).to_have_count(2)
    expect(seat.page.get_by_role("status")).to_have_text(f"{seat.say('Places found:')} 2")
    seat.check()

    box.press("ArrowUp")

    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "id_place_list_1")
    box.press("Enter")
    expect(options.last).to_be_hidden()
    assert box.input_value().startswith("Центральний район міста, м. Маріуполь")
    seat.press("Continue")
    assert saved(draft) == DISTRICT
    assert seat.complaints == []


def test_a_place_is_picked_by_touch(phone: Callable[..., Desk], draft: Draft) -> None:
    seat = phone("uk", has_touch=True)
    options = seat.page.get_by_role("option")
    typed(seat, "центр")
    expect(options).to_have_count(2)

    options.last.tap()

    seat.press("Continue")
    assert saved(draft) == DISTRICT


def test_typing_on_forgets_what_was_picked(phone: Callable[..., Desk], draft: Draft) -> None:
    seat = phone("en")
    options = seat.page.get_by_role("option")
    typed(seat, "центр")
    expect(options).to_have_count(2)
    options.last.click()

    seat.page.locator("#id_place").fill("м. Маріуполь")

    seat.press("Continue")
    assert saved(draft) == "UA14140050010029262"


def test_escape_closes_the_list_and_keeps_what_is_typed(phone: Callable[..., Desk]) -> None:
    seat = phone("en")
    box = seat.page.get_by_role("combobox")
    typed(seat, "центр")
    expect(seat.page.get_by_role("option")).to_have_count(2)

    box.press("Escape")

    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("центр")


def test_a_name_nobody_has_is_said_to_be_none(phone: Callable[..., Desk]) -> None:
    seat = phone("en")

    typed(seat, "ельдорадо")

    none = seat.say("No such place in the list. Type only the beginning of the name.")
    expect(seat.page.get_by_role("status")).to_have_text(none)


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize("runs", [True, False], ids=["search cut off", "no scripts"])
def test_without_the_search_a_place_is_chosen_on_the_next_page(
    phone: Callable[..., Desk], draft: Draft, runs: bool, language: str
) -> None:
    seat = phone(language, java_script_enabled=runs)
    seat.page.route("**/places/*", lambda route: route.abort())
    typed(seat, "Центральний")

    seat.press("Continue")

    assert saved(draft) is None
    expect(seat.page.locator("#id_place")).to_have_value("Центральний")
    seat.page.locator(f"input[value={DISTRICT}]").check()
    if runs:
        seat.check()
    seat.press("Continue")
    assert saved(draft) == DISTRICT
    assert set(seat.complaints) <= {CUT}
