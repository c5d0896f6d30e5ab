"""What anybody may ask before signing in, in a browser, with scripts and without."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.pages import walk_guide
from tests.pages.conftest import PHONE, Desk
from tests.pages.steps import objections, put, switched

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
    pytest.mark.usefixtures("places"),
]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("language", ["uk", "en"])
def test_the_guide(desk: Callable[..., Desk], language: str, scripts: bool) -> None:
    seat = desk(language, PHONE, scripts=scripts)

    walk_guide.read_the_rest(seat)
    walk_guide.checked_whether_one_qualifies(seat)
    walk_guide.worked_out_the_rent(seat)
    walk_guide.listed_the_papers(seat)
    walk_guide.asked_about_a_lease(seat)

    assert objections(seat) == []


def test_the_other_language_keeps_the_page_and_the_answers(desk: Callable[..., Desk]) -> None:
    seat = desk("uk", PHONE)
    seat.open("/check/")
    put(seat, {"certificate": "yes", "assistance": "no"})
    seat.press("Continue")

    switched(seat, "English")

    expect(seat.page.locator("h1")).to_have_text("Where you lived before you had to leave")
    seat.page.get_by_role("button", name="Back").click()
    expect(seat.page.locator("main [name=certificate][value=yes]:visible")).to_be_checked()
