"""Sums of money, exact to the kopeck on every database."""

from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, Expression, Q, Sum, Value
from django.db.models.functions import Coalesce, Round

NOTHING = Decimal(0)
UAH: "DecimalField[Any, Any]" = DecimalField(max_digits=12, decimal_places=2)
ZERO = Value(NOTHING, output_field=UAH)


def total(amounts: "str | Expression", *, only: Q | None = None) -> Round:
    """Add amounts up, UAH; nothing where there are none."""
    return to_the_kopeck(Coalesce(Sum(amounts, filter=only), ZERO))


def to_the_kopeck(amount: Any) -> Round:
    """Take off what SQLite leaves beside the kopeck: it adds decimals as binary fractions."""
    return Round(amount, precision=2, output_field=UAH)
