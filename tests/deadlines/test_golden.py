"""The golden table: due dates reckoned a second way, and the answers the customer gave."""

import csv
from datetime import date, datetime
from typing import Any

import pytest

from deadlines.calendars import approved_calendar
from deadlines.ledger import Step, last_day
from deadlines.models import Regime
from deadlines.working_days import Calendar, day_in_kyiv, due_on
from tests.deadlines import golden_reckoning as reckoning
from tests.deadlines.builders import approved

pytestmark = pytest.mark.django_db

GOLDEN = list(csv.DictReader(reckoning.TABLE.read_text(encoding="utf-8").splitlines()))

# domain.md, "The statutory clock".
KNOWN = {
    ("2026-01-02", ""): "2026-01-23",
    ("2026-01-03", ""): "2026-01-23",
    ("2026-01-04", ""): "2026-01-23",
    ("2026-01-05", ""): "2026-01-26",
    ("2026-12-14", ""): "2027-01-04",
    ("2026-12-14", "never"): "2027-01-06",
}


def under(until: str) -> Calendar:
    """Return the shipped calendar with martial law until a day: "" no end, "never" none at all."""
    if until:
        start = date(2022, 2, 24)
        kind = "peace" if until == "never" else "martial_law"
        end = None if until == "never" else date.fromisoformat(until)
        approved(Regime, kind=kind, start=start, end=end)
    return approved_calendar()


def test_the_table_is_large_and_crosses_what_is_hard() -> None:
    crossing = {row["martial_law_until"] for row in GOLDEN}
    days = {date.fromisoformat(row["received_on"]) for row in GOLDEN}

    assert len(GOLDEN) >= 300
    assert {"", "never", "2026-12-25", "2026-12-31"} <= crossing
    assert {date.fromisoformat(day) for both in reckoning.CLOCK_CHANGES for day in both} <= days
    assert {day.isoweekday() for day in days} == set(range(1, 8))


@pytest.mark.parametrize("until", sorted({row["martial_law_until"] for row in GOLDEN}))
def test_every_line_of_the_golden_table(until: str) -> None:
    calendar = under(until)

    wrong = [row for row in GOLDEN if row["martial_law_until"] == until and counted(row, calendar)]

    assert wrong == []


def counted(row: dict[str, Any], calendar: Calendar) -> bool:
    """Tell whether a line is counted otherwise, plainly or by the ledger."""
    received_on = day_in_kyiv(datetime.fromisoformat(row["received"]))
    plain = due_on(received_on, days=15, calendar=calendar)
    by_ledger = last_day([Step("started", received_on, 15)], calendar=calendar)
    return {(str(received_on), str(plain)), (str(received_on), str(by_ledger))} != {
        (row["received_on"], row["due_on"])
    }


@pytest.mark.parametrize(("received", "due"), KNOWN.items(), ids=map(" ".join, KNOWN))
def test_the_second_reckoning_gives_the_known_answers(received: tuple[str, str], due: str) -> None:
    day, until = received

    assert reckoning.reckoned(f"{day}T10:00+00:00", until) == (
        date.fromisoformat(day),
        date.fromisoformat(due),
    )


def test_the_table_is_what_the_second_reckoning_writes() -> None:
    assert reckoning.TABLE.read_text(encoding="utf-8").splitlines() == reckoning.lines()
