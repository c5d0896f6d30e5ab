"""The banner that asks for the next year's calendar, and what it waits for."""

from datetime import date

import pytest
from django.template import Context, Template

from deadlines.models import CalendarYear
from review import calendar_asked
from tests.deadlines.builders import approved

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar_asked, "known", set())


@pytest.mark.parametrize(
    ("on", "year"),
    [
        pytest.param(date(2026, 11, 1), None, id="2027 came with the release"),
        pytest.param(date(2027, 10, 31), None, id="the day before it is asked for"),
        pytest.param(date(2027, 11, 1), 2028, id="from 1 November"),
        pytest.param(date(2027, 12, 31), 2028, id="on the last day of the year"),
        pytest.param(date(2028, 1, 1), 2028, id="and on, until it is there"),
    ],
)
def test_a_year_is_asked_for(on: date, year: int | None) -> None:
    assert calendar_asked.year_asked_for(on) == year


def test_once_approved_nothing_is_asked_for() -> None:
    approved(CalendarYear, year=2028)

    assert calendar_asked.year_asked_for(date(2027, 11, 1)) is None


@pytest.mark.parametrize(
    ("day", "is_counted"),
    [
        pytest.param(date(2027, 12, 10), True, id="its last day is the last known"),
        pytest.param(date(2027, 12, 13), False, id="its last day is in 2028"),
    ],
)
def test_a_term_that_begins_on_a_day_can_be_counted(day: date, *, is_counted: bool) -> None:
    assert calendar_asked.receives_on(day) is is_counted


@pytest.mark.usefixtures("in_english")
def test_the_banner_names_the_year_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("review.templatetags.calendar.year_asked_for", lambda _on: 2028)

    shown = Template("{% load calendar %}{% calendar_banner %}").render(Context({}))

    assert "no approved calendar of working days for 2028" in shown
    assert "Tell an administrator" in shown
