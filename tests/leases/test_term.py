"""The last day of a term, and what is too short or too long."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leases.models import SHORTEST_SIX_MONTHS
from leases.term import TermTooLong, TermTooShort, is_short, last_day


@pytest.mark.parametrize(
    ("starts_on", "months", "ends_on"),
    [
        pytest.param("2026-03-01", 6, "2026-08-31", id="whole months"),
        pytest.param("2026-01-15", 6, "2026-07-14", id="the day before the same day"),
        pytest.param("2026-08-31", 6, "2027-02-28", id="no such day: the end of the month"),
        pytest.param("2027-08-30", 6, "2028-02-29", id="no such day in a leap year"),
        pytest.param("2024-02-29", 12, "2025-02-28", id="from a leap day"),
        pytest.param("2026-12-31", 12, "2027-12-30", id="a year"),
    ],
)
def test_last_day(starts_on: str, months: int, ends_on: str) -> None:
    assert last_day(date.fromisoformat(starts_on), months) == date.fromisoformat(ends_on)


def test_less_than_six_months_is_refused() -> None:
    with pytest.raises(TermTooShort):
        last_day(date(2026, 1, 1), 5)


def test_more_than_sixty_months_is_refused() -> None:
    with pytest.raises(TermTooLong):
        last_day(date(2026, 1, 1), 61)


def test_eleven_months_are_short_and_twelve_are_not() -> None:
    assert is_short(11)
    assert not is_short(12)


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(6, 59))
def test_no_term_is_shorter_than_its_months(starts_on: date, months: int) -> None:
    ends_on = last_day(starts_on, months)

    assert ends_on - starts_on >= SHORTEST_SIX_MONTHS
    assert last_day(starts_on, months + 1) > ends_on
    assert last_day(starts_on + timedelta(days=1), months) >= ends_on
