"""What was announced about the rent beside the formula: information, never applied."""

import tomllib
from decimal import ROUND_CEILING, Decimal
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("announced.toml")


@cache
def announced() -> dict[str, dict[str, int]]:
    """Return the figures of `announced.toml`."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def beside(rent: Decimal) -> dict[str, Any]:
    """Hold a rent against what was announced.

    `ceiling_income` and `subsidy_income` are the incomes a month, in whole hryvnias, of which the
    rent is exactly the announced part or a little less.
    """
    ceiling, subsidy = announced()["ceiling"], announced()["subsidy"]
    return {
        "ceiling": ceiling,
        "subsidy": subsidy,
        "is_above": rent > ceiling["to"],
        "ceiling_income": income(rent, ceiling["income_percent"]),
        "subsidy_income": income(rent, subsidy["income_percent"]),
    }


def income(rent: Decimal, percent: int) -> Decimal:
    return (rent * 100 / percent).quantize(Decimal(1), ROUND_CEILING)
