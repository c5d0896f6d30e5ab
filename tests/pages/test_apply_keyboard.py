"""The form by the keyboard alone: every stop is seen, every error leads to its field."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from drafts import services
from drafts.models import Draft, Kind
from tests.drafts.builders import NOON, applicant, written
from tests.pages.conftest import PHONE, Desk
from tests.pages.household import DISTRICT
from tests.pages.steps import let_in, objections

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
    pytest.mark.usefixtures("places"),
]

STOPS = 40  # by Tab, more than any page here has
IS_SEEN = """element => {
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.width > 1
    && box.bottom > 0 && box.top < innerHeight;
}"""


@pytest.fixture
def draft() -> Draft:
    return services.start(applicant(), language="uk", at=NOON)


@pytest.fixture
def seat(desk: Callable[..., Desk], draft: Draft) -> Desk:
    phone = desk("uk", PHONE)
    let_in(phone, draft.owner)
    return phone


def tab_to(seat: Desk, selector: str) -> Locator:
    """Press Tab until something is reached; whatever is stopped at on the way is seen."""
    for _ in range(STOPS):
        seat.page.keyboard.press("Tab")
        focused = seat.page.locator(":focus")
        assert focused.evaluate(IS_SEEN), focused.evaluate("element => element.outerHTML")
        if focused.evaluate("(element, selector) => element.matches(selector)", selector):
            return focused
    raise AssertionError(f"{selector} is not reached by Tab")


def pressed_through(seat: Desk, key: str) -> None:
    with seat.page.expect_navigation():
        seat.page.keyboard.press(key)


def question(seat: Desk, draft: Draft, slug: str) -> None:
    seat.open(f"/apply/{draft.pk}/questions/{written(draft).applicant.ref}/{slug}/")


def test_the_first_stop_skips_to_what_the_page_is_about(seat: Desk, draft: Draft) -> None:
    question(seat, draft, "name")

    assert tab_to(seat, "a").get_attribute("href") == "#main"
    seat.page.keyboard.press("Enter")

    expect(seat.page.locator("main")).to_be_focused()
    assert tab_to(seat, "a, input").get_attribute("class") == "back"
    assert tab_to(seat, "a, input").get_attribute("name") == "surname"


def test_an_error_leads_to_its_field_and_enter_sends(seat: Desk, draft: Draft) -> None:
    question(seat, draft, "name")
    tab_to(seat, "[name=surname]")
    pressed_through(seat, "Enter")

    tab_to(seat, ".error-summary a[href='#id_given_name']")
    seat.page.keyboard.press("Enter")

    expect(seat.page.locator("[name=given_name]")).to_be_focused()
    seat.page.keyboard.type("Олена")
    tab_to(seat, "[name=no_patronymic]")
    seat.page.keyboard.press("Space")
    seat.page.keyboard.press("Shift+Tab")
    seat.page.keyboard.press("Shift+Tab")
    seat.page.keyboard.press("Shift+Tab")
    seat.page.keyboard.type("Коваленко")
    pressed_through(seat, "Enter")
    assert written(draft).applicant.answers["given_name"] == "Олена"
    assert objections(seat) == []


def test_a_choice_is_made_by_arrows_and_the_button_pressed_by_space(
    seat: Desk, draft: Draft
) -> None:
    question(seat, draft, "taxpayer")
    tab_to(seat, "main [type=submit]")
    pressed_through(seat, "Space")
    tab_to(seat, ".error-summary a")
    seat.page.keyboard.press("Enter")
    expect(seat.page.locator("#id_has_0")).to_be_focused()

    seat.page.keyboard.press("ArrowDown")
    seat.page.keyboard.press("ArrowDown")
    tab_to(seat, "main [type=submit]")
    pressed_through(seat, "Space")

    assert written(draft).applicant.answers["taxpayer_number"] is None


def test_a_place_is_picked_and_the_page_sent(seat: Desk, draft: Draft) -> None:
    seat.open(f"/apply/{draft.pk}/questions/residence/place/")
    box = tab_to(seat, "[role=combobox]")
    seat.page.keyboard.type("центр", delay=20)
    expect(seat.page.get_by_role("option")).to_have_count(2)

    seat.page.keyboard.press("ArrowUp")
    seat.page.keyboard.press("Enter")
    expect(box).to_have_attribute("aria-expanded", "false")
    tab_to(seat, "main [type=submit]")
    pressed_through(seat, "Enter")

    assert written(draft).single(Kind.RESIDENCE).answers["katottg"] == DISTRICT


def test_a_task_is_opened_and_left_again(seat: Desk, draft: Draft) -> None:
    seat.open(f"/apply/{draft.pk}/")
    tab_to(seat, ".tasks a")
    pressed_through(seat, "Enter")

    tab_to(seat, ".back")
    pressed_through(seat, "Enter")

    expect(seat.page.locator(".tasks")).to_be_visible()
