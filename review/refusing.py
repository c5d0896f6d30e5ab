"""Whether a refusal still fits into the term: its hearing first, then a working day to decide."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from deadlines.calendars import approved_calendar
from deadlines.working_days import (
    ONE_DAY,
    BeyondCalendar,
    Calendar,
    days_between,
    due_on,
    last_start,
    working_days_left,
)
from outbox.delivered import terms_on
from review.clock import said
from review.dossier import Dossier
from review.extending import may_extend
from review.letters import goes_by_email
from review.models import Kind

AHEAD = timedelta(days=45)  # further than any hearing by post reaches


@dataclass(frozen=True, slots=True)
class RefusalTime:
    """What the page says of it: `words`, and where it `is_late`, what may be done."""

    words: str
    is_late: bool
    may_be_done: "tuple[str | Promise, ...]" = ()


def days_on_the_way(on: date, *, by_post: bool) -> int:
    """Return the calendar days after which a notice that leaves on a day counts as received."""
    terms = terms_on(on)
    return terms.post_days if by_post else terms.email_days


def propose_by(due: date, *, by_post: bool, calendar: Calendar) -> date:
    """Return the last day to propose a refusal that can be heard and decided by the due date.

    The notice leaves on that day. Raises BeyondCalendar.
    """
    days, lead = settings.HEARING_WORKING_DAYS + 1, days_on_the_way(due, by_post=by_post)
    return last_start(due, days=days, lead=lead, calendar=calendar)


def decide_from(on: date, *, by_post: bool, calendar: Calendar) -> date:
    """Return the first working day to decide, if the notice leaves on a day.

    Raises BeyondCalendar.
    """
    received = on + timedelta(days=days_on_the_way(on, by_post=by_post))
    return due_on(received, days=settings.HEARING_WORKING_DAYS + 1, calendar=calendar)


def reminded_on(on: date, *, by_post: bool, calendar: Calendar) -> Iterator[date]:
    """Yield the due dates of which a day is the last to propose a refusal, or the one before."""
    for due in days_between(on + ONE_DAY, on + AHEAD):
        try:
            last = propose_by(due, by_post=by_post, calendar=calendar)
        except BeyondCalendar:
            return
        if on <= last and working_days_left(on, due_on=last, calendar=calendar) <= 1:
            yield due


def refusal_time(dossier: Dossier) -> RefusalTime | None:
    """Return what to say of a refusal; nothing once it is heard, overdue, or not in question."""
    due, proposal, hearing = dossier.due, dossier.proposal, dossier.open_hearing
    if due is None or due.level in {"paused", "overdue"}:
        return None
    try:
        if hearing is not None:
            return None if hearing.heard_on else time_to_decide(dossier)
        is_open = proposal is None and dossier.kind != Kind.APPROVE
        return time_to_propose(dossier) if is_open else None
    except BeyondCalendar:
        return None


def time_to_propose(dossier: Dossier) -> RefusalTime:
    application, calendar = dossier.application, approved_calendar()
    by_post = not goes_by_email(application)
    last = propose_by(application.due_on, by_post=by_post, calendar=calendar)
    first = decide_from(dossier.on, by_post=by_post, calendar=calendar)
    if first <= application.due_on:
        told = {"day": said(max(last, dossier.on)), "due": said(application.due_on)}
        words = _(
            "A refusal must be proposed by %(day)s to be heard and decided by the due date %(due)s."
        )
        return RefusalTime(words % told, is_late=False)
    told = {"day": said(first), "due": said(application.due_on)}
    words = _(
        "It is too late for a refusal in time: proposed today, it can be decided from %(day)s, and"
        " the term ends on %(due)s."
    )
    return RefusalTime(words % told, is_late=True, may_be_done=what_may_be_done(dossier))


def time_to_decide(dossier: Dossier) -> RefusalTime:
    application, calendar = dossier.application, approved_calendar()
    hear_by = dossier.hear_by
    if hear_by is None:
        by_post = not goes_by_email(application)
        first = decide_from(dossier.on, by_post=by_post, calendar=calendar)
    else:
        first = due_on(hear_by, days=1, calendar=calendar)
    told = {"day": said(first), "due": said(application.due_on)}
    if first <= application.due_on:
        words = _("It can be decided from %(day)s; the last day is %(due)s.")
        return RefusalTime(words % told, is_late=False)
    words = _("It can be decided from %(day)s, and the term ends on %(due)s already.")
    return RefusalTime(words % told, is_late=True, may_be_done=what_may_be_done(dossier))


def what_may_be_done(dossier: Dossier) -> "tuple[str | Promise, ...]":
    """Return the ways out that are open; the step of an extension is linked to by the page."""
    ways = [
        _(
            "Hear the applicant sooner, by telephone or in person: once what they said is recorded,"
            " it can be decided (law 2073-IX, article 17)."
        )
    ]
    if "extend" not in dossier.steps and may_extend(dossier.application):
        ways.append(_("Ask whoever decides to extend the term before its last day has passed."))
    return tuple(ways)
