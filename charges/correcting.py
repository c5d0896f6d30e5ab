"""Putting an account right by a counter-entry; what stands is never changed."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models.functions import Abs

from accounts.models import User
from audit.commitments import Committed, Facts
from audit.services import record
from charges.kinds import Kind
from charges.models import Posting, Proposal, reason_of
from charges.sums import total
from charges.terms import terms_on
from deadlines.working_days import day_in_kyiv
from leases.models import Lease
from leases.moves import about as subject_of
from leases.moves import locked, locked_application
from sealing.texts import seal


class AmountRefused(Exception):
    """A correction is above or below zero, in whole kopecks."""


class OtherPosted(Exception):
    """Another correction stands under this reference."""


def correct(
    lease: Lease, *, amount: Decimal, reason: str, by: User, at: datetime, ref: UUID | None = None
) -> Posting | Proposal:
    """Post a correction: above zero the tenant owes more, below it less. The tenant reads why.

    What comes above the limit of the terms, over the leases of the household, is proposed to a
    second person (docs/decisions/0136). What is owed more is to be paid within the days of the
    terms. The same `ref` again writes nothing and returns what stands. Raises AmountRefused, and
    OtherPosted for another correction.
    """
    if amount == 0 or amount != amount.quantize(Decimal("0.01")):
        raise AmountRefused
    ref = ref or uuid4()
    with transaction.atomic():
        locked(lease.pk)
        locked_application(lease.application_id)
        if (stands := standing_under(ref)) is not None:
            if (stands.lease_id, stands.amount, stands.reason) != (lease.pk, amount, reason):
                raise OtherPosted
            return stands
        if is_above_limit(lease, amount, day_in_kyiv(at)):
            return proposed(lease, ref, amount, reason, by, at)
        return posted(lease, ref, amount, reason, by, at)


def standing_under(ref: UUID) -> Posting | Proposal | None:
    found = Proposal.objects.filter(ref=ref).first()
    return found or Posting.objects.filter(ref=ref).first()


def is_above_limit(lease: Lease, amount: Decimal, on: date) -> bool:
    """Tell whether it takes a second person, with what else was corrected alone in the month.

    On whichever lease of the application: one that renews another begins no new limit.
    """
    household = {"lease__application": lease.application_id}
    corrections = Posting.objects.filter(
        **household, kind=Kind.CORRECTION, on__year=on.year, on__month=on.month
    )
    alone = corrections.exclude(ref__in=Proposal.objects.filter(**household).values("ref"))
    before: Decimal = alone.aggregate(total=total(Abs("amount")))["total"]
    return abs(amount) + before > terms_on(on).correct_alone_to


def proposed(
    lease: Lease, ref: UUID, amount: Decimal, reason: str, by: User, at: datetime
) -> Proposal:
    sealed = seal(reason, about=reason_of(ref))
    made = Proposal.objects.create(
        ref=ref, lease=lease, amount=amount, reason_sealed=sealed, by=by, at=at
    )
    facts: Facts = {"proposal": made.pk, "amount": str(amount), "reason": Committed(reason)}
    record("correction.proposed", subject=subject_of(lease), by=by, at=at, facts=facts)
    return made


def posted(
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
