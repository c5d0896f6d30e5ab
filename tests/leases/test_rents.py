"""Which rent of a lease holds on a day; what was once its rent stays written."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.models import User
from leases.models import Lease, RentPeriod
from leases.rents import NoRentYet, add_rent, rent_on
from rent.formula import monthly_rent
from rent.tariffs import tariff_on
from tests.append_only import lifted
from tests.leases.builders import START, draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tariff_of_2026")]
SUMMER = date(2026, 6, 1)


@pytest.fixture
def lease(staff: Callable[..., User]) -> Lease:
    return draft(staff("lease_clerk"))


@pytest.fixture
def raised(lease: Lease) -> RentPeriod:
    """A second rent of the lease, from 1 June, as for 65 square metres and three rooms."""
    tariff = tariff_on(SUMMER)
    statement = monthly_rent(Decimal(65), 3, tariff.tariff())
    return add_rent(lease, tariff, statement, from_day=SUMMER)


def test_a_lease_begins_with_the_rent_it_was_drawn_up_for(lease: Lease) -> None:
    period = rent_on(lease, START)

    assert (period.starts_on, period.tariff_id) == (lease.starts_on, lease.tariff_id)
    assert (period.monthly_rent, period.exact_rent) == (Decimal(7193), "7193.16")


def test_the_day_before_a_lease_begins_has_no_rent(lease: Lease) -> None:
    with pytest.raises(NoRentYet):
        rent_on(lease, START - timedelta(days=1))


@pytest.mark.parametrize(
    ("day", "rent"),
    [
        pytest.param(SUMMER - timedelta(days=1), 7193, id="the day before the new rent"),
        pytest.param(SUMMER, 8112, id="its first day"),
        pytest.param(date(2030, 1, 1), 8112, id="any later day"),
    ],
)
def test_a_new_rent_holds_from_its_first_day(
    lease: Lease, raised: RentPeriod, day: date, rent: int
) -> None:
    assert rent_on(lease, day).monthly_rent == rent


def test_no_two_rents_of_a_lease_begin_on_one_day(lease: Lease) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RentPeriod.objects.create(
            lease=lease, starts_on=START, tariff=lease.tariff, monthly_rent=1, exact_rent="1"
        )


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE leases_rentperiod SET monthly_rent = 1", id="changed"),
        pytest.param("DELETE FROM leases_rentperiod", id="deleted"),
    ],
)
def test_a_rent_once_written_stays(lease: Lease, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="leases_rentperiod is only added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_lease_from_before_is_given_its_first_rent(lease: Lease) -> None:
    with lifted():
        RentPeriod.objects.all().delete()

    import_module("leases.migrations.0003_rents").begin(apps, None)

    assert rent_on(lease, START).exact_rent == lease.exact_rent
