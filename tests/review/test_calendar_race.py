"""Two officers approve the calendar in the same moment: one approval stands, the other is told so.

The control takes away the lock and the trigger that would refuse as well, and shows the harm.
"""

import threading
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from audit.models import Entry
from deadlines.models import CalendarDay, CalendarYear, EnteredRow, Regime
from review import calendar_rows
from review.calendar_rows import (
    NotWaiting,
    YearKnown,
    approve,
    enter,
    seal_of,
    set_aside,
    waiting_days,
)
from tests.review.builders import MONDAY
from tests.review.test_race import Act, at_once

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
SOURCE = "an act of the Government"


@pytest.fixture
def entering(staff: Callable[..., User]) -> User:
    """Who enters; petro and olha may approve."""
    staff("decision_maker", name="petro")
    staff("decision_maker", name="olha")
    return staff("administrator")


@pytest.fixture
def day(entering: User) -> EnteredRow:
    row = CalendarDay(day=date(2027, 3, 8), kind="day_off", name="moved", source=SOURCE)
    return enter(row, by=entering, at=MONDAY)


@pytest.fixture
def regime(entering: User) -> EnteredRow:
    return enter(
        Regime(kind="peace", start=date(2027, 1, 1), source=SOURCE), by=entering, at=MONDAY
    )


@pytest.fixture
def years(entering: User) -> list[EnteredRow]:
    """The same year, entered twice before anybody approved it."""
    return [enter(CalendarYear(year=2031, source=SOURCE), by=entering, at=MONDAY) for _ in range(2)]


@pytest.fixture
def without_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let both officers read the row before either writes, as without a lock."""
    both_have_read = threading.Barrier(2, timeout=10)

    def unlocked(model: type[EnteredRow], pk: int) -> Any:
        row = model._default_manager.get(pk=pk)
        both_have_read.wait()
        return row

    monkeypatch.setattr(calendar_rows, "locked", unlocked)


def by(act: Callable[..., object], row: EnteredRow, name: str) -> Act:
    officer = User.objects.get(username=name)
    return lambda: act(type(row), row.pk, by=officer, at=MONDAY)


def approving(row: EnteredRow, name: str) -> Act:
    """Approve a row as its page shows it now."""
    with transaction.atomic():
        seen = seal_of([row, *waiting_days(row)])
    return by(partial(approve, seen=seen), row, name)


def refused(outcomes: list[object]) -> list[type]:
    return [type(each) for each in outcomes if isinstance(each, Exception)]


def recorded() -> list[str]:
    acts = Entry.objects.exclude(act="calendar.entered").order_by("seq")
    return list(acts.values_list("act", flat=True))


@pytest.mark.parametrize("kind", ["day", "regime"])
def test_of_two_who_approve_one_row_one_is_told_that_it_counts_already(
    kind: str, request: pytest.FixtureRequest
) -> None:
    row = request.getfixturevalue(kind)

    outcomes = at_once(approving(row, "petro"), approving(row, "olha"))

    assert refused(outcomes) == [NotWaiting]
    assert recorded() == ["calendar.approved"]


def test_a_row_is_approved_or_set_aside_and_never_both(day: EnteredRow) -> None:
    outcomes = at_once(approving(day, "petro"), by(set_aside, day, "olha"))

    assert refused(outcomes) == [NotWaiting]
    assert len(recorded()) == 1
    day.refresh_from_db()
    assert day.is_approved == (day.set_aside_by_id is None)


def test_of_one_year_entered_twice_one_is_approved(years: list[EnteredRow]) -> None:
    first, second = years

    outcomes = at_once(approving(first, "petro"), approving(second, "olha"))

    assert refused(outcomes) == [YearKnown]
    assert CalendarYear.objects.approved().filter(year=2031).count() == 1
    assert recorded() == ["calendar.approved"]


# Controls ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("without_lock")
def test_control_without_lock_and_trigger_both_are_told_that_they_approved(
    day: EnteredRow,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE deadlines_calendarday DISABLE TRIGGER USER")
    try:
        outcomes = at_once(approving(day, "petro"), approving(day, "olha"))
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE deadlines_calendarday ENABLE TRIGGER USER")

    assert refused(outcomes) == []
    assert recorded() == ["calendar.approved"] * 2  # and the first approval is overwritten
