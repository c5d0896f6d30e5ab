"""Due dates after a change of the calendar: which open ones it moves, and moving them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import groupby

from django.db import transaction

from accounts.models import User
from applications import clock
from applications.models import Application, ClockEntry
from audit.commitments import Facts
from audit.services import record
from deadlines.calendars import approved_calendar
from deadlines.ledger import Step, last_day
from deadlines.models import CalendarDay, CalendarYear, EnteredRow, Regime
from deadlines.working_days import BeyondCalendar, Calendar, day_in_kyiv
from review import clock_letters
from review.lock import touch

GENERAL = "КЗпП України, ст. 67 і 73; Закон № 2136-IX, ст. 6, ч. 6"
SUBJECT = "calendar:moves"


class ListChanged(Exception):
    """What would move now is not what the person was shown."""


@dataclass(frozen=True, slots=True)
class Move:
    """An open application whose due date a calendar moves; `to` is None beyond its years."""

    application: int
    number: str
    due_on: date
    to: date | None


def moves(calendar: Calendar) -> list[Move]:
    """Return the open applications whose due date this calendar moves, the earliest first.

    Reads and nothing else: two queries however many applications wait.
    """
    open_ones = Application.objects.undecided().by_due_date()
    rows = list(open_ones.values_list("pk", "number", "due_on"))
    counted, steps = Counted(calendar), ledgers()
    found = [
        Move(pk, number, due_on, counted.last_day(steps[pk]))
        for pk, number, due_on in rows
        if pk in steps  # decided or closed meanwhile
    ]
    return [move for move in found if move.to != move.due_on]


def ledgers() -> dict[int, tuple[Step, ...]]:
    """Return the steps of every open application by its key."""
    rows = ClockEntry.objects.filter(application__in=Application.objects.undecided())
    ordered = rows.order_by("application", "pk")
    listed = ordered.values_list("application", "kind", "on", "working_days")
    return {
        pk: tuple(clock.step_of(*row[1:]) for row in group)
        for pk, group in groupby(listed, key=lambda row: row[0])
    }


class Counted:
    """Counts a ledger once, however many applications have the same."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.known: dict[tuple[Step, ...], date | None] = {}

    def last_day(self, steps: tuple[Step, ...]) -> date | None:
        if steps not in self.known:
            self.known[steps] = reached(steps, self.calendar)
        return self.known[steps]


def reached(steps: Iterable[Step], calendar: Calendar) -> date | None:
    try:
        return last_day(steps, calendar=calendar)
    except BeyondCalendar:
        return None


def seal_of(found: Iterable[Move]) -> str:
    """Return what names a list exactly: a confirmation is of the list that was shown."""
    told = [[move.application, str(move.due_on), str(move.to)] for move in found]
    return sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()


@transaction.atomic
def recount(*, seen: str, by: User, at: datetime) -> list[Move]:
    """Move the due dates that the approved calendar moves, each with a row of its ledger.

    `seen` names the list that was shown (`seal_of`). Every applicant whose date moves is written
    to. A date beyond the calendar stays. Confirmed twice, nothing happens. Raises ListChanged;
    then nothing has moved.
    """
    calendar = approved_calendar()
    open_ones = Application.objects.undecided().select_for_update(of=("self",)).order_by("pk")
    rows = {row.pk: row for row in open_ones}
    found = moves(calendar)
    if seal_of(found) != seen:
        raise ListChanged
    moved = [move for move in found if move.to is not None]
    for move in moved:
        move_one(rows[move.application], calendar, by=by, at=at)
    if moved:
        facts: Facts = {"applications": len(moved), "calendar": calendar.version, "list": seen}
        record("calendar.moved_due_dates", subject=SUBJECT, by=by, at=at, facts=facts)
    return moved


def move_one(row: Application, calendar: Calendar, *, by: User, at: datetime) -> None:
    before = row.due_on
    entry = clock.add(
        row,
        "recounted",
        on=day_in_kyiv(at),
        legal_basis=basis_of(row),
        decision=f"календар {calendar.version}",
        calendar=calendar,
        by=by,
        at=at,
    )
    touch(row)
    clock_letters.queue_moved(row, entry, before=before, at=at)


def basis_of(row: Application) -> str:
    """Return the sources of what was approved since the due date was last counted."""
    counted_at = clock.counted_at(row)
    models: tuple[type[EnteredRow], ...] = (Regime, CalendarYear, CalendarDay)
    approved = [
        source
        for model in models
        for source in model._default_manager.filter(approved_at__gt=counted_at)
        .order_by("pk")
        .values_list("source", flat=True)
    ]
    return "; ".join(dict.fromkeys(approved)) or GENERAL
