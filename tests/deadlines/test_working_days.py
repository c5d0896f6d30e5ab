"""Terms in working days: known answers, both regimes, and what holds for every day."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines.working_days import (
    PEACE,
    BeyondCalendar,
    Calendar,
    Regime,
    Stretch,
    day_in_kyiv,
    days_between,
    due_on,
    last_start,
    stretches,
    working_day_from,
    working_days_left,
)

MARTIAL_LAW = Regime("martial_law", date(2022, 2, 24), None, "Law 2136-IX, art. 6")
CHRISTMAS, NEW_YEAR = date(2026, 12, 25), date(2027, 1, 1)
HOLIDAYS = frozenset({CHRISTMAS, NEW_YEAR, date(2026, 1, 1), date(2026, 8, 24)})


def calendar(*regimes: Regime, overrides: Mapping[date, bool] | None = None) -> Calendar:
    years = frozenset({2024, 2025, 2026, 2027})
    return Calendar("test", years, regimes, HOLIDAYS, overrides or {})


def martial_law_until(day: date) -> Regime:
    return Regime("martial_law", MARTIAL_LAW.start, day, MARTIAL_LAW.source)


@pytest.mark.parametrize(
    ("received_on", "regimes", "expected"),
    [
        pytest.param("2026-01-02", [MARTIAL_LAW], "2026-01-23", id="received on a Friday"),
        pytest.param("2026-01-03", [MARTIAL_LAW], "2026-01-23", id="received on a Saturday"),
        pytest.param("2026-01-04", [MARTIAL_LAW], "2026-01-23", id="received on a Sunday"),
        pytest.param("2026-01-05", [MARTIAL_LAW], "2026-01-26", id="received on a Monday"),
        pytest.param("2026-12-14", [MARTIAL_LAW], "2027-01-04", id="holidays under martial law"),
        pytest.param("2026-12-14", [], "2027-01-06", id="holidays without martial law"),
        pytest.param("2026-12-14", [PEACE], "2027-01-06", id="holidays in peace entered as a row"),
        pytest.param(
            "2026-12-14",
            [martial_law_until(date(2026, 12, 25))],
            "2027-01-05",
            id="martial law ends on the first of two holidays",
        ),
        pytest.param(
            "2026-12-14",
            [martial_law_until(date(2026, 12, 24))],
            "2027-01-06",
            id="martial law ends the day before both holidays",
        ),
        pytest.param(
            "2026-12-14",
            [MARTIAL_LAW, Regime("peace", date(2026, 12, 26), None, "a decree")],
            "2027-01-05",
            id="peace entered as a later regime ends martial law",
        ),
    ],
)
def test_fifteen_working_days(received_on: str, regimes: list[Regime], expected: str) -> None:
    due = due_on(date.fromisoformat(received_on), days=15, calendar=calendar(*regimes))

    assert due == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("day", "regimes", "overrides", "is_working"),
    [
        pytest.param("2026-08-24", [MARTIAL_LAW], {}, True, id="a holiday under martial law"),
        pytest.param("2026-08-24", [], {}, False, id="a holiday in peace"),
        pytest.param("2026-08-25", [], {}, True, id="a Tuesday in peace"),
        pytest.param("2026-08-22", [MARTIAL_LAW], {}, False, id="a Saturday under martial law"),
        pytest.param("2026-08-23", [], {}, False, id="a Sunday in peace"),
        pytest.param("2026-08-22", [], {"2026-08-22": True}, True, id="a Saturday moved to work"),
        pytest.param(
            "2026-08-25", [MARTIAL_LAW], {"2026-08-25": False}, False, id="a Tuesday moved to rest"
        ),
        pytest.param("2026-08-24", [], {"2026-08-24": True}, True, id="a holiday moved to work"),
    ],
)
def test_working_day(
    day: str, regimes: list[Regime], overrides: dict[str, bool], *, is_working: bool
) -> None:
    moved = {date.fromisoformat(key): value for key, value in overrides.items()}

    known = calendar(*regimes, overrides=moved)

    assert known.is_working_day(date.fromisoformat(day)) is is_working


@pytest.mark.parametrize(
    ("on", "left"),
    [
        pytest.param("2026-01-26", 0, id="on the last day"),
        pytest.param("2026-01-25", 1, id="on the Sunday before it"),
        pytest.param("2026-01-23", 1, id="on the Friday before it"),
        pytest.param("2026-01-19", 5, id="a week before"),
        pytest.param("2026-01-05", 15, id="on the day of receipt"),
        pytest.param("2026-01-27", -1, id="one working day late"),
        pytest.param("2026-02-01", -4, id="on the Sunday after it"),
        pytest.param("2026-02-02", -5, id="a week late"),
    ],
)
def test_working_days_left(on: str, left: int) -> None:
    days = working_days_left(
        date.fromisoformat(on), due_on=date(2026, 1, 26), calendar=calendar(MARTIAL_LAW)
    )

    assert days == left


@pytest.mark.parametrize(
    ("received_on", "year"),
    [
        pytest.param("2023-12-31", 2023, id="received the day before the first calendar"),
        pytest.param("2027-12-13", 2028, id="due after the last calendar"),
        pytest.param("2028-01-01", 2028, id="received after the last calendar"),
    ],
)
def test_a_day_beyond_the_calendar_is_refused_by_name(received_on: str, year: int) -> None:
    with pytest.raises(BeyondCalendar, match=str(year)) as refusal:
        due_on(date.fromisoformat(received_on), days=15, calendar=calendar(MARTIAL_LAW))

    assert refusal.value.year == year


def test_the_last_day_of_the_last_calendar_is_still_known() -> None:
    known = calendar(MARTIAL_LAW)

    assert due_on(date(2027, 12, 10), days=15, calendar=known) == date(2027, 12, 31)


@pytest.mark.parametrize("days", [0, -1])
def test_a_term_of_no_days_is_refused(days: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        due_on(date(2026, 1, 5), days=days, calendar=calendar())


def test_the_counting_tells_which_regimes_it_crossed() -> None:
    ending = martial_law_until(date(2026, 12, 25))

    crossed = stretches(date(2026, 12, 15), date(2027, 1, 5), calendar=calendar(ending))

    assert crossed == (
        Stretch(date(2026, 12, 15), date(2026, 12, 25), ending),
        Stretch(date(2026, 12, 26), date(2027, 1, 5), PEACE),
    )


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        pytest.param(datetime(2026, 1, 5, 21, 59, 59, tzinfo=UTC), 5, id="just before midnight"),
        pytest.param(datetime(2026, 1, 5, 22, tzinfo=UTC), 6, id="midnight in Kyiv in winter"),
        pytest.param(datetime(2026, 7, 5, 20, 59, tzinfo=UTC), 5, id="just before, in summer"),
        pytest.param(datetime(2026, 7, 5, 21, tzinfo=UTC), 6, id="midnight in Kyiv in summer"),
        pytest.param(
            datetime(2026, 1, 6, 3, tzinfo=timezone(timedelta(hours=9))), 5, id="sent from Tokyo"
        ),
    ],
)
def test_the_day_of_receipt_is_the_day_in_kyiv(instant: datetime, day: int) -> None:
    assert day_in_kyiv(instant).day == day


def test_an_instant_without_offset_names_no_day() -> None:
    with pytest.raises(ValueError, match="offset"):
        day_in_kyiv(datetime(2026, 1, 5, 12))  # noqa: DTZ001  # the missing offset is the case


REGIMES = st.one_of(
    st.just(()),
    st.just((MARTIAL_LAW,)),
    st.dates(date(2024, 1, 1), date(2027, 12, 31)).map(lambda day: (martial_law_until(day),)),
)
OVERRIDES = st.dictionaries(
    st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.booleans(), max_size=20
)
CALENDARS = st.builds(
    lambda regimes, overrides: calendar(*regimes, overrides=overrides), REGIMES, OVERRIDES
)
RECEIVED = st.dates(date(2024, 1, 1), date(2026, 6, 30))
TERMS = st.integers(1, 60)


@given(known=CALENDARS, received_on=RECEIVED, days=TERMS)
def test_nobody_gets_fewer_working_days_than_promised(
    known: Calendar, received_on: date, days: int
) -> None:
    due = due_on(received_on, days=days, calendar=known)

    after = days_between(received_on + timedelta(days=1), due)
    assert sum(known.is_working_day(day) for day in after) == days
    assert known.is_working_day(due)


@given(known=CALENDARS, days=TERMS, received=st.tuples(RECEIVED, RECEIVED).map(sorted))
def test_whoever_applies_later_is_due_no_earlier(
    known: Calendar, days: int, received: list[date]
) -> None:
    earlier, later = (due_on(day, days=days, calendar=known) for day in received)

    assert earlier <= later


@given(known=CALENDARS, received_on=RECEIVED, days=TERMS)
def test_a_longer_term_ends_later(known: Calendar, received_on: date, days: int) -> None:
    shorter = due_on(received_on, days=days, calendar=known)

    assert shorter < due_on(received_on, days=days + 1, calendar=known)


@given(known=CALENDARS, received_on=RECEIVED, days=TERMS)
def test_on_the_day_of_receipt_the_whole_term_is_left(
    known: Calendar, received_on: date, days: int
) -> None:
    due = due_on(received_on, days=days, calendar=known)

    assert working_days_left(received_on, due_on=due, calendar=known) == days
    assert working_days_left(due, due_on=received_on, calendar=known) == -days


@given(known=CALENDARS, received_on=RECEIVED, days=TERMS)
def test_the_stretches_cover_the_counting_without_gaps(
    known: Calendar, received_on: date, days: int
) -> None:
    first, last = received_on, due_on(received_on, days=days, calendar=known)

    crossed = stretches(first, last, calendar=known)

    covered = [day for one in crossed for day in days_between(one.first, one.last)]
    assert covered == list(days_between(first, last))
    assert all(one.regime != two.regime for one, two in pairwise(crossed))


@pytest.mark.parametrize("regimes", [(MARTIAL_LAW,), ()], ids=["martial law", "peace"])
def test_every_day_of_receipt_agrees_with_a_list_of_working_days(
    regimes: tuple[Regime, ...],
) -> None:
    off = frozenset() if regimes else HOLIDAYS
    days = [
        date.fromordinal(n)
        for n in range(date(2024, 1, 1).toordinal(), date(2028, 1, 1).toordinal())
    ]
    working = [day for day in days if day.isoweekday() not in {6, 7} and day not in off]
    known = calendar(*regimes)

    for received_on in (day for day in days if day.year < 2027):
        expected = working[bisect_right(working, received_on) + 14]
        assert due_on(received_on, days=15, calendar=known) == expected


@pytest.mark.parametrize(
    ("due", "lead", "regimes", "expected"),
    [
        pytest.param("2026-01-26", 0, [MARTIAL_LAW], "2026-01-16", id="over a weekend"),
        pytest.param("2026-01-23", 0, [MARTIAL_LAW], "2026-01-15", id="due on a Friday"),
        pytest.param("2026-01-26", 5, [MARTIAL_LAW], "2026-01-13", id="by post, from the weekend"),
        pytest.param("2027-01-04", 0, [MARTIAL_LAW], "2026-12-25", id="New Year in martial law"),
        pytest.param("2027-01-04", 0, [PEACE], "2026-12-23", id="two holidays in peace"),
        pytest.param("2027-01-04", 5, [PEACE], "2026-12-18", id="by post before two holidays"),
    ],
)
def test_the_last_day_to_begin_what_takes_six_working_days(
    due: str, lead: int, regimes: list[Regime], expected: str
) -> None:
    counted = calendar(*regimes)

    last = last_start(date.fromisoformat(due), days=6, lead=lead, calendar=counted)

    assert last == date.fromisoformat(expected)
    arrived = last + timedelta(days=lead)
    assert due_on(arrived, days=6, calendar=counted) <= date.fromisoformat(due)
    following = due_on(last, days=1, calendar=counted) + timedelta(days=lead)
    assert due_on(following, days=6, calendar=counted) > date.fromisoformat(due)


@pytest.mark.parametrize(
    ("day", "regimes", "expected"),
    [
        pytest.param("2026-01-21", [MARTIAL_LAW], "2026-01-21", id="a Wednesday stays"),
        pytest.param("2026-01-24", [MARTIAL_LAW], "2026-01-26", id="a Saturday"),
        pytest.param("2026-01-25", [MARTIAL_LAW], "2026-01-26", id="a Sunday"),
        pytest.param("2026-12-25", [MARTIAL_LAW], "2026-12-25", id="a holiday under martial law"),
        pytest.param("2026-12-25", [PEACE], "2026-12-28", id="a holiday in peace, on a Friday"),
        pytest.param("2026-12-31", [PEACE], "2026-12-31", id="the last day of a year"),
        pytest.param("2028-03-04", [], "2028-03-06", id="a Saturday beyond the calendars"),
        pytest.param("2029-01-01", [], "2029-01-01", id="a Monday beyond the calendars"),
    ],
)
def test_a_term_that_ends_on_a_day_off_ends_on_the_next_working_day(
    day: str, regimes: list[Regime], expected: str
) -> None:
    until = working_day_from(date.fromisoformat(day), calendar=calendar(*regimes))

    assert until == date.fromisoformat(expected)
