"""Python = SQL: a database counts the due dates of 100,000 random receipts by itself."""

import json
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest
from django.db import connection

from deadlines.calendars import approved_calendar
from deadlines.models import CalendarDay, Regime
from deadlines.working_days import day_in_kyiv, due_on
from tests.deadlines.builders import approved

pytestmark = pytest.mark.django_db

RECEIPTS = 100_000
FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2027, 11, 30, tzinfo=UTC)

# What the two databases say differently; everything else is one statement.
DIALECT = {
    "sqlite": {
        "next_day": "date(day, '+1 day')",
        "weekday": "(strftime('%w', day) + 6) % 7 + 1",
        "received": "SELECT key AS number, value AS day FROM json_each(%s)",
        "date": "",
    },
    "postgresql": {
        "next_day": "(day + 1)",
        "weekday": "EXTRACT(ISODOW FROM day)",
        "received": "SELECT ordinality - 1 AS number, (value::timestamptz AT TIME ZONE"
        " 'Europe/Kyiv')::date AS day"
        " FROM jsonb_array_elements_text(%s::jsonb) WITH ORDINALITY AS each (value, ordinality)",
        "date": "DATE ",
    },
}
COUNTS = "(entered_by_id IS NULL OR approved_by_id IS NOT NULL)"
LATEST = "ORDER BY approved_at IS NOT NULL DESC, approved_at DESC, id DESC LIMIT 1"
DUE_DATES = f"""
WITH RECURSIVE
leaf(day) AS (
    SELECT {{date}}'2024-01-01' UNION ALL
    SELECT {{next_day}} FROM leaf WHERE day < {{date}}'2027-12-31'
),
told AS (
    SELECT day, {{weekday}} < 6 AS on_weekday,
        (SELECT kind FROM deadlines_calendarday d WHERE d.day = leaf.day AND {COUNTS} {LATEST})
            AS said,
        (SELECT kind FROM deadlines_regime r
         WHERE r.start <= leaf.day AND (r."end" IS NULL OR leaf.day <= r."end") AND {COUNTS}
         ORDER BY r.start DESC LIMIT 1) AS regime
    FROM leaf
),
worked AS (
    SELECT day, CASE
        WHEN said = 'day_off' THEN 0 WHEN said = 'working_day' THEN 1
        WHEN NOT on_weekday THEN 0
        WHEN said = 'holiday' AND COALESCE(regime, 'peace') = 'peace' THEN 0
        ELSE 1 END AS works
    FROM told
),
numbered AS MATERIALIZED (SELECT day, works, SUM(works) OVER (ORDER BY day) AS n FROM worked),
received AS ({{received}})
SELECT received.number, received.day, due.day
FROM received
JOIN numbered arrived ON arrived.day = received.day
JOIN numbered due ON due.n = arrived.n + 15 AND due.works = 1
"""  # noqa: S608  # nothing of a person in it


def instants() -> list[datetime]:
    """Return random instants, each tenth within a minute of midnight in Kyiv."""
    random = Random(814)  # noqa: S311  # the same receipts every time
    seconds = int((LAST - FIRST).total_seconds())
    drawn = [FIRST + timedelta(seconds=random.randrange(seconds)) for _ in range(RECEIPTS)]
    for number in range(0, RECEIPTS, 10):
        hour = random.choice((21, 22))
        midnight = drawn[number].replace(hour=hour, minute=0, second=0)
        drawn[number] = midnight + timedelta(seconds=random.randrange(-60, 60))
    return drawn


def counted_by_sql(received: list[datetime]) -> list[tuple[date, date]]:
    """Return day of receipt and due date; SQLite knows no zones, so it is given the days."""
    is_postgresql = connection.vendor == "postgresql"
    given = [str(each if is_postgresql else day_in_kyiv(each)) for each in received]
    with connection.cursor() as cursor:
        cursor.execute(DUE_DATES.format(**DIALECT[connection.vendor]), [json.dumps(given)])
        rows = sorted(cursor.fetchall())
    return [(as_date(day), as_date(due)) for _number, day, due in rows]


@cache
def as_date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def test_a_database_counts_a_hundred_thousand_receipts_as_python_does() -> None:
    approved(Regime, kind="peace", start=date(2026, 12, 28))
    approved(Regime, kind="martial_law", start=date(2027, 6, 10), end=date(2027, 8, 1))
    approved(CalendarDay, day=date(2025, 6, 7), kind="working_day", name="moved")
    approved(CalendarDay, day=date(2025, 6, 10), kind="day_off", name="moved")
    approved(CalendarDay, day=date(2027, 3, 8), kind="ordinary", name="no holiday any more")
    calendar, received = approved_calendar(), instants()
    days = {day: due_on(day, days=15, calendar=calendar) for day in map(day_in_kyiv, received)}

    by_python = [(day, days[day]) for day in map(day_in_kyiv, received)]

    assert counted_by_sql(received) == by_python
