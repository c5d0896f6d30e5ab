"""Leases that renew one another: which of them is paid under, and what is paid ahead on one."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef

from charges.accounts import NOTHING, balance, with_balances
from charges.leased import charged_leases
from leases.models import Lease, LeaseQuerySet
from leases.status import Status


def renewals() -> LeaseQuerySet:
    """Leases that both signed to go on from another."""
    return charged_leases().filter(follows__isnull=False).exclude(status=Status.CANCELLED)


def is_followed() -> Exists:
    return Exists(renewals().filter(follows=OuterRef("pk")))


def is_over(lease: Lease, owed: Decimal) -> bool:
    """Tell whether a renewed lease has ended and owes nothing: what is paid now is not for it."""
    return lease.status == Status.ENDED and owed <= 0


def paid_under(lease: Lease) -> Lease:
    """Return the lease whose number a payment names now: the renewal of one that is over."""
    after = renewals().filter(follows=lease.pk).first()
    if after is None or not is_over(lease, balance(lease)):
        return lease
    return paid_under(after)


@dataclass(frozen=True, slots=True)
class Ahead:
    """What households paid ahead, UAH, by the first lease of those that renew one another."""

    follows: Mapping[int, int]
    credits: Mapping[int, Decimal]

    def of(self, lease: Lease) -> Decimal:
        """Return what stands to the credit of the other leases of its household."""
        return self.credits.get(first(lease.pk, self.follows), NOTHING)


def paid_ahead(on: date) -> Ahead:
    """Read what is paid ahead on leases that renew one another. Two queries."""
    pairs = renewals().values_list("pk", "follows")
    follows = {pk: before for pk, before in pairs if before is not None}
    ahead: dict[int, Decimal] = defaultdict(Decimal)
    for pk, owed in with_balances(on).filter(balance__lt=0).values_list("pk", "balance"):
        ahead[first(pk, follows)] -= owed
    return Ahead(follows, ahead)


def first(pk: int, follows: Mapping[int, int]) -> int:
    while pk in follows:
        pk = follows[pk]
    return pk
