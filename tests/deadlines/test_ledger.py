"""The last day of a term from what happened to it."""

from datetime import date
from typing import Any

import pytest

from deadlines.ledger import LedgerBroken, Step, last_day
from deadlines.working_days import Calendar, Regime, due_on

MARTIAL_LAW = Regime("martial_law", date(2022, 2, 24), None, "Law 2136-IX, art. 6")
CALENDAR = Calendar("test", frozenset({2025, 2026, 2027}), (MARTIAL_LAW,), frozenset(), {})


def steps(*rows: Any) -> list[Step]:
    return [Step(kind, date.fromisoformat(on), *days) for kind, on, *days in rows]


STARTED = ("started", "2026-01-05", 15)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([], "2026-01-26", id="nothing happened"),
        pytest.param([("paused", "2026-01-12")], "2026-01-26", id="stopped and not yet answered"),
        pytest.param(
            [("paused", "2026-01-12"), ("resumed", "2026-01-12")],
            "2026-01-26",
            id="asked and answered on one day",
        ),
        pytest.param(
            [("paused", "2026-01-12"), ("resumed", "2026-01-15")],
            "2026-01-29",
            id="asked on Monday, answered on Thursday: three working days",
        ),
        pytest.param(
            [("paused", "2026-01-16"), ("resumed", "2026-01-18")],
            "2026-01-26",
            id="asked on Friday, answered on Sunday: no working day between",
        ),
        pytest.param(
            [("paused", "2026-01-16"), ("resumed", "2026-01-19")],
            "2026-01-27",
            id="asked on Friday, answered on Monday",
        ),
        pytest.param(
            [
                ("paused", "2026-01-12"), ("resumed", "2026-01-15"),
                ("paused", "2026-01-20"), ("resumed", "2026-01-21"),
            ],
            "2026-01-30",
            id="asked twice",
        ),
        pytest.param(
            [("paused", "2026-02-02"), ("resumed", "2026-02-05")],
            "2026-01-26",
            id="asked when the term was over",
        ),
        pytest.param(
            [("paused", "2026-01-26"), ("resumed", "2026-02-10")],
            "2026-02-11",
            id="asked on the last day, answered on Tuesday two weeks later",
        ),
        pytest.param(
            [("paused", "2026-01-26"), ("resumed", "2026-02-14")],
            "2026-02-16",
            id="asked on the last day, answered on Saturday",
        ),
        pytest.param(
            [("paused", "2026-01-26"), ("resumed", "2026-01-26")],
            "2026-01-26",
            id="asked on the last day, answered the same day",
        ),
        pytest.param(
            [
                ("paused", "2026-01-26"), ("resumed", "2026-02-10"),
                ("paused", "2026-02-11"), ("resumed", "2026-02-12"),
            ],
            "2026-02-13",
            id="asked on the last day, and on the day that was last then",
        ),
        pytest.param(
            [("paused", "2026-01-26"), ("resumed", "2026-02-10"), ("extended", "2026-02-11", 5)],
            "2026-02-18",
            id="asked on the last day, then extended by a week",
        ),
        pytest.param(
            [("extended", "2026-01-20", 5), ("paused", "2026-01-26"), ("resumed", "2026-02-10")],
            "2026-02-17",
            id="extended, so that the last day was another",
        ),
        pytest.param(
            [("paused", "2026-01-12"), ("restarted", "2026-01-15", 15)],
            "2026-02-05",
            id="anew from the answer on Thursday",
        ),
        pytest.param([("extended", "2026-01-20", 5)], "2026-02-02", id="extended by a week"),
        pytest.param(
            [("extended", "2026-01-20", 5), ("paused", "2026-01-26"), ("resumed", "2026-01-27")],
            "2026-02-03",
            id="extended, then asked",
        ),
        pytest.param(
            [("extended", "2026-01-13", 5), ("paused", "2026-01-14"),
             ("restarted", "2026-01-15", 15)],
            "2026-02-05",
            id="what begins anew forgets an extension",
        ),
        pytest.param([("recounted", "2026-01-20")], "2026-01-26", id="counted anew"),
    ],
)  # fmt: skip
def test_last_day(rows: list[Any], expected: str) -> None:
    day = last_day(steps(STARTED, *rows), calendar=CALENDAR)

    assert day == date.fromisoformat(expected)


def test_a_term_to_which_nothing_happened_is_the_statutory_one() -> None:
    for day in (date(2026, 1, number) for number in range(1, 32)):
        plain = due_on(day, days=15, calendar=CALENDAR)

        assert last_day([Step("started", day, 15)], calendar=CALENDAR) == plain


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([], id="nothing began"),
        pytest.param([("extended", "2026-01-20", 5)], id="extended before it began"),
        pytest.param([STARTED, ("resumed", "2026-01-20")], id="went on without a stop"),
        pytest.param(
            [STARTED, ("paused", "2026-01-20"), ("paused", "2026-01-21")], id="stopped twice"
        ),
    ],
)
def test_steps_that_do_not_follow_each_other_are_refused(rows: list[Any]) -> None:
    with pytest.raises(LedgerBroken):
        last_day(steps(*rows), calendar=CALENDAR)
