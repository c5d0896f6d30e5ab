"""Terms the Civil Code sets for the life of a lease, one file per day of entry into force."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "terms"


def tenant_notice_months(on: date) -> int:
    """Return how many months before the end a tenant gives notice (art. 825, part 1)."""
    return int(in_force(on)["tenant_notice_months"])


def landlord_notice_months(on: date) -> int:
    """Return how many months before the end a landlord refuses a new term (art. 822, part 1)."""
    return int(in_force(on)["landlord_notice_months"])


def remind_days(on: date) -> tuple[int, ...]:
    """Return how many days before the last day tenants and clerks are reminded, most first."""
    return tuple(sorted(in_force(on)["remind_days"], reverse=True))


def in_force(on: date) -> dict[str, Any]:
    return all_terms()[max(start for start in all_terms() if start <= on)]


@cache
def all_terms() -> dict[date, dict[str, Any]]:
    """Return the terms by day of entry into force."""
    return {
        date.fromisoformat(file.stem): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in FOLDER.glob("*.toml")
    }
