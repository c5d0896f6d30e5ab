"""The sweep that reminds of due dates: run as often as you like, late as it may be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.roles import Role
from applications.models import Application, Person
from applications.status import Status
from audit.services import record
from deadlines.calendars import approved_calendar
from deadlines.working_days import Calendar
from outbox.models import Letter
from review.access import holder
from review.clock import days_left, is_day_of_sweeps
from review.letters import queue_reminder
from review.models import JobRun, Proposal, State
from review.refusing import propose_by, reminded_on
from review.sharing import present
from review.turns import awaiting_another

JOB = "remind"
STEPS = (0, 2, 5)  # working days before the last day


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder to one reader; `key` makes it be sent once, whoever sweeps how often.

    Of the due date, or of the last day to propose a refusal, `propose_by`. `left` is None for what
    is overdue by days that no approved calendar tells.
    """

    application: Application
    reader: User
    left: int | None
    key: str
    propose_by: date | None = None


def step_due(left: int) -> int | None:
    """Return the most recent step of 5, 2, 0 and every day after that is due by now.

    So a sweep that was missed sends the step that still holds, once, and none that are past.
    """
    if left < 0:
        return left
    return next((step for step in STEPS if left <= step), None)


def uncounted_step(application: Application, on: date, calendar: Calendar) -> date | None:
    """Return the day itself as the step of what is overdue; None when nothing is due by then."""
    is_overdue = on > application.due_on
    return on if is_overdue and is_day_of_sweeps(on, calendar) else None


@transaction.atomic
def remind(*, on: date, at: datetime) -> int:
    """Queue what is due on a day and was not queued before; return how many letters.

    Before the last day and on it, to the caseworker, and while a proposal awaits its decision to
    every decision maker too, as while the caseworker is away or may take no application any more;
    while there is no caseworker, and every working day once overdue, to the decision makers alone.
    The working day before a refusal must be proposed at the latest, so that its hearing fits into
    the term, and on that day, to the caseworker while nothing is proposed.
    Leaves its mark for the health page.
    """
    calendar = approved_calendar()
    due = [*reminders(on, calendar), *of_refusals(on, calendar)]
    keys = [reminder.key for reminder in due]
    known = set(Letter.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True))
    fresh = [reminder for reminder in due if reminder.key not in known]
    queued = sum(
        queue_reminder(
            each.application,
            each.reader,
            each.key,
            left=each.left,
            propose_by=each.propose_by,
            on=on,
            at=at,
        )
        for each in fresh
    )
    JobRun.objects.update_or_create(name=JOB, defaults={"ran_at": at})
    if queued:
        record("reminders.queued", subject=f"job:{JOB}", by=None, at=at, facts={"letters": queued})
    return queued


def reminders(on: date, calendar: Calendar) -> Iterator[Reminder]:
    """Yield what is due, earliest due date first, whether or not it was queued before.

    Where no calendar tells working days, what is overdue is due every day of sweeps.
    """
    heads, there = list(decision_makers()), present(on)
    proposed = {each["application"] for each in awaiting_another()}
    running = Application.objects.running().by_due_date()
    for application in running.select_related("assignment__caseworker"):
        left = days_left(on, application.due_on, calendar)
        step = step_due(left) if left is not None else uncounted_step(application, on, calendar)
        if step is None:
            return
        with_heads = application.pk in proposed or application.caseworker_id not in there
        for reader in readers(application, heads, left, with_heads=with_heads):
            yield Reminder(application, reader, left, key_of(application, step, reader))


def of_refusals(on: date, calendar: Calendar) -> Iterator[Reminder]:
    """Yield what must be proposed by today or tomorrow, if it is to be refused in time."""
    heads, there = list(decision_makers()), present(on)
    for by_post in (False, True):
        dates = list(reminded_on(on, by_post=by_post, calendar=calendar))
        for application in unproposed(by_post=by_post).filter(due_on__in=dates):
            last = propose_by(application.due_on, by_post=by_post, calendar=calendar)
            left = days_left(on, application.due_on, calendar)
            with_heads = application.caseworker_id not in there
            step = f"refusal:{days_left(on, last, calendar)}"
            for reader in readers(application, heads, left, with_heads=with_heads):
                key = key_of(application, step, reader)
                yield Reminder(application, reader, left, key, propose_by=last)


def unproposed(*, by_post: bool) -> QuerySet[Application]:
    """Return what is under review with nothing proposed, by the way its letters go."""
    addressed = Person.objects.filter(relationship="applicant").exclude(email=None)
    by_email = Q(invitation_method="electronic") & Q(
        pk__in=addressed.exclude(email="").values("application")
    )
    found = Application.objects.running().filter(~by_email if by_post else by_email)
    proposed = Proposal.objects.filter(state=State.OPEN).values("application")
    under_review = (Status.UNDER_REVIEW, Status.CORRECTION_REQUESTED)
    found = found.filter(status__in=under_review).exclude(pk__in=proposed)
    return found.by_due_date().select_related("assignment__caseworker")


def readers(
    application: Application, heads: list[User], left: int | None, *, with_heads: bool
) -> list[User]:
    """Return who is to act: the caseworker, the decision makers, or each of them once."""
    caseworker = holder(application)
    if left is None or left < 0 or caseworker is None or not caseworker.is_active:
        return heads
    return list(dict.fromkeys([caseworker, *heads])) if with_heads else [caseworker]


def key_of(application: Application, step: int | date | str, reader: User) -> str:
    return f"reminder:application:{application.pk}:{application.due_on}:{step}:{reader.pk}"


def decision_makers() -> Iterator[User]:
    users = User.objects.filter(is_active=True, groups__name=Role.DECISION_MAKER)
    return iter(users.order_by("pk"))
