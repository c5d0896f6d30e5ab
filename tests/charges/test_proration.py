"""A part of a month costs what its days cost; all days of a month cost its rent, to the kopeck."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charges.proration import Stretch, days_in, last_of, months, stretches

MONTHS = st.dates(date(2025, 7, 1), date(2035, 12, 31)).map(lambda day: day.replace(day=1))
RENTS = st.decimals(Decimal("0.01"), Decimal(99_999), places=2)
KOPECK = Decimal("0.01")


@st.composite
def split_months(draw: st.DrawFn) -> tuple[date, list[tuple[date, date]]]:
    """A month and its days in any number of parts, one after the other."""
    month = draw(MONTHS)
    cuts = draw(st.sets(st.integers(2, days_in(month)), max_size=10))
    starts = [month, *(month.replace(day=cut) for cut in sorted(cuts))]
    ends = [start - timedelta(days=1) for start in starts[1:]] + [last_of(month)]
    return month, list(zip(starts, ends, strict=True))


@given(split_months(), RENTS)
def test_a_month_split_between_leases_sums_to_the_month(
    split: tuple[date, list[tuple[date, date]]], rent: Decimal
) -> None:
    _month, parts = split

    costs = [Stretch(first, last, rent).amount for first, last in parts]

    assert sum(costs) == rent
    assert min(costs) >= 0


@given(split_months(), st.lists(RENTS, min_size=11, max_size=11))
def test_a_month_split_between_rents_is_charged_once_and_within_a_kopeck_a_rent(
    split: tuple[date, list[tuple[date, date]]], amounts: list[Decimal]
) -> None:
    month, parts = split
    rents = [(first, rent) for (first, _last), rent in zip(parts, amounts, strict=False)]

    found = stretches(month, month, last_of(month), rents)

    assert [(each.first, each.last) for each in found] == parts
    for each in found:
        exact = each.rent * each.days / days_in(month)
        assert abs(each.amount - exact) <= KOPECK


@given(split_months(), RENTS)
def test_a_change_to_the_same_rent_changes_nothing(
    split: tuple[date, list[tuple[date, date]]], rent: Decimal
) -> None:
    month, parts = split

    found = stretches(month, month, last_of(month), [(first, rent) for first, _last in parts])

    assert sum(each.amount for each in found) == rent


@given(MONTHS, RENTS, st.integers(1, 28), st.integers(0, 27))
def test_what_a_day_costs_differs_by_a_kopeck_at_most(
    month: date, rent: Decimal, number: int, other: int
) -> None:
    one, two = (month.replace(day=it) for it in (number, other + 1))

    costs = [Stretch(it, it, rent).amount for it in (one, two)]

    assert abs(costs[0] - costs[1]) <= KOPECK


@pytest.mark.parametrize(
    ("first", "last", "rent", "amount"),
    [
        pytest.param((2, 1), (2, 28), "7193", "7193.00", id="a whole month is the rent"),
        pytest.param((12, 10), (12, 31), "7193", "5104.71", id="22 of 31 days"),
        pytest.param((12, 1), (12, 9), "7193", "2088.29", id="the other 9 days"),
        pytest.param((12, 31), (12, 31), "6240", "201.29", id="one day of a month"),
        pytest.param((4, 16), (4, 30), "8112", "4056.00", id="half of a month of 30 days"),
        pytest.param((2, 1), (2, 1), "0.01", "0.00", id="too little to share out"),
    ],
)
def test_parts_of_months(
    first: tuple[int, int], last: tuple[int, int], rent: str, amount: str
) -> None:
    stretch = Stretch(date(2026, *first), date(2026, *last), Decimal(rent))

    assert stretch.amount == Decimal(amount)


def test_days_outside_the_month_are_not_charged() -> None:
    rents = [(date(2026, 1, 1), Decimal(100))]

    assert stretches(date(2026, 3, 1), date(2026, 1, 1), date(2026, 2, 28), rents) == []


def test_months_go_over_the_year() -> None:
    assert list(months(date(2026, 12, 31), date(2027, 1, 1))) == [
        date(2026, 12, 1),
        date(2027, 1, 1),
    ]
