"""Putting an account right by a counter-entry; what stands is never changed."""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from accounts.models import User
from audit.commitments import Committed, Facts
from audit.services import record
from charges.kinds import Kind
from charges.models import Posting
from charges.terms import terms_on
from deadlines.working_days import day_in_kyiv
from leases.models import Lease
from leases.moves import about as subject_of
from sealing.texts import seal


class AmountRefused(Exception):
    """A correction is above or below zero, in whole kopecks."""


class OtherPosted(Exception):
    """Another correction stands under this reference."""


def correct(
    lease: Lease, *, amount: Decimal, reason: str, by: User, at: datetime, ref: UUID | None = None
) -> Posting:
    """Post a correction: above zero the tenant owes more, below it less. The tenant reads why.

    What is owed more is to be paid within the days of the terms. The same `ref` again posts
    nothing and returns what stands. Raises AmountRefused, and OtherPosted for another correction.
    """
    if amount == 0 or amount != amount.quantize(Decimal("0.01")):
        raise AmountRefused
    ref = ref or uuid4()
    try:
        with transaction.atomic():
            return made_once(lease, ref, amount, reason, by, at)
    except IntegrityError:
        found = Posting.objects.filter(ref=ref).first()
        if found is None:
            raise
    if (found.lease_id, found.amount, found.reason) != (lease.pk, amount, reason):
        raise OtherPosted
    return found


def made_once(
    lease: Lease, ref: UUID, amount: Decimal, reason: str, by: User, at: datetime
) -> Posting:
    on = day_in_kyiv(at)
    days = terms_on(on).least_days_to_pay if amount > 0 else 0
    made = Posting(
        ref=ref,
        lease=lease,
        kind=Kind.CORRECTION,
        amount=amount,
        on=on,
        due_on=on + timedelta(days=days),
        by=by,
        at=at,
    )
    made.reason_sealed = seal(reason, about=made.about())
    made.save(force_insert=True)
    facts: Facts = {"amount": str(amount), "reason": Committed(reason)}
    record("account.corrected", subject=subject_of(lease), by=by, at=at, facts=facts)
    return made
