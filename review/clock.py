"""How much of a term is left, in words and as a level of urgency; its ledger, row by row."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from accounts.models import User
from applications.clock import CalendarLost, calendar_of
from applications.models import Application, ClockEntry
from deadlines.working_days import (
    ONE_DAY,
    SATURDAY,
    BeyondCalendar,
    Calendar,
    Stretch,
    due_on,
    stretches,
    working_days_left,
)

SOON = 5  # working days left from which an application is due soon

SAID = {
    ClockEntry.Kind.STARTED: ngettext_lazy(
        "The term of %(days)d working day began on %(day)s; due on %(due)s.",
        "The term of %(days)d working days began on %(day)s; due on %(due)s.",
        "days",
    ),
    ClockEntry.Kind.RESTARTED: ngettext_lazy(
        "The term of %(days)d working day began anew on %(day)s; due on %(due)s.",
        "The term of %(days)d working days began anew on %(day)s; due on %(due)s.",
        "days",
    ),
    ClockEntry.Kind.EXTENDED: ngettext_lazy(
        "Extended by %(days)d working day; due on %(due)s.",
        "Extended by %(days)d working days; due on %(due)s.",
        "days",
    ),
    ClockEntry.Kind.PAUSED: gettext_lazy(
        "The clock stopped on %(day)s: the applicant was asked for a correction."
    ),
    ClockEntry.Kind.RESUMED: gettext_lazy("The clock went on after %(day)s; due on %(due)s."),
    ClockEntry.Kind.RECOUNTED: gettext_lazy(
        "Counted anew by the changed calendar; due on %(due)s."
    ),
}
REGIMES = {
    "martial_law": gettext_lazy("Martial law: public holidays are working days."),
    "peace": gettext_lazy("No martial law: public holidays are days off."),
}


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a term as seen on a day; `left` in working days, below 0 when overdue.

    Where no approved calendar tells, `left` is None and no number is said. While the clock is
    stopped, since `paused_on`, nothing runs down.
    """

    due_on: date
    on: date
    left: int | None
    paused_on: date | None = None

    @property
    def level(self) -> str:
        """How urgent: paused, calm, soon, today or overdue. Never shown without the words."""
        if self.paused_on is not None:
            return "paused"
        if self.on > self.due_on:
            return "overdue"
        if self.left == 0:
            return "today"
        return "soon" if self.left is not None and self.left <= SOON else "calm"

    @property
    def words(self) -> str:
        if self.paused_on is not None:
            return _("the clock is stopped since %(day)s") % {"day": said(self.paused_on)}
        if self.left is None and self.on <= self.due_on:
            return _("due on %(day)s") % {"day": said(self.due_on)}
        if self.left is None:
            return _("the last day has passed")
        if self.left > 0:
            left = ngettext("%(days)d working day left", "%(days)d working days left", self.left)
            return left % {"days": self.left}
        if self.left < 0:
            over = ngettext(
                "overdue by %(days)d working day", "overdue by %(days)d working days", -self.left
            )
            return over % {"days": -self.left}
        return _("last day today") if self.on <= self.due_on else _("the last day has passed")


def due(due_on: date, *, on: date, calendar: Calendar, paused_on: date | None = None) -> Due:
    return Due(due_on, on, days_left(paused_on or on, due_on, calendar), paused_on)


def days_left(on: date, last: date, calendar: Calendar) -> int | None:
    """Return the working days left, below 0 when overdue; None where no calendar tells."""
    try:
        return working_days_left(on, due_on=last, calendar=calendar)
    except BeyondCalendar:
        return None


def last_of_soon(on: date, calendar: Calendar) -> date:
    """Return the last day that is soon; the last approved one where the calendar ends before."""
    try:
        return due_on(on, days=SOON, calendar=calendar)
    except BeyondCalendar as beyond:
        return date(beyond.year, 1, 1) - ONE_DAY


def is_day_of_sweeps(on: date, calendar: Calendar) -> bool:
    """Tell whether the staff are reminded on a day: a working day.

    A day that no approved calendar tells counts from Monday to Friday, for this alone: no term is
    computed from it.
    """
    try:
        return calendar.is_working_day(on)
    except BeyondCalendar:
        return on.weekday() < SATURDAY


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that happened to the clock, in words; `by` is None where the system or the law did.

    `due_on` is the last day from then on, `basis` a source in Ukrainian, `reason` as it was typed.
    """

    kind: str
    on: date
    at: datetime | None
    words: str
    due_on: date
    basis: str = ""
    decision: str = ""
    reason: str = ""
    by: User | None = None


def ledger(application: Application) -> list[Row]:
    """Return the clock of an application, first thing first; the last row tells how it counts."""
    entries = application.clock.select_related("by").order_by("pk")
    rows = [row_of(entry) for entry in entries]
    return [*rows, counted(application, rows[0].on)]


def row_of(entry: ClockEntry) -> Row:
    return Row(
        entry.kind,
        entry.on,
        entry.at,
        words_of(entry),
        entry.due_on,
        entry.legal_basis,
        entry.decision,
        entry.reason,
        entry.by,
    )


def words_of(entry: ClockEntry) -> str:
    facts = {"day": said(entry.on), "due": said(entry.due_on), "days": entry.working_days}
    return str(SAID[ClockEntry.Kind(entry.kind)] % facts)


def counted(application: Application, began_on: date) -> Row:
    """Return the last day and which days counted as working days on the way to it."""
    try:
        calendar = calendar_of(application)
        crossed = stretches(began_on + ONE_DAY, application.due_on, calendar=calendar)
    except CalendarLost:
        crossed = ()
    told = [said_of(stretch, is_only=len(crossed) == 1) for stretch in crossed]
    words = _("Due on %(day)s.") % {"day": said(application.due_on)}
    return Row("due", application.due_on, None, " ".join([words, *told]), application.due_on)


def said_of(stretch: Stretch, *, is_only: bool) -> str:
    rule = str(REGIMES[stretch.regime.kind])
    if is_only:
        return rule
    facts = {"first": said(stretch.first), "last": said(stretch.last), "rule": rule}
    return _("From %(first)s to %(last)s: %(rule)s") % facts


def said(day: date) -> str:
    return date_format(day, "d.m.Y")
