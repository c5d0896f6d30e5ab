"""Which tariff counts on a day, and how one comes into force: two people, no change afterwards."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from rent.formula import monthly_rent
from rent.models import RoomCoefficient, TariffRow
from rent.services import (
    AlreadyApproved,
    NotTheSamePerson,
    TariffsOverlap,
    approve_tariff,
    enter_tariff,
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


def test_the_database_refuses_two_coefficients_for_the_same_rooms() -> None:
    row = tariff_on(date(2025, 6, 1))

    with pytest.raises(IntegrityError), transaction.atomic():
        RoomCoefficient.objects.create(tariff=row, rooms=3, value=1)
