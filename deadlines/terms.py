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
    in_force = [start for start in all_terms() if start <= on]
    if not in_force:
        raise NoTermsInForce(f"no act in force on {on} sets a term of review")
    return int(all_terms()[max(in_force)]["review_working_days"])


@cache
def all_terms() -> dict[date, dict[str, Any]]:
    """Return the terms by day of entry into force."""
    return {
        date.fromisoformat(file.stem): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in FOLDER.glob("*.toml")
    }
