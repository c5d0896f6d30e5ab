"""The day of the new rent: each lease gets its row, once, however often and late this runs."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from audit.commitments import Facts
from audit.services import record
from deadlines.working_days import day_in_kyiv
from leases.rents import add_rent
from leases.shown import total_area
from leases.status import LIVE
from outbox.delivered import delivered_on
from outbox.models import Letter
from rent.formula import monthly_rent
from rerating.answering import first_day, unanswered
from rerating.approving import locked_change, what_changed
from rerating.letters import key_of, queue_taken_back
from rerating.models import RentChange, Rerating, Why
from rerating.moves import locked, pending, subject_of
from rerating.preview import rooms

logger = logging.getLogger(__name__)


def apply_due(*, at: datetime) -> int:
    """Apply every approved re-rating whose day has come; return how many leases got a new rent.

    May run twice, late and beside itself. One transaction a lease, so that a worker that dies
    leaves whole leases, and the next run goes on. One that fails is logged by its id, keeps no
    other back, and is tried again by the next run.
    """
    return sum(apply(rerating, at=at) for rerating in due(at))


def due(at: datetime) -> QuerySet[Rerating]:
    """Return the approved re-ratings whose day has come, the earliest first."""
    approved = Rerating.objects.filter(approved_by__isnull=False, set_aside_by__isnull=True)
    come = approved.filter(applied_at__isnull=True, effective_on__lte=day_in_kyiv(at))
    return come.select_related("tariff").order_by("effective_on", "pk")


@transaction.atomic
def would_apply(*, at: datetime) -> list[tuple[RentChange, Why | None]]:
    """Return each lease that waits and why it would be left out, if so; nothing is written."""
    return [
        (change, why_left_out(change, rerating))
        for rerating in due(at)
        for change in pending(rerating)
        if not waits_for_an_answer(change)
    ]


def apply(rerating: Rerating, *, at: datetime) -> int:
    given = sum(given_to(change, at=at) for change in pending(rerating))
    finish(rerating.pk, at=at)
    return given


def given_to(change: RentChange, *, at: datetime) -> bool:
    try:
        return give(change.pk, at=at)
    except Exception:  # whatever is wrong with one lease, the others get their new rent
        logger.exception("lease %d got no new rent", change.lease_id)
        return False


@transaction.atomic
def give(number: int, *, at: datetime) -> bool:
    """Give one lease its new rent, or leave it out by name; tell whether it got one now.

    One whose household objected waits until every objection is answered.
    """
    rerating = locked(RentChange.objects.get(pk=number).rerating_id)
    change = locked_change(number)
    if not rerating.is_approved or change.left_out or change.after_id is not None:
        return False
    if waits_for_an_answer(change):
        return False
    why = why_left_out(change, rerating)
    if why is not None:
        change.left_out = why
        change.save(update_fields=["left_out"])
        tell_it_stays(change, rerating, at)
    else:
        row, lease = rerating.tariff, change.lease
        statement = monthly_rent(total_area(lease), rooms(lease), row.tariff())
        change.after = add_rent(lease, row, statement, from_day=first_day(change, rerating))
        change.save(update_fields=["after"])
    act = "lease.rerated" if why is None else "lease.left_out"
    facts = facts_of(change, rerating)
    record(act, subject=f"lease:{change.lease_id}", by=None, at=at, facts=facts)
    return why is None


def why_left_out(change: RentChange, rerating: Rerating) -> Why | None:
    """Return why a lease gets no new rent from its first day on, if so. The lease is locked."""
    changed = what_changed(change, rerating, first_day(change, rerating))
    return changed or not_told(change, rerating)


def waits_for_an_answer(change: RentChange) -> bool:
    """Tell whether an objection is unanswered: the lease, clause 5.5 (docs/decisions/0166)."""
    return unanswered().filter(change=change.pk).exists()


def tell_it_stays(change: RentChange, rerating: Rerating, at: datetime) -> None:
    """Tell a household that was told of a new rent that it does not come.

    Not where the lease ends before: whoever rented may be dead, and no rent stays.
    """
    lease = change.lease
    was_told = Letter.objects.filter(dedupe_key=key_of(change)).exists()
    goes_on = lease.status in LIVE and change.left_out != Why.ENDS_BEFORE
    if was_told and goes_on:
        queue_taken_back(change, rerating, at=at)


def not_told(change: RentChange, rerating: Rerating) -> Why | None:
    """Return NOT_NOTIFIED where the notice did not count as received in time."""
    letter = Letter.objects.filter(dedupe_key=key_of(change)).first()
    received = delivered_on(letter) if letter else None
    last = rerating.effective_on - timedelta(days=rerating.notice_days)
    return None if received is not None and received <= last else Why.NOT_NOTIFIED


def facts_of(change: RentChange, rerating: Rerating) -> Facts:
    return {
        "rerating": rerating.pk,
        "tariff": rerating.tariff_id,
        "from": rerating.effective_on.isoformat(),
        "old": str(change.before.monthly_rent) if change.before else None,
        "new": str(change.new_rent),
        "left_out": change.left_out or None,
    }


@transaction.atomic
def finish(number: int, *, at: datetime) -> None:
    """Close a re-rating of which no lease waits any more, or mark that only answers are awaited."""
    rerating = locked(number)
    if not rerating.is_approved:
        return
    if waiting := pending(rerating):
        if rerating.answers_awaited_since is None and all(map(waits_for_an_answer, waiting)):
            rerating.answers_awaited_since = at
            rerating.save(update_fields=["answers_awaited_since"])
        return
    rerating.applied_at = at
    rerating.save(update_fields=["applied_at"])
    given = rerating.changes.filter(after__isnull=False).count()
    facts: Facts = {"leases": given, "left_out": rerating.changes.exclude(left_out="").count()}
    record("rerating.applied", subject=subject_of(number), by=None, at=at, facts=facts)
