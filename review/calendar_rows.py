"""Rows of the calendar and rules of corrections: entered by one person, approved by another."""

import json
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from accounts.models import User
from audit.commitments import Facts
from audit.services import record
from deadlines.calendars import approved_calendar
from deadlines.models import CalendarDay, CalendarYear, CorrectionPolicy, EnteredRow, Regime
from deadlines.proposed import days_off_of

MODELS: tuple[type[EnteredRow], ...] = (Regime, CalendarYear, CalendarDay, CorrectionPolicy)


class NotWaiting(Exception):
    """The row was approved or set aside, or came with the release: it stays as it is."""


class SameEnterer(Exception):
    """Whoever entered a row may not approve it; `row` is the one."""

    def __init__(self, row: EnteredRow) -> None:
        super().__init__("entered by the same person")
        self.row = row


class YearKnown(Exception):
    """The year has an approved calendar; its days are changed one by one."""


class RowsChanged(Exception):
    """The rows that would be approved now are not those the person was shown."""


@transaction.atomic
def enter(row: EnteredRow, *, by: User, at: datetime) -> EnteredRow:
    """Enter a row that counts only once another person has approved it.

    With a year come the public holidays and the days off that follow them, as rows that wait too.
    Raises YearKnown.
    """
    if isinstance(row, CalendarYear):
        require_unknown(row)
    row.entered_by_id, row.entered_at = by.pk, at
    row.save(force_insert=True)
    if isinstance(row, CalendarYear):
        CalendarDay.objects.bulk_create(days_of(row))
    record("calendar.entered", subject=subject_of(row), by=by, at=at, facts=facts_of(row))
    return row


def days_of(year: CalendarYear) -> list[CalendarDay]:
    """Return the days off of a year, entered by whoever entered the year."""
    entered = {"entered_by_id": year.entered_by_id, "entered_at": year.entered_at}
    holiday = CalendarDay.Kind.HOLIDAY
    return [
        CalendarDay(day=day, kind=holiday, name=name, source=source, **entered)
        for day, name, source in days_off_of(year.year)
    ]


@transaction.atomic
def approve(model: type[EnteredRow], pk: int, *, seen: str, by: User, at: datetime) -> EnteredRow:
    """Approve a row another person entered: from now on it counts and stays as it is.

    A year is approved with all its days that wait; `seen` names the rows that were shown
    (`seal_of`). Raises NotWaiting, SameEnterer for the row or a day of it, YearKnown, RowsChanged
    and the model's DoesNotExist.
    """
    row = locked(model, pk)
    rows = [row, *waiting_days(row)]
    for each in rows:
        if each.entered_by_id == by.pk:
            raise SameEnterer(each)
    if isinstance(row, CalendarYear):
        require_unknown(row)
    if seal_of(rows) != seen:
        raise RowsChanged
    for each in rows:
        each.approved_by_id, each.approved_at = by.pk, at
        each.save(update_fields=["approved_by", "approved_at"])
    facts = facts_of(row) | {"rows": len(rows), "calendar": approved_calendar().version}
    record("calendar.approved", subject=subject_of(row), by=by, at=at, facts=facts)
    return row


@transaction.atomic
def set_aside(model: type[EnteredRow], pk: int, *, by: User, at: datetime) -> EnteredRow:
    """Take a row off the list of what waits, its days with it. Raises NotWaiting."""
    row = locked(model, pk)
    for each in [row, *waiting_days(row)]:
        each.set_aside_by_id, each.set_aside_at = by.pk, at
        each.save(update_fields=["set_aside_by", "set_aside_at"])
    record("calendar.set_aside", subject=subject_of(row), by=by, at=at, facts=facts_of(row))
    return row


def locked(model: type[EnteredRow], pk: int) -> EnteredRow:
    """Return a row that waits; every row of its kind is locked until the transaction ends."""
    rows = model._default_manager.select_for_update(of=("self",)).order_by("pk")
    row = next((row for row in rows if row.pk == pk), None)
    if row is None:
        raise model.DoesNotExist
    if not row.is_waiting:
        raise NotWaiting
    return row


def waiting_days(row: EnteredRow) -> list[CalendarDay]:
    """Return the days that are approved or set aside together with a year."""
    if not isinstance(row, CalendarYear):
        return []
    days = CalendarDay.objects.waiting().filter(day__year=row.year)
    return list(days.select_for_update(of=("self",)).order_by("day", "pk"))


def seal_of(rows: Iterable[EnteredRow]) -> str:
    """Return what names rows exactly: what waits is not reworded, so their keys tell them."""
    told = [subject_of(row) for row in rows]
    return sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()


def require_unknown(year: CalendarYear) -> None:
    if CalendarYear.objects.approved().filter(year=year.year).exists():
        raise YearKnown


def subject_of(row: EnteredRow) -> str:
    return f"{row._meta.model_name}:{row.pk}"


def facts_of(row: EnteredRow) -> Facts:
    """Return what a row says, sources aside: days and codes."""
    match row:
        case Regime():
            end = row.end.isoformat() if row.end else None
            return {"kind": row.kind, "start": row.start.isoformat(), "end": end}
        case CalendarYear():
            return {"year": row.year}
        case CalendarDay():
            return {"kind": row.kind, "day": row.day.isoformat()}
        case CorrectionPolicy():
            return {"effect": row.effect, "start": row.start.isoformat()}
    raise TypeError(row)
