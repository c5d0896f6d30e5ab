"""What was announced of the rent, by day: shown beside the result of the formula, applied never.

The announced ceiling contradicts the formula (docs/decisions/0105), so a rent is told with both.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from functools import cache
from pathlib import Path

KOPECK = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Announced:
    """A ceiling of the rent as a share of income and from least to most hryvnias a month.

    `subsidy_share`: above this share of income the state may help with the rent. Sources are by
    language.
    """

    announced_on: date
    share: Decimal
    least: Decimal
    most: Decimal
    source: Mapping[str, str]
    subsidy_share: Decimal
    subsidy_source: Mapping[str, str]

    def above(self, rent: Decimal) -> Decimal:
        """Return by how many hryvnias a rent is above the highest that was announced, or 0."""
        return max(rent - self.most, Decimal(0))


def income_below_which(rent: Decimal, share: Decimal) -> Decimal:
    """Return the income a month below which the rent is more than the share of it, to the kopeck.

    Rounded up, so that no income below it is within the share.
    """
    return (rent / share).quantize(KOPECK, ROUND_CEILING)


@cache
def every_announcement() -> tuple[Announced, ...]:
    """Return all of them, the newest first."""
    files = Path(__file__).parent.glob("*.toml")
    found = [announced(file.read_text(encoding="utf-8")) for file in files]
    return tuple(sorted(found, key=lambda each: each.announced_on, reverse=True))


def announced(text: str) -> Announced:
    told = tomllib.loads(text)
    return Announced(
        announced_on=told["announced_on"],
        share=Decimal(told["share_of_income"]),
        least=Decimal(told["least"]),
        most=Decimal(told["most"]),
        source=told["source"],
        subsidy_share=Decimal(told["subsidy"]["share_of_income"]),
        subsidy_source=told["subsidy"]["source"],
    )


def announced_by(day: date) -> Announced | None:
    """Return what had been announced last by the day, or None before the first announcement."""
    return next((each for each in every_announcement() if each.announced_on <= day), None)
