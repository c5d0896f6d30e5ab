"""Putting an account right by a counter-entry; what stands is never changed."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

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


@transaction.atomic
def correct(lease: Lease, *, amount: Decimal, reason: str, by: User, at: datetime) -> Posting:
    """Post a correction: above zero the tenant owes more, below it less. The tenant reads why.

    What is owed more is to be paid within the days of the terms. Raises AmountRefused.
    """
    if amount == 0 or amount != amount.quantize(Decimal("0.01")):
        raise AmountRefused
    on = day_in_kyiv(at)
    days = terms_on(on).least_days_to_pay if amount > 0 else 0
    made = Posting(
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
