"""How long before a new rent the household is told: dated figures, one file per act."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from outbox import delivered

FOLDER = Path(__file__).parent / "terms"


@dataclass(frozen=True, slots=True)
class Terms:
    """Calendar days between the notice, received, and the first day of the new rent."""

    source: str
    notice_days: int


def terms_on(day: date) -> Terms:
    """Return what held on a day; before the first act, what it says."""
    acts = every_terms()
    in_force = [start for start in acts if start <= day]
    return acts[max(in_force, default=min(acts))]


def earliest_day(today: date) -> date:
    """Return the first day a new rent can hold from, when every notice leaves today.

    One by post counts as received some days later (`outbox.delivered`).
    """
    on_the_way = delivered.terms_on(today).post_days
    return today + timedelta(days=on_the_way + terms_on(today).notice_days)


@cache
def every_terms() -> dict[date, Terms]:
    return {
        date.fromisoformat(file.stem): Terms(**tomllib.loads(file.read_text(encoding="utf-8")))
        for file in FOLDER.glob("*.toml")
    }
