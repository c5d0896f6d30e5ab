"""Which lease a payment is for: at once by the number of a lease in its purpose, else by a person.

A name matches nothing by itself: payer and amount make a suggestion, which somebody confirms.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from audit.commitments import Committed, Facts
from audit.services import record
from charges.kinds import Kind
from charges.leased import charged_leases
from charges.models import Payment, Posting, SetAside, about
from charges.numbers import lease_numbers
from charges.renewed import is_followed, is_over
from charges.sums import total
from charges.terms import terms_on
from deadlines.working_days import day_in_kyiv
from leases.models import Lease
from leases.moves import about as subject_of
from sealing.texts import seal


class AlreadyMatched(Exception):
    """The payment stands on an account already: `lease` is whose."""

    def __init__(self, lease: Lease) -> None:
        super().__init__(f"on lease {lease.pk}")
        self.lease = lease


class NotMatched(Exception):
    """The posting is no payment, or was taken off before."""


class AlreadySetAside(Exception):
    """Somebody has set the payment aside."""


def live() -> QuerySet[Posting]:
    """Payments on accounts that were not taken off again."""
    return Posting.objects.filter(kind=Kind.PAYMENT, countered__isnull=True)


def unmatched() -> QuerySet[Payment]:
    """Payments on no account that nobody set aside since they came off one, the oldest first."""
    aside = aside_now().filter(payment=OuterRef("pk"))
    return on_no_account().filter(~Exists(aside)).order_by("booked_on", "pk")


def on_no_account() -> QuerySet[Payment]:
    return Payment.objects.filter(~Exists(live().filter(payment=OuterRef("pk"))))


def aside_now() -> QuerySet[SetAside]:
    """What is said of payments that are set aside: none was posted since. The latest first."""
    since = {"payment": OuterRef("payment"), "turn": OuterRef("turn")}
    posted = Posting.objects.filter(kind=Kind.PAYMENT, **since)
    return SetAside.objects.filter(~Exists(posted)).order_by("-at", "-pk")


def match_by_number(payments: Sequence[Payment], *, at: datetime) -> int:
    """Post payments whose purpose names exactly one lease; return how many. Two queries.

    What names a lease that ended, was renewed and owes nothing waits for a person: it is meant for
    the renewal.
    """
    named = {payment.pk: lease_numbers(payment.purpose) for payment in payments}
    leases = leases_by_number(number for numbers in named.values() for number in numbers)
    postings = []
    for payment in payments:
        meant = {leases[number] for number in named[payment.pk] if number in leases}
        if len(meant) == 1 and not is_passed_on(lease := meant.pop()):
            lease.balance -= payment.amount
            postings.append(posting(payment, lease, None, at))
    Posting.objects.bulk_create(postings)
    return len(postings)


def leases_by_number(numbers: Iterable[str]) -> Mapping[str, Any]:
    balance = total("postings__amount")
    found = charged_leases().annotate(balance=balance, is_followed=is_followed())
    return {lease.number: lease for lease in found.filter(number__in=set(numbers))}


def is_passed_on(lease: Any) -> bool:
    """Tell whether what is paid under a lease of `leases_by_number` is meant for its renewal."""
    return lease.is_followed and is_over(lease, lease.balance)


def match(payment: Payment, lease: Lease, *, by: User, at: datetime) -> Posting:
    """Post a payment to the account of a lease. Raises AlreadyMatched."""
    try:
        with transaction.atomic():
            locked(payment)
            refuse_if_matched(payment)
            made = posting(payment, lease, by, at, turn=turn_of(payment))
            made.save(force_insert=True)
            facts: Facts = {"payment": payment.pk, "amount": str(payment.amount)}
            record("payment.matched", subject=subject_of(lease), by=by, at=at, facts=facts)
            return made
    except IntegrityError:  # somebody else was first, and the database refused the second
        refuse_if_matched(payment)
        raise


def locked(payment: Payment) -> None:
    """Hold the payment until the transaction ends: nobody else posts it or sets it aside."""
    Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)


def turn_of(payment: Payment) -> int:
    return payment.postings.filter(kind=Kind.PAYMENT).count()


def posting(
    payment: Payment, lease: Lease, by: User | None, at: datetime, *, turn: int = 0
) -> Posting:
    return Posting(
        lease=lease,
        kind=Kind.PAYMENT,
        amount=-payment.amount,
        on=payment.booked_on,
        due_on=payment.booked_on,
        payment=payment,
        turn=turn,
        by=by,
        at=at,
    )


def take_back(wrong: Posting, *, reason: str, by: User, at: datetime) -> Posting:
    """Take a payment off an account by a counter-entry; it waits for its lease again.

    What it had paid is to be paid anew within the days of the terms. Raises NotMatched.
    """
    payment = wrong.payment
    if wrong.kind != Kind.PAYMENT or payment is None or is_countered(wrong):
        raise NotMatched
    try:
        with transaction.atomic():
            locked(payment)
            return counter(wrong, reason, by, at)
    except IntegrityError:
        if is_countered(wrong):
            raise NotMatched from None
        raise


def is_countered(posting: Posting) -> bool:
    return Posting.objects.filter(counters=posting).exists()


def counter(wrong: Posting, reason: str, by: User, at: datetime) -> Posting:
    on = day_in_kyiv(at)
    made = Posting(
        lease=wrong.lease,
        kind=Kind.TAKEN_BACK,
        amount=-wrong.amount,
        on=on,
        due_on=on + timedelta(days=terms_on(on).least_days_to_pay),
        payment=wrong.payment,
        counters=wrong,
        by=by,
        at=at,
    )
    made.reason_sealed = seal(reason, about=made.about())
    made.save(force_insert=True)
    facts: Facts = {"payment": wrong.payment_id, "reason": Committed(reason)}
    record("payment.taken_back", subject=subject_of(wrong.lease), by=by, at=at, facts=facts)
    return made


def set_aside(payment: Payment, *, reason: str, by: User, at: datetime) -> None:
    """Note that a payment is for no lease, and why. Raises AlreadyMatched and AlreadySetAside."""
    sealed = seal(reason, about=about(payment.fingerprint, "reason"))
    try:
        with transaction.atomic():
            locked(payment)
            refuse_if_matched(payment)
            turn = turn_of(payment)
            payment.set_asides.create(turn=turn, reason_sealed=sealed, by=by, at=at)
            facts: Facts = {"reason": Committed(reason)}
            record("payment.set_aside", subject=f"payment:{payment.pk}", by=by, at=at, facts=facts)
    except IntegrityError:
        raise AlreadySetAside from None


def refuse_if_matched(payment: Payment) -> None:
    if found := live().filter(payment=payment).select_related("lease").first():
        raise AlreadyMatched(found.lease)
