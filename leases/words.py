"""Amounts, days and terms as a Ukrainian lease writes them. Names are never declined here."""

from datetime import date
from decimal import Decimal

from num2words import num2words

from leases import words_read
from leases.words_read import APOSTROPHE

BLANK = "\u00a0"  # keeps a figure and what follows it on one line
KOPECK = Decimal("0.01")
MONTHS = (
    "січня", "лютого", "березня", "квітня", "травня", "червня",
    "липня", "серпня", "вересня", "жовтня", "листопада", "грудня",
)  # fmt: skip
ONE, FEW, MANY = "місяць", "місяці", "місяців"
FEW_AFTER = {2, 3, 4}


class NotAnAmount(Exception):
    """An amount is a Decimal of whole kopecks, not below zero: an int would be read as kopecks."""


def in_words(amount: Decimal) -> str:
    """Write hryvnias in words and kopecks in two digits, and read back what was written.

    Raises NotAnAmount, also for words that do not read as the amount.
    """
    written = num2words(
        checked(amount), lang="uk", to="currency", currency="UAH", cents=False, separator=""
    )
    words = str(written).replace("'", APOSTROPHE)
    if words_read.amount(words) != amount:
        raise NotAnAmount
    return words


def in_figures(amount: Decimal) -> str:
    """Write hryvnias with a blank between thousands and a comma before two digits of kopecks."""
    return f"{checked(amount):,.2f}".replace(",", BLANK).replace(".", ",")


def checked(amount: Decimal) -> Decimal:
    """Return the amount with exactly two digits after the point. Raises NotAnAmount."""
    if not isinstance(amount, Decimal) or not amount.is_finite() or amount < 0:
        raise NotAnAmount
    if (kopecks := amount.quantize(KOPECK)) != amount:
        raise NotAnAmount
    return kopecks


def day(on: date) -> str:
    return f"«{on.day}»{BLANK}{MONTHS[on.month - 1]} {on.year}{BLANK}р."


def months(number: int) -> str:
    """Write a number of months with its noun: 6 місяців, 21 місяць, 22 місяці."""
    last = number % 10 if number % 100 not in range(11, 20) else 0
    return f"{number}{BLANK}{ONE if last == 1 else FEW if last in FEW_AFTER else MANY}"
