"""Which rent of a lease holds on a day."""

from datetime import date

from leases.models import Lease, RentPeriod
from rent.formula import Statement, plain
from rent.models import TariffRow


class NoRentYet(Exception):
    """The day lies before the first day of the lease."""


def rent_on(lease: Lease, day: date) -> RentPeriod:
    """Return the rent that holds on the day: of all that began by then, the last. One query.

    Whether the lease still runs on that day is not asked here. Raises NoRentYet.
    """
    begun = lease.rents.filter(starts_on__lte=day).select_related("tariff")
    found = begun.order_by("-starts_on").first()
    if found is None:
        raise NoRentYet
    return found


def add_rent(
    lease: Lease, tariff: TariffRow, statement: Statement, *, from_day: date
) -> RentPeriod:
    """Add the rent of a statement from a day on, in one transaction with the act it is part of."""
    return RentPeriod.objects.create(
        lease=lease,
        starts_on=from_day,
        tariff=tariff,
        monthly_rent=statement.total,
        exact_rent=plain(statement.exact),
    )
