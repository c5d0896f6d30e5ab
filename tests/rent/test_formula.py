"""The rent of Resolution 814: published examples, where it rounds, and what always holds."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rent.formula import NoArea, NoCoefficient, Statement, Tariff, monthly_rent, plain

TARIFF_2025 = Tariff(
    "2025",
    Decimal(208),
    (Decimal(1), Decimal("0.87"), Decimal("0.8")),
    Decimal("0.75"),
    "State Statistics Service, January 2025",
)


@pytest.mark.parametrize(
    ("rooms", "total_area", "exact", "rent"),
    [
        pytest.param(1, "40", "6240", 6240, id="published example, one room"),
        pytest.param(2, "53", "7193.16", 7193, id="published example, two rooms"),
        pytest.param(3, "65", "8112", 8112, id="published example, three rooms"),
        pytest.param(1, "40.0032", "6240.4992", 6240, id="just below half a hryvnia"),
        pytest.param(1, "40.0033", "6240.5148", 6241, id="just above half a hryvnia"),
        pytest.param(1, "0.01", "1.56", 2, id="the smallest area"),
    ],
)
def test_monthly_rent(rooms: int, total_area: str, exact: str, rent: int) -> None:
    statement = monthly_rent(Decimal(total_area), rooms, TARIFF_2025)

    assert statement.exact == Decimal(exact)
    assert statement.total == rent


@pytest.mark.parametrize(
    ("per_square_metre", "rent"),
    [
        pytest.param("0.49", 0, id="below half"),
        pytest.param("0.50", 1, id="exactly half goes up"),
        pytest.param("1.50", 2, id="half above an odd hryvnia goes up"),
        pytest.param("2.50", 3, id="half above an even hryvnia goes up"),
    ],
)
def test_exactly_half_a_hryvnia_is_rounded_up(per_square_metre: str, rent: int) -> None:
    tariff = replace(TARIFF_2025, per_square_metre=Decimal(per_square_metre), social=Decimal(1))

    assert monthly_rent(Decimal(1), 1, tariff).total == rent


def test_the_statement_names_every_factor_and_the_rent() -> None:
    lines = monthly_rent(Decimal(53), 2, TARIFF_2025).lines

    assert [(line.symbol, plain(line.value), line.unit) for line in lines] == [
        ("AR", "208", "UAH/m²"),
        ("S", "53", "m²"),
        ("RC", "0.87", ""),
        ("SC", "0.75", ""),
        ("R", "7193", "UAH"),
    ]
    assert all(line.name_uk and line.name_en and line.citation for line in lines)


@pytest.mark.parametrize("rooms", [-1, 0, 4])
def test_no_rent_without_a_coefficient(rooms: int) -> None:
    with pytest.raises(NoCoefficient) as refusal:
        monthly_rent(Decimal(80), rooms, TARIFF_2025)

    assert (refusal.value.rooms, refusal.value.most) == (rooms, 3)


def test_a_coefficient_for_four_rooms_is_a_matter_of_the_tariff() -> None:
    tariff = replace(TARIFF_2025, by_rooms=(*TARIFF_2025.by_rooms, Decimal("0.7")))

    assert monthly_rent(Decimal(80), 4, tariff).exact == 8736


@pytest.mark.parametrize("area", ["0", "0.00", "-5", "NaN", "Infinity", "-Infinity"])
def test_no_rent_without_an_area(area: str) -> None:
    with pytest.raises(NoArea):
        monthly_rent(Decimal(area), 1, TARIFF_2025)


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("208.00", "208"),
        ("0.8700", "0.87"),
        ("1E+3", "1000"),
        ("100", "100"),
        ("0.00", "0"),
        ("7193.1600", "7193.16"),
    ],
)
def test_amounts_are_written_in_plain_digits(amount: str, written: str) -> None:
    assert plain(Decimal(amount)) == written


AREAS = st.decimals("0.01", "99999.99", places=2)
COEFFICIENTS = st.decimals("0.0001", "10", places=4)
TARIFFS = st.builds(
    Tariff,
    name=st.just("any"),
    per_square_metre=st.decimals("0.01", "9999999.99", places=2),
    by_rooms=st.tuples(COEFFICIENTS, COEFFICIENTS, COEFFICIENTS),
    social=COEFFICIENTS,
    source=st.just("an act"),
)
ROOMS = st.integers(1, 3)
STATEMENTS = st.builds(monthly_rent, AREAS, ROOMS, TARIFFS)


@given(statement=STATEMENTS)
def test_the_exact_rent_is_the_product_of_its_factors(statement: Statement) -> None:
    product = prod(Fraction(factor.value) for factor in statement.factors)

    assert Fraction(statement.exact) == product


@given(statement=STATEMENTS)
def test_the_rent_is_whole_and_within_half_a_hryvnia_of_the_product(statement: Statement) -> None:
    difference = Fraction(statement.total) - Fraction(statement.exact)

    assert Fraction(statement.total).denominator == 1
    assert Fraction(-1, 2) < difference <= Fraction(1, 2)


@given(areas=st.tuples(AREAS, AREAS).map(sorted), rooms=ROOMS, tariff=TARIFFS)
def test_more_area_never_lowers_the_rent(areas: list[Decimal], rooms: int, tariff: Tariff) -> None:
    smaller, larger = (monthly_rent(area, rooms, tariff) for area in areas)

    assert smaller.exact <= larger.exact
    assert smaller.total <= larger.total


@given(statement=STATEMENTS)
def test_written_amounts_say_the_same_in_plain_digits(statement: Statement) -> None:
    written = [plain(line.value) for line in statement.lines] + [plain(statement.exact)]

    assert [Decimal(text) for text in written] == [
        *(line.value for line in statement.lines),
        statement.exact,
    ]
    assert all(set(text) <= set("0123456789.") for text in written)
