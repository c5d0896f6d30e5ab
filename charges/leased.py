"""Which leases are charged, for which days, at which rent."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from leases.models import Lease, LeaseQuerySet


def charged_leases() -> LeaseQuerySet:
    """Leases that both parties signed, those that ended among them."""
    return Lease.objects.filter(signed_on__isnull=False)


def charged_days(lease: Lease) -> tuple[date, date]:
    """Return the first and the last day that are charged; both count.

    Past the last day of the term nothing is charged by itself (docs/decisions/0118).
    """
    return lease.starts_on, lease.ended_on or lease.ends_on


def rents(lease: Lease) -> Sequence[tuple[date, Decimal]]:
    """Return from which day which rent holds, UAH a month, the earliest first."""
    periods = sorted(lease.rents.all(), key=lambda each: each.starts_on)
    return [(each.starts_on, each.monthly_rent) for each in periods]
