"""Which tariff counts on a day, and how one comes into force: two people, no change afterwards."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from rent.formula import derived_per_square_metre, monthly_rent
from rent.models import RoomCoefficient, TariffRow
from rent.services import (
    AlreadyApproved,
    DifferenceUnexplained,
    FigureOfNobody,
    NotTheSamePerson,
    SetAside,
    TariffsOverlap,
    approve_tariff,
    enter_tariff,
    set_aside_tariff,
)
from rent.tariffs import NoTariff, tariff_on

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)
NEW_YEAR, NEW_YEARS_EVE = date(2026, 1, 1), date(2026, 12, 31)


def person(name: str) -> Any:
    return get_user_model().objects.create(username=name, email=f"{name}@example.org")


def entered(by: Any, **other: Any) -> TariffRow:
    values: dict[str, Any] = {
        "name": "2026",
        "start": NEW_YEAR,
        "end": NEW_YEARS_EVE,
        "per_square_metre": Decimal("221.50"),
        "by_rooms": (Decimal(1), Decimal("0.87"), Decimal("0.8"), Decimal("0.7")),
        "social": Decimal("0.75"),
        "source": "State Statistics Service, January 2026",
        "by": by,
        "at": NOON,
    }
    return enter_tariff(**values | other)


@pytest.mark.parametrize("day", [date(2025, 1, 1), date(2025, 6, 1), date(2025, 12, 31)])
def test_the_tariff_of_2025_is_shipped(day: date) -> None:
    tariff = tariff_on(day).tariff()

    assert tariff.name == "2025"
    assert tariff.by_rooms == (Decimal(1), Decimal("0.87"), Decimal("0.8"))
    assert (tariff.per_square_metre, tariff.social) == (Decimal(208), Decimal("0.75"))
    assert monthly_rent(Decimal(53), 2, tariff).exact == Decimal("7193.16")


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2024, 12, 31), id="the day before the first tariff"),
        pytest.param(date(2026, 1, 1), id="the day after the last tariff"),
    ],
)
def test_a_day_without_a_tariff_is_refused_by_name(day: date) -> None:
    with pytest.raises(NoTariff, match=str(day)) as refusal:
        tariff_on(day)

    assert refusal.value.day == day


def test_the_tariff_of_a_day_costs_two_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(2):
        tariff_on(date(2025, 6, 1)).tariff()


def test_a_tariff_counts_once_another_person_has_approved_it() -> None:
    row = entered(person("clerk"))
    with pytest.raises(NoTariff):
        tariff_on(NEW_YEAR)

    approver = person("approver")
    approve_tariff(row.pk, by=approver, at=NOON)

    assert tariff_on(NEW_YEAR).pk == row.pk
    assert tariff_on(NEW_YEARS_EVE).tariff().by_rooms[3] == Decimal("0.7")
    row.refresh_from_db()
    assert (row.approved_by_id, row.approved_at) == (approver.pk, NOON)


def test_whoever_entered_a_tariff_does_not_approve_it() -> None:
    clerk = person("clerk")
    row = entered(clerk)

    with pytest.raises(NotTheSamePerson):
        approve_tariff(row.pk, by=clerk, at=NOON)

    row.refresh_from_db()
    assert row.approved_by_id is None


def test_an_approved_tariff_is_not_approved_again() -> None:
    row = entered(person("clerk"))
    approve_tariff(row.pk, by=person("approver"), at=NOON)

    with pytest.raises(AlreadyApproved):
        approve_tariff(row.pk, by=person("another"), at=NOON)


def test_a_shipped_tariff_is_not_approved_again() -> None:
    with pytest.raises(AlreadyApproved):
        approve_tariff(tariff_on(date(2025, 6, 1)).pk, by=person("approver"), at=NOON)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param(date(2025, 12, 31), date(2026, 12, 31), id="shares the last day"),
        pytest.param(date(2024, 1, 1), date(2025, 1, 1), id="shares the first day"),
        pytest.param(date(2025, 3, 1), date(2025, 3, 1), id="lies within"),
        pytest.param(date(2024, 1, 1), date(2026, 12, 31), id="reaches around"),
        pytest.param(date(2025, 1, 1), date(2025, 12, 31), id="is for the same days"),
    ],
)
def test_a_tariff_that_shares_days_with_an_approved_one_is_refused(start: date, end: date) -> None:
    row = entered(person("clerk"), start=start, end=end)

    with pytest.raises(TariffsOverlap):
        approve_tariff(row.pk, by=person("approver"), at=NOON)


def test_of_two_tariffs_for_the_same_days_only_the_first_is_approved() -> None:
    clerk, approver = person("clerk"), person("approver")
    first, second = entered(clerk), entered(clerk)

    approve_tariff(second.pk, by=approver, at=NOON)

    with pytest.raises(TariffsOverlap):
        approve_tariff(first.pk, by=approver, at=NOON)


def test_a_tariff_that_does_not_exist_is_not_approved() -> None:
    with pytest.raises(TariffRow.DoesNotExist):
        approve_tariff(0, by=person("approver"), at=NOON)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"per_square_metre": Decimal("221.505")}, id="a tenth of a kopiyka"),
        pytest.param({"per_square_metre": Decimal("NaN")}, id="no number"),
        pytest.param({"per_square_metre": Decimal(0)}, id="nothing per square metre"),
        pytest.param({"social": Decimal("0.75001")}, id="a coefficient too fine to keep"),
        pytest.param({"social": Decimal("-0.75")}, id="a negative coefficient"),
        pytest.param({"by_rooms": (Decimal(1), Decimal("0.87001"))}, id="rooms too fine to keep"),
        pytest.param({"by_rooms": (Decimal(1), Decimal(0))}, id="rooms for nothing"),
        pytest.param({"end": date(2025, 12, 31)}, id="an end before the start"),
        pytest.param({"source": ""}, id="no source"),
    ],
)
def test_a_figure_is_refused_rather_than_rounded_or_guessed(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        entered(person("clerk"), **values)

    assert TariffRow.objects.count() == 1


SHIPPED: dict[str, Any] = {
    "name": "another",
    "start": NEW_YEAR,
    "end": NEW_YEARS_EVE,
    "per_square_metre": 1,
    "social": 1,
    "source": "an act",
}


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        pytest.param({"start": date(2027, 1, 1)}, "not_before_it_starts", id="ends too early"),
        pytest.param({"social": 0}, "above_zero", id="asks for nothing"),
    ],
)
def test_the_database_refuses(values: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        TariffRow.objects.create(**SHIPPED | values)


def test_the_database_refuses_one_person_in_both_roles() -> None:
    alone = person("alone")

    with pytest.raises(IntegrityError, match="another_person"), transaction.atomic():
        TariffRow.objects.create(**SHIPPED, entered_by=alone, approved_by=alone)
    with pytest.raises(IntegrityError, match="another_person"), transaction.atomic():
        TariffRow.objects.create(**SHIPPED, approved_by=alone)


def test_the_database_refuses_two_approved_tariffs_from_the_same_day() -> None:
    TariffRow.objects.create(**SHIPPED)

    with pytest.raises(IntegrityError), transaction.atomic():
        TariffRow.objects.create(**SHIPPED)


SHARED_DAYS = [
    pytest.param(date(2026, 6, 1), NEW_YEARS_EVE, id="lies within"),
    pytest.param(NEW_YEARS_EVE, date(2027, 12, 31), id="shares the last day"),
    pytest.param(date(2025, 12, 31), NEW_YEAR, id="shares the first day"),
    pytest.param(date(2025, 6, 1), date(2027, 6, 1), id="reaches around"),
]


@pytest.mark.parametrize(("start", "end"), SHARED_DAYS)
def test_the_database_refuses_approved_tariffs_that_share_a_day(start: date, end: date) -> None:
    clerk, approver = person("clerk"), person("approver")
    approve_tariff(entered(clerk).pk, by=approver, at=NOON)
    waiting = TariffRow.objects.filter(pk=entered(clerk, start=start, end=end).pk)

    with pytest.raises(IntegrityError, match="never_overlap"), transaction.atomic():
        waiting.update(approved_by=approver, approved_at=NOON)
    with pytest.raises(IntegrityError, match="never_overlap"), transaction.atomic():
        TariffRow.objects.create(**{**SHIPPED, "start": start, "end": end})


def test_tariffs_that_wait_may_share_days_and_approved_ones_may_touch() -> None:
    clerk, approver = person("clerk"), person("approver")
    first, _second = entered(clerk), entered(clerk)
    next_ = entered(clerk, start=date(2027, 1, 1), end=date(2027, 1, 1))

    for row in (first, next_):
        approve_tariff(row.pk, by=approver, at=NOON)

    assert TariffRow.objects.approved().count() == 3


def test_the_database_refuses_two_coefficients_for_the_same_rooms() -> None:
    row = entered(person("clerk"))

    with pytest.raises(IntegrityError), transaction.atomic():
        RoomCoefficient.objects.create(tariff=row, rooms=3, value=1)


@pytest.mark.parametrize(
    ("apartment_rent", "derived"),
    [
        pytest.param("7325.76", 208, id="exactly 208"),
        pytest.param("7308.14", 207, id="a kopiyka below the half"),
        pytest.param("7308.15", 208, id="the half, up"),
        pytest.param("7343.36", 208, id="the last of 208"),
        pytest.param("7343.37", 209, id="the first of 209"),
    ],
)
def test_the_mean_rent_gives_whole_hryvnias_per_square_metre(
    apartment_rent: str, derived: int
) -> None:
    assert derived_per_square_metre(Decimal(apartment_rent)) == derived


DIFFERING: dict[str, Any] = {"apartment_rent": Decimal(8000), "published": Decimal(226)}


@pytest.mark.parametrize("counts", [227, 226], ids=["the derived one", "the published one"])
def test_where_derived_and_published_differ_somebody_says_why_one_counts(counts: int) -> None:
    clerk = person("clerk")
    chosen = {**DIFFERING, "per_square_metre": Decimal(counts)}
    with pytest.raises(DifferenceUnexplained) as refused:
        entered(clerk, **chosen)

    row = entered(clerk, **chosen, difference_reason="лист Держстату")

    assert refused.value.derived == row.derived == 227
    assert row.per_square_metre == counts


def test_a_figure_that_is_neither_derived_nor_published_is_refused() -> None:
    with pytest.raises(FigureOfNobody):
        entered(
            person("clerk"), **DIFFERING, per_square_metre=Decimal(200), difference_reason="так"
        )


def test_where_nothing_is_published_the_derived_figure_counts() -> None:
    row = entered(person("clerk"), apartment_rent=Decimal("7325.76"), per_square_metre=Decimal(208))

    assert row.derived == 208
    assert row.published is None


def test_a_tariff_set_aside_counts_no_more() -> None:
    clerk = person("clerk")
    row = entered(clerk)
    set_aside_tariff(row.pk, by=clerk, at=NOON)

    for act in (approve_tariff, set_aside_tariff):
        with pytest.raises(SetAside):
            act(row.pk, by=person(act.__name__), at=NOON)
    assert not TariffRow.objects.waiting().exists()


def test_what_is_approved_is_not_set_aside() -> None:
    with pytest.raises(AlreadyApproved):
        set_aside_tariff(tariff_on(date(2025, 6, 1)).pk, by=person("clerk"), at=NOON)


# What the database keeps, told by writes past every service.

CHANGES: dict[str, dict[str, Any]] = {
    "its figure": {"per_square_metre": 1},
    "its first day": {"start": date(2025, 2, 1)},
    "its last day": {"end": date(2027, 1, 1)},
    "its source": {"source": "another"},
    "its social coefficient": {"social": 1},
    "its reason": {"difference_reason": "another"},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("is_approved", [True, False], ids=["approved", "waiting"])
def test_a_tariff_keeps(change: dict[str, Any], is_approved: bool) -> None:
    row = entered(person("clerk"))
    if is_approved:
        approve_tariff(row.pk, by=person("approver"), at=NOON)

    with pytest.raises(DatabaseError, match="stays as it was entered"), transaction.atomic():
        TariffRow.objects.filter(pk=row.pk).update(**change)


def test_an_approved_tariff_is_not_taken_back() -> None:
    row = entered(person("clerk"))
    approve_tariff(row.pk, by=person("approver"), at=NOON)

    with pytest.raises(DatabaseError, match="stays as it was entered"), transaction.atomic():
        TariffRow.objects.filter(pk=row.pk).update(approved_by=None, approved_at=None)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM rent_tariffrow",
        "DELETE FROM rent_roomcoefficient",
        "UPDATE rent_roomcoefficient SET value = 1",
        (
            "INSERT INTO rent_roomcoefficient (tariff_id, rooms, value)"
            " SELECT id, 4, 1 FROM rent_tariffrow"
        ),
    ],
)
def test_the_database_keeps_tariffs_from(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="stays as it was entered"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
