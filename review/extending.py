"""Extending the term of review: a recorded decision, told to the applicant."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from applications import clock
from applications.models import Application, ClockEntry
from applications.status import UNDECIDED
from audit.commitments import Committed, Facts
from audit.services import record
from deadlines.terms import extensions
from deadlines.working_days import day_in_kyiv
from review import clock_letters
from review.lock import locked, subject_of, touch


class ClockNotRunning(Exception):
    """The application is decided or closed, or its clock is stopped."""


class TermOver(Exception):
    """The last day has passed: what is overdue is not extended."""


class ExtendedAlready(Exception):
    """The term was extended as often as it may be, `times`."""

    def __init__(self, times: int) -> None:
        super().__init__(f"extended {times} times already")
        self.times = times


class ExtensionTooLong(Exception):
    """An extension has at least one working day and at most `days`."""

    def __init__(self, days: int) -> None:
        super().__init__(f"more than {days} working days")
        self.days = days


@transaction.atomic
def extend(
    application: int,
    *,
    days: int,
    decision: str,
    legal_basis: str,
    reason: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> ClockEntry:
    """Add working days to the term, and write so to the applicant with the reason.

    `decision` names the paper: its number and day. Raises ClockNotRunning, TermOver,
    ExtendedAlready, ExtensionTooLong, BeyondCalendar and VersionConflict; then nothing changed.
    """
    row = locked(application, version=version)
    on = day_in_kyiv(at)
    require_running(row)
    if on > row.due_on:
        raise TermOver
    require_within(row, days)
    before = row.due_on
    entry = clock.add(
        row,
        "extended",
        on=on,
        working_days=days,
        legal_basis=legal_basis.strip(),
        decision=decision.strip(),
        reason=reason.strip(),
        by=by,
        at=at,
    )
    touch(row)
    clock_letters.queue_moved(row, entry, before=before, at=at)
    facts: Facts = {
        "working_days": days,
        "due_on": row.due_on.isoformat(),
        "decision": Committed(entry.decision),
        "reason": Committed(entry.reason),
    }
    record("clock.extended", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return entry


def require_running(row: Application) -> None:
    if row.status not in UNDECIDED or row.paused_on is not None:
        raise ClockNotRunning


def require_within(row: Application, days: int) -> None:
    times, most = extensions(row.received_on)
    if times_extended(row) >= times:
        raise ExtendedAlready(times)
    if not 1 <= days <= most:
        raise ExtensionTooLong(most)


def times_extended(row: Application) -> int:
    """Return how often the term that runs now was extended: one that began anew was not yet."""
    anew = row.clock.filter(kind=ClockEntry.Kind.RESTARTED).order_by("-pk").first()
    extended = row.clock.filter(kind=ClockEntry.Kind.EXTENDED)
    return extended.filter(pk__gt=anew.pk if anew else 0).count()


def may_extend(row: Application) -> bool:
    """Tell whether the term can be extended at all, its last day aside."""
    try:
        require_running(row)
        require_within(row, 1)
    except (ClockNotRunning, ExtendedAlready):
        return False
    return True
