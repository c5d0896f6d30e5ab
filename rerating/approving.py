"""Approving a re-rating, which tells the households; leaving a lease out; setting all aside."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from audit.commitments import Committed, Facts
from audit.services import record
from leases.models import Lease
from rerating.letters import queue_notice, queue_taken_back
from rerating.models import RentChange, Rerating, Why
from rerating.moves import (
    NotOpen,
    NotWaiting,
    Settled,
    TextMissing,
    locked,
    pending,
    require_another,
    subject_of,
)
from rerating.preparing import require_notice
from rerating.preview import proposed
from sealing.texts import seal


@transaction.atomic
def approve(number: int, *, by: User, at: datetime) -> Rerating:
    """Approve what another person prepared: each household is told, the day is set.

    A lease that ended or changed since is left out and named. Raises Rerating.DoesNotExist,
    NotWaiting, SamePreparer and TooSoon.
    """
    rerating = locked(number)
    if not rerating.is_waiting:
        raise NotWaiting
    require_another(rerating, by)
    require_notice(rerating.effective_on, at)
    told = [each for each in pending(rerating) if still_stands(each, rerating)]
    rerating.approved_by_id, rerating.approved_at = by.pk, at
    rerating.save(update_fields=["approved_by", "approved_at"])
    for change in told:
        queue_notice(change, rerating, at=at)
    facts: Facts = {
        "tariff": rerating.tariff_id,
        "effective_on": rerating.effective_on.isoformat(),
        "notices": len(told),
    }
    record("rerating.approved", subject=subject_of(number), by=by, at=at, facts=facts)
    return rerating


def still_stands(change: RentChange, rerating: Rerating) -> bool:
    """Tell whether a lease would get the same new rent now; leave it out where not."""
    why = what_changed(change, rerating, rerating.effective_on)
    if why is not None:
        change.left_out = why
        change.save(update_fields=["left_out"])
    return why is None


def what_changed(change: RentChange, rerating: Rerating, from_day: date) -> Why | None:
    """Return why a lease does not get the new rent it was to get. The lease is locked."""
    lease = Lease.objects.select_for_update(of=("self",)).get(pk=change.lease_id)
    row = rerating.tariff
    found = proposed(lease, row, row.tariff(), from_day)
    if found.why in {Why.SAME_TARIFF, Why.LATER_RENT}:
        return Why.CHANGED
    is_same = found.before == change.before and found.new == change.new_rent
    return found.why or (None if is_same else Why.CHANGED)


@transaction.atomic
def leave_out(change: int, *, reason: str, by: User, at: datetime) -> RentChange:
    """Let a lease keep its rent, for a reason; a household that was told is told so.

    Raises RentChange.DoesNotExist, NotOpen, Settled and TextMissing.
    """
    found = RentChange.objects.select_related("rerating").get(pk=change)
    rerating = locked(found.rerating_id)
    row = locked_change(change)
    if not rerating.is_open:
        raise NotOpen
    if row.left_out or row.after_id is not None:
        raise Settled
    if not (why := reason.strip()):
        raise TextMissing
    keep_rent(row, rerating, why, by=by, at=at)
    if rerating.is_approved:
        queue_taken_back(row, rerating, at=at)
    return row


def keep_rent(row: RentChange, rerating: Rerating, why: str, *, by: User, at: datetime) -> None:
    """Write down that a locked lease keeps its rent by a decision, and why."""
    row.left_out, row.left_out_reason_sealed = Why.BY_HAND, seal(why, about=row.about())
    row.save(update_fields=["left_out", "left_out_reason_sealed"])
    facts: Facts = {"rerating": rerating.pk, "reason": Committed(why)}
    record("lease.left_out", subject=f"lease:{row.lease_id}", by=by, at=at, facts=facts)


def locked_change(number: int) -> RentChange:
    rows = RentChange.objects.select_for_update(of=("self",))
    return rows.select_related("before", "lease__application").get(pk=number)


@transaction.atomic
def set_aside(number: int, *, by: User, at: datetime) -> Rerating:
    """Drop a re-rating before its day; every household that was told is told so.

    Raises Rerating.DoesNotExist and NotOpen; also once its first lease has the new rent.
    """
    rerating = locked(number)
    if not rerating.is_open or rerating.changes.filter(after__isnull=False).exists():
        raise NotOpen
    told = pending(rerating) if rerating.is_approved else []
    rerating.set_aside_by_id, rerating.set_aside_at = by.pk, at
    rerating.save(update_fields=["set_aside_by", "set_aside_at"])
    letters = sum(queue_taken_back(change, rerating, at=at) for change in told)
    facts: Facts = {"letters": letters}
    record("rerating.set_aside", subject=subject_of(number), by=by, at=at, facts=facts)
    return rerating
