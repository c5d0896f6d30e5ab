"""What a decision maker answers to an objection: its lease keeps its rent, or does not, and why."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from audit.commitments import Committed, Facts
from audit.services import record
from deadlines.working_days import day_in_kyiv
from leases.selectors import stays_until
from rerating.approving import keep_rent, locked_change
from rerating.letters import queue_answer
from rerating.models import Objection, ObjectionAnswer, RentChange, Rerating, reasons_of
from rerating.moves import AnsweredAlready, Settled, TextMissing, locked
from sealing.texts import seal


def unanswered() -> QuerySet[Objection]:
    """Objections a decision maker is still to answer; a lease left out has got its way."""
    open_ = Objection.objects.filter(answer__isnull=True, change__left_out="")
    return open_.filter(change__rerating__set_aside_by__isnull=True)


@transaction.atomic
def answer_objection(
    change: int, *, objection: UUID, is_upheld: bool, reasons: str, by: User, at: datetime
) -> ObjectionAnswer:
    """Answer an objection and tell its household why; upheld, the lease keeps its rent.

    Raises Objection.DoesNotExist, AnsweredAlready, TextMissing, and Settled where the lease
    keeps its rent already or, upheld, has its new one.
    """
    found = Objection.objects.select_related("change").get(pk=objection, change=change)
    rerating = locked(found.change.rerating_id)
    row = locked_change(change)
    if ObjectionAnswer.objects.filter(objection=found).exists():
        raise AnsweredAlready
    if not (why := reasons.strip()):
        raise TextMissing
    keeps_its_rent = bool(row.left_out) or rerating.set_aside_by_id is not None
    if keeps_its_rent or (is_upheld and row.after_id is not None):
        raise Settled
    if is_upheld:
        keep_rent(row, rerating, why, by=by, at=at)
    sealed = seal(why, about=reasons_of(objection))
    made = ObjectionAnswer.objects.create(
        objection=found, is_upheld=is_upheld, reasons_sealed=sealed, by_id=by.pk, at=at
    )
    from_day = first_day(row, rerating)
    is_over = row.after_id is None and stays_until(row.lease, from_day) < from_day
    queue_answer(row, rerating, made, from_day=None if is_over else from_day, at=at)
    facts: Facts = {
        "rerating": rerating.pk,
        "objection": str(objection),
        "upheld": is_upheld,
        "reasons": Committed(why),
    }
    record("objection.answered", subject=f"lease:{row.lease_id}", by=by, at=at, facts=facts)
    return made


def first_day(change: RentChange, rerating: Rerating) -> date:
    """Return from which day a lease has its new rent, or would have it.

    Where an objection was answered on the effective day or later, the first of the month after:
    nobody pays for days on which the answer was not known (docs/decisions/0166). An objection made
    once the new rent is charged moves nothing.
    """
    if change.after is not None:
        return change.after.starts_on
    answers = ObjectionAnswer.objects.filter(objection__change=change).order_by("-at")
    last = answers.first()
    answered_on = day_in_kyiv(last.at) if last else rerating.effective_on
    if last is None or answered_on < rerating.effective_on:
        return rerating.effective_on
    months = answered_on.year * 12 + answered_on.month
    return date(months // 12, months % 12 + 1, 1)
