"""Terms that acts set, one file per day of entry into force."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "terms"


class NoTermsInForce(Exception):
    """No act in force on the day sets a term."""


def review_days(on: date) -> int:
    """Return the working days an application received on that day is reviewed within.

    Raises NoTermsInForce for a day before the first act.
    """
    return int(in_force(on)["review_working_days"])


def extensions(on: date) -> tuple[int, int]:
    """Return how often the review of an application received on that day may be extended, and by
    how many working days each time at most. Raises NoTermsInForce.
    """
    terms = in_force(on)
    return int(terms["extensions_at_most"]), int(terms["extension_working_days_at_most"])


def in_force(on: date) -> dict[str, Any]:
    starts = [start for start in all_terms() if start <= on]
    if not starts:
        raise NoTermsInForce(f"no act in force on {on} sets a term of review")
    return all_terms()[max(starts)]


@cache
def all_terms() -> dict[date, dict[str, Any]]:
    """Return the terms by day of entry into force."""
    return {
        date.fromisoformat(file.stem): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in FOLDER.glob("*.toml")
    }
