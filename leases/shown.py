"""What a lease pinned, in the language of the page. The text of the lease is in Ukrainian."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from leases.models import Lease
from leases.snapshot import UNITS
from leases.words import BLANK
from rent.formula import FORMULA

SHOWN_UNITS: "dict[str, str | Promise]" = {
    UNITS["UAH/m²"]: _("UAH/m²"),
    UNITS["m²"]: _("m²"),
    UNITS[""]: "",
}
ITS_FORMULA = _("Order under Resolution 814: the rent is AR × S × RC × SC")


@dataclass(frozen=True, slots=True)
class Line:
    """One factor of the rent; `citation` is in Ukrainian where `is_quoted`."""

    symbol: str
    name: str
    value: str
    unit: "str | Promise"
    citation: "str | Promise"
    is_quoted: bool


def line(factor: dict[str, Any]) -> Line:
    is_formula = factor["citation"] == FORMULA
    return Line(
        symbol=factor["symbol"],
        name=factor["name" if get_language() == "uk" else "name_en"],
        value=figure(factor["value"]),
        unit=SHOWN_UNITS[factor["unit"]],
        citation=ITS_FORMULA if is_formula else factor["citation"],
        is_quoted=not is_formula,
    )


def rent(lease: Lease) -> dict[str, Any]:
    """Return the statement of the rent as the lease pinned it."""
    pinned = lease.data["rent"]
    lines = [line(factor) for factor in pinned["factors"]]
    return {
        "lines": lines,
        "product": f"{BLANK}× ".join(each.value for each in lines),
        "exact": figure(pinned["exact"]),
        "total": figure(pinned["figures"]),
        "words": pinned["words"],
    }


def total_area(lease: Lease) -> Decimal:
    """Return the area in square metres that the lease was drawn up for."""
    return exact(lease.data["dwelling"]["total_area"])


def square_metres(area: Decimal) -> str:
    return str(_("%(area)s m²") % {"area": number_format(area, decimal_pos=2)})


def figure(written: str) -> str:
    """Write a figure of the lease, a comma in it, as this language does."""
    return number_format(exact(written), use_l10n=True, force_grouping=True)


def exact(written: str) -> Decimal:
    return Decimal(written.replace(BLANK, "").replace(",", "."))
