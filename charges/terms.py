"""By when rent is to be paid and when we remind: dated data, one file of `terms/` per reading."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "terms"


@dataclass(frozen=True, slots=True)
class Terms:
    """`remind_after` counts calendar days after the last day to pay; amounts are in UAH.

    `correct_alone_to` is what one person may correct on the leases of a household in a calendar
    month.
    """

    source: str
    pay_by_day: int
    least_days_to_pay: int
    remind_after: list[int]
    remind_from: Decimal
    correct_alone_to: Decimal

    def due_on(self, month: date, *, charged_on: date) -> date:
        """Return the last day to pay the rent of a month, named by its first day.

        The lease, clause 5.3; later where it was charged later (docs/decisions/0119).
        """
        by_lease = month.replace(day=self.pay_by_day)
        return max(by_lease, charged_on + timedelta(days=self.least_days_to_pay))


def terms_on(day: date) -> Terms:
    """Return what held on a day; before the first reading, what it says."""
    readings = every_terms()
    in_force = [start for start in readings if start <= day]
    return readings[max(in_force, default=min(readings))]


@cache
def every_terms() -> dict[date, Terms]:
    return {date.fromisoformat(file.stem): read(file) for file in FOLDER.glob("*.toml")}


def read(file: Path) -> Terms:
    written = tomllib.loads(file.read_text(encoding="utf-8"))
    amounts = {name: Decimal(written[name]) for name in ("remind_from", "correct_alone_to")}
    return Terms(**{**written, **amounts})
