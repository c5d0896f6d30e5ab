"""The working calendar in a browser: axe on each of its pages, by a phone and at a desk."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import User
from deadlines.models import CalendarDay, CalendarYear
from review import calendar_rows
from tests.deadlines.builders import approved
from tests.pages.conftest import DESKTOP, PHONE, Desk
from tests.pages.steps import let_in, objections
from tests.review.builders import submitted

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
    pytest.mark.usefixtures("places"),
]
ROOT = "/admin/deadlines"


@pytest.mark.parametrize(
    ("language", "size"),
    [
        pytest.param("uk", PHONE, id="in Ukrainian on a phone"),
        pytest.param("en", DESKTOP, id="in English at a desk"),
    ],
)
def test_every_page_of_the_calendar_is_whole(
    desk: Callable[..., Desk], staff: Callable[..., User], language: str, size: dict[str, int]
) -> None:
    entered_by, at = staff("administrator"), timezone.now()
    application = submitted(papers=())
    year = calendar_rows.enter(
        CalendarYear(year=2028, source="КЗпП України, ст. 67 і 73"), by=entered_by, at=at
    )
    moved = CalendarDay(
        day=date(2026, 1, 21), kind="day_off", name="Перенесений", source="розпорядження № 1"
    )
    row = calendar_rows.enter(moved, by=entered_by, at=at)
    approved(CalendarDay, at=at, day=date(2026, 1, 20), kind="day_off", name="Перенесений")
    seat = desk(language, size)
    let_in(seat, staff("decision_maker"))

    for name, page in {
        "overview": f"{ROOT}/calendaryear/overview/",
        "year": f"{ROOT}/calendaryear/{year.pk}/",
        "row": f"{ROOT}/calendarday/{row.pk}/",
        "add": f"{ROOT}/regime/add/",
        "list": f"{ROOT}/calendarday/",
        "case": f"/admin/applications/application/{application.pk}/",
    }.items():
        seat.open(page).check()
        if folder := os.environ.get("PICTURES"):
            picture = Path(folder) / f"clock-{name}-{language}.png"
            seat.page.screenshot(path=picture, full_page=True)

    # axe copies the style sheets of the admin's form into the page, which the policy refuses aloud.
    assert [each for each in objections(seat) if each.startswith(seat.origin)] == []
