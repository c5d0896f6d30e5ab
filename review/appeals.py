"""How, where and until when a refusal can be appealed; one file in `terms/` per act."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "terms"


@dataclass(frozen=True, slots=True)
class Appeal:
    """The term in calendar days from notification, and the words by language.

    An appeal that is examined gives the office `review_working_days` from the day it came, and
    `keeps_place` or not, by `keeps_place_basis` (decision 0089).
    """

    source: str
    complaint_days: int
    notified_after: int
    review_working_days: int
    keeps_place: bool
    keeps_place_basis: str
    review_basis: str
    where: dict[str, str]
    how: dict[str, str]

    def until(self, decided_on: date) -> date:
        """Return the last day to appeal when nobody records the day of notification."""
        return decided_on + timedelta(days=self.notified_after + self.complaint_days)


def appeal_on(day: date) -> Appeal:
    """Return what held on a day; before the first act, what it says (decision 0031)."""
    acts = every_appeal()
    in_force = [start for start in acts if start <= day]
    return acts[max(in_force, default=min(acts))]


@cache
def every_appeal() -> dict[date, Appeal]:
    return {
        date.fromisoformat(file.stem): Appeal(**tomllib.loads(file.read_text(encoding="utf-8")))
        for file in FOLDER.glob("*.toml")
    }
