"""Terms the Civil Code and our lease set for the end of a lease, a file per day they hold from."""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from leases.term import months_after

FOLDER = Path(__file__).parent / "terms"


def tenant_notice_months(on: date) -> int:
    """Return how many months before the end a tenant gives notice (art. 825, part 1)."""
    return int(in_force(on)["tenant_notice_months"])


def landlord_notice_months(on: date) -> int:
    """Return how many months before the end a landlord refuses a new term (art. 822, part 1)."""
    return int(in_force(on)["landlord_notice_months"])


def refuses_by(ends_on: date) -> date:
    """Return the last day on which the landlord refuses a new term (art. 822, part 1)."""
    return months_after(ends_on, -landlord_notice_months(ends_on))


def asks_by(ends_on: date, *, drawn_up_on: date) -> date:
    """Return the last day on which a tenant asks for a new term, by clause 10.2 of our lease."""
    return months_after(ends_on, -int(in_force(drawn_up_on)["tenant_asks_months"]))


def renewed_from(ends_on: date, on: date) -> date:
    """Return the first day on which a new term is drawn up, as we hold it on a day."""
    return ends_on - timedelta(days=int(in_force(on)["renew_days"]))


def remind_days(on: date) -> tuple[int, ...]:
    """Return how many days before the last day tenants and clerks are reminded, most first."""
    return tuple(sorted(in_force(on)["remind_days"], reverse=True))


def act_alone_days(on: date) -> int:
    """Return how many past days of rent an act may take back that one person records."""
    return int(in_force(on)["act_alone_days"])


def in_force(on: date) -> dict[str, Any]:
    return all_terms()[max(start for start in all_terms() if start <= on)]


@cache
def all_terms() -> dict[date, dict[str, Any]]:
    """Return the terms by day of entry into force."""
    return {
        date.fromisoformat(file.stem): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in FOLDER.glob("*.toml")
    }
