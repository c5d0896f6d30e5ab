"""A lease that goes on past its term by law, at the rent it has (docs/decisions/0168)."""

from datetime import date

from leases.models import Lease, RentPeriod
from leases.rechecking import present_of
from leases.rents import rent_on
from leases.term import is_short
from rent.models import TariffRow


class RentSince(Exception):
    """The term is over and the lease goes on at its rent; the new term is drawn up at another."""


def tariff_kept(lease: Lease, on: date) -> TariffRow | None:
    """Return the tariff of the rent a lease goes on at past its term; None within the term.

    Civil Code, art. 822: a lease of a year or more goes on, on the same conditions.
    """
    goes_on = on > lease.ends_on and not is_short(lease.term_months)
    return rent_on(lease, lease.ends_on).tariff if goes_on else None


def refuse_other_tariff(renewal: Lease, on: date) -> None:
    """Refuse a renewal at another tariff than the lease goes on at. Raises RentSince."""
    kept = tariff_kept(present_of(renewal), on)
    if kept is not None and renewal.tariff_id != kept.pk:
        raise RentSince


def take_over_rents(renewal: Lease, present: Lease) -> None:
    """Give a renewal the rents the lease was given after its term, from the days they hold."""
    RentPeriod.objects.bulk_create(
        RentPeriod(
            lease=renewal,
            starts_on=each.starts_on,
            tariff_id=each.tariff_id,
            monthly_rent=each.monthly_rent,
            exact_rent=each.exact_rent,
        )
        for each in present.rents.filter(starts_on__gt=renewal.starts_on)
    )
