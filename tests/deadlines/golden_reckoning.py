"""The golden table of due dates, reckoned a second time.

`python -m tests.deadlines.golden_reckoning` writes it.

Shares no code with `deadlines/`: the offset of Kyiv is the rule of its clock changes and not a
zone, the days off are typed from the Labour Code with the Easters of the almanac and not rows, and
a due date is found by leafing through a wall calendar day by day. The known answers of the
customer are asked of it too.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

TABLE = Path(__file__).parent / "golden.csv"
HEAD = "received,martial_law_until,received_on,due_on"
DAY = timedelta(days=1)
FOREVER, NEVER = "", "never"  # martial law without an end; no martial law at all

FIXED = ((1, 1), (3, 8), (5, 1), (5, 8), (6, 28), (7, 15), (8, 24), (10, 1), (12, 25))
EASTER = {2024: (5, 5), 2025: (4, 20), 2026: (4, 12), 2027: (5, 2)}
CLOCK_CHANGES = (
    ("2024-03-31", "2024-10-27"), ("2025-03-30", "2025-10-26"), ("2026-03-29", "2026-10-25"),
    ("2027-03-28", "2027-10-31"),
)  # fmt: skip


def kyiv_offset(instant: datetime) -> timedelta:
    """Summer time from 01:00 UTC on the last Sunday of March to that of October."""
    naive = instant.replace(tzinfo=None)
    for spring, autumn in CLOCK_CHANGES:
        first, last = (datetime.fromisoformat(f"{day}T01:00") for day in (spring, autumn))
        if first <= naive < last:
            return timedelta(hours=3)
    return timedelta(hours=2)


def day_of(received: str) -> date:
    instant = datetime.fromisoformat(received).astimezone(UTC)
    return (instant + kyiv_offset(instant)).date()


def days_off() -> set[date]:
    off: set[date] = set()
    for year, (month, day) in EASTER.items():
        easter = date(year, month, day)
        named = {date(year, *each) for each in FIXED} | {easter, easter + 49 * DAY}
        for holiday in sorted(named):
            rest = holiday
            while rest.isoweekday() >= 6 or rest in (named | off) - {holiday}:
                rest += DAY
            off.add(rest)
        off |= named
    return off


OFF = days_off()


def people_work(day: date, until: str) -> bool:
    if day.isoweekday() >= 6:
        return False
    is_war = until == FOREVER or (until != NEVER and day <= date.fromisoformat(until))
    return is_war or day not in OFF


def reckoned(received: str, until: str) -> tuple[date, date]:
    received_on = day_of(received)
    leaf = received_on
    worked: list[date] = []
    while len(worked) < 15:
        leaf = leaf + DAY
        worked += [leaf] if people_work(leaf, until) else []
    return received_on, worked[-1]


def receipts() -> Iterator[tuple[str, str]]:
    """Yield instants of receipt, each with the last day of martial law."""
    for number in range(45):  # Christmas and New Year, under both regimes and across a switch
        noon = datetime(2026, 12, 1, 10, tzinfo=UTC) + number * DAY
        for until in (FOREVER, NEVER, "2026-12-25", "2026-12-31"):
            yield noon.isoformat(), until
    for number in range(40):  # Easter, May and the days off that follow them
        yield (datetime(2026, 4, 3, 10, tzinfo=UTC) + number * DAY).isoformat(), NEVER
        yield (datetime(2027, 4, 16, 10, tzinfo=UTC) + number * DAY).isoformat(), "2027-05-03"
    for change in (day for both in CLOCK_CHANGES for day in both):
        for days in (-1, 0, 1):  # the hour that is missing or comes twice, and both midnights
            midnight = datetime.fromisoformat(f"{change}T00:00+00:00") + days * DAY
            for minutes in (-121, -119, -181, -179, 59, 61):
                if (midnight + timedelta(minutes=minutes)).year < 2027 or days < 1:
                    yield (midnight + timedelta(minutes=minutes)).isoformat(), FOREVER
    for number in range(0, 1400, 28):  # a minute before and after midnight in Kyiv, all year round
        morning = datetime(2024, 1, 8, tzinfo=UTC) + number * DAY
        midnight = morning - kyiv_offset(morning)
        yield (midnight - timedelta(minutes=1)).isoformat(), FOREVER
        yield (midnight + timedelta(minutes=1)).isoformat(), NEVER


def lines() -> list[str]:
    table = [
        ",".join([received, until, *map(str, reckoned(received, until))])
        for received, until in dict.fromkeys(receipts())
    ]
    return [HEAD, *table]


if __name__ == "__main__":
    TABLE.write_text("\n".join(lines()) + "\n", encoding="utf-8")
