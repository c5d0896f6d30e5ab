"""What AR of a tariff follows from, and how it compares with what was published."""

from decimal import Decimal
from typing import Any

from rent.formula import HOUSEHOLD_AREA, derived_per_square_metre
from rent.models import TariffRow
from rerating.models import TariffConfirmation


def quotient(row: TariffRow) -> Decimal | None:
    """Return the mean rent by 35.22, as it is before it is rounded."""
    return row.apartment_rent / HOUSEHOLD_AREA if row.apartment_rent else None


def mean_rents_of(per_square_metre: Decimal) -> tuple[Decimal, Decimal]:
    """Return between which mean rents of an apartment a figure lies, UAH: from, and below."""
    half = Decimal("0.5")
    return (per_square_metre - half) * HOUSEHOLD_AREA, (per_square_metre + half) * HOUSEHOLD_AREA


def confirmation_of(row: TariffRow) -> dict[str, Any] | None:
    """Return who confirmed a tariff of the release, and what the document's mean rent gives."""
    found = TariffConfirmation.objects.filter(tariff=row).select_related("by").first()
    if found is None:
        return None
    told = found.apartment_rent
    derived = derived_per_square_metre(told) if told else None
    return {
        "row": found,
        "derived": derived,
        "differs": derived not in {None, row.per_square_metre},
    }
