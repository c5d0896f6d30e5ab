"""The account of a lease as pages show it, to the staff and to the tenant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import get_language

from charges.accounts import Row
from charges.models import Posting


@dataclass(frozen=True, slots=True)
class Line:
    """Days of a charge at one rent; figures in the language of the page."""

    first: date
    last: date
    days: int
    of_days: int
    rent: str
    amount: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of the ledger. One of `owed` and `credited` is empty."""

    posting: Posting
    what: "str | Promise"
    month: str
    owed: str
    credited: str
    balance: str
    lines: list[Line]
    is_live_payment: bool


def hryvnias(amount: Decimal) -> str:
    """Write an amount as the language of the page does, kopecks always."""
    return number_format(amount, decimal_pos=2, use_l10n=True, force_grouping=True)


def rows(ledger: Iterable[Row], *, countered: frozenset[int] = frozenset()) -> list[Shown]:
    """Return the rows of a ledger, the latest first. `countered`: payments taken off again."""
    shown = [row(each, countered) for each in ledger]
    return shown[::-1]


def row(each: Row, countered: frozenset[int]) -> Shown:
    posting = each.posting
    amount = posting.amount
    return Shown(
        posting=posting,
        what=posting.get_kind_display(),
        month=named(posting.month) if posting.month else "",
        owed=hryvnias(amount) if amount > 0 else "",
        credited=hryvnias(-amount) if amount < 0 else "",
        balance=hryvnias(each.balance),
        lines=[line(written) for written in posting.lines],
        is_live_payment=posting.kind == "payment" and posting.pk not in countered,
    )


def named(month: date) -> str:
    """Name a month inside a sentence: Ukrainian writes it with a small letter."""
    name = date_format(month, "F Y")
    return name.lower() if get_language() == "uk" else name


def line(written: dict[str, Any]) -> Line:
    return Line(
        first=date.fromisoformat(written["first"]),
        last=date.fromisoformat(written["last"]),
        days=written["days"],
        of_days=written["of_days"],
        rent=hryvnias(Decimal(written["rent"])),
        amount=hryvnias(Decimal(written["amount"])),
    )
