"""The ledger of the statutory clock: the only place that writes a due date."""

from collections.abc import Iterable
from datetime import date, datetime

from accounts.models import User
from applications.models import Application, ClockEntry
from deadlines.calendars import approved_calendar, calendar_named
from deadlines.ledger import Kind, Step, last_day
from deadlines.terms import review_days
from deadlines.working_days import BeyondCalendar, Calendar

BASIS = "Порядок № 814: розгляд протягом 15 робочих днів з дня надходження заяви"


class CalendarLost(Exception):
    """The calendar a due date was counted by cannot be had again, and another would move it."""


def first_step(received_on: date) -> Step:
    """Return the step that starts the clock. Raises NoTermsInForce."""
    return Step("started", received_on, review_days(received_on))


def start(application: Application, *, by: User | None, at: datetime) -> ClockEntry:
    """Write the first row of the ledger of an application that has its due date."""
    step = first_step(application.received_on)
    return application.clock.create(
        kind=step.kind,
        on=step.on,
        working_days=step.working_days,
        due_on=application.due_on,
        calendar_version=application.calendar_version,
        legal_basis=BASIS,
        by=by,
        at=at,
    )


def add(
    application: Application,
    kind: Kind,
    *,
    on: date,
    working_days: int = 0,
    legal_basis: str,
    decision: str = "",
    reason: str = "",
    calendar: Calendar | None = None,
    by: User | None,
    at: datetime,
) -> ClockEntry:
    """Add a row to the ledger of a locked application, and set the due date that it gives.

    Without a calendar the application's own is used, so that nothing but the step moves the date;
    `recounted` is the step that takes another. Raises BeyondCalendar and CalendarLost; then nothing
    is written.
    """
    step = Step(kind, on, working_days)
    calendar = calendar or calendar_of(application, step)
    due_on = last_day([*steps_of(application), step], calendar=calendar)
    entry = application.clock.create(
        kind=kind,
        on=on,
        working_days=working_days,
        due_on=due_on,
        calendar_version=calendar.version,
        legal_basis=legal_basis,
        decision=decision,
        reason=reason,
        by=by,
        at=at,
    )
    application.due_on, application.calendar_version = due_on, calendar.version
    application.paused_on = on if kind == "paused" else paused_after(kind, application.paused_on)
    application.save(update_fields=["due_on", "calendar_version", "paused_on"])
    return entry


def paused_after(kind: Kind, paused_on: date | None) -> date | None:
    return None if kind in {"resumed", "restarted"} else paused_on


def steps_of(application: Application) -> list[Step]:
    """Return the ledger as steps, in the order written."""
    rows = application.clock.order_by("pk").values_list("kind", "on", "working_days")
    return [step_of(*row) for row in rows]


def step_of(kind: str, on: date, working_days: int) -> Step:
    return Step(kind, on, working_days)  # type: ignore[arg-type]  # a constraint knows the kinds


def calendar_of(application: Application, *steps: Step) -> Calendar:
    """Return the calendar the due date was counted by; the present one where it reaches no further.

    It reaches as far as the ledger and the `steps` to come need. Approved rows never change, so the
    calendar of an earlier day can be had again. Raises CalendarLost.
    """
    present = approved_calendar()
    if application.calendar_version == present.version:
        return present
    written = steps_of(application)
    earlier = calendar_counted_by(application, written)
    return earlier if reaches(earlier, [*written, *steps]) else present


def calendar_counted_by(application: Application, written: list[Step]) -> Calendar:
    """Return the calendar of the version that is stored.

    A release may ship rows that no version of before has; what gives the same day is as good.
    """
    at = counted_at(application)
    named = calendar_named(application.calendar_version, as_of=at)
    if named is not None:
        return named
    rebuilt = approved_calendar(as_of=at)
    if reaches(rebuilt, written) and last_day(written, calendar=rebuilt) != application.due_on:
        raise CalendarLost
    return rebuilt


def counted_at(application: Application) -> datetime:
    """Return when the due date was first counted by the calendar that it rests on."""
    rows = application.clock.filter(calendar_version=application.calendar_version)
    at: datetime = rows.order_by("pk").values_list("at", flat=True)[0]
    return at


def reaches(calendar: Calendar, steps: Iterable[Step]) -> bool:
    try:
        last_day(steps, calendar=calendar)
    except BeyondCalendar:
        return False
    return True
