"""What a second person approved stays as it was prepared, told by writes past every service."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from leases.models import Lease
from rerating import services
from rerating.models import RentChange, Rerating
from tests.rerating.builders import NEW_YEAR, NOON, approved, posted, prepared, told_lease

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tariff_of_2026", "gazetteer")]
NEW_YEARS_NOON = datetime(2027, 1, 1, 10, tzinfo=UTC)
KEPT = "stays as it was prepared"


@pytest.fixture
def lease(clerk: User) -> Lease:
    return told_lease(clerk)


@pytest.fixture
def waiting(lease: Lease, clerk: User, decider: User) -> Rerating:
    approved(clerk, decider)
    return prepared(clerk)


@pytest.fixture
def rerating(waiting: Rerating, decider: User) -> Rerating:
    made = services.approve(waiting.pk, by=decider, at=NOON)
    posted()
    return made


OF_ALL: dict[str, dict[str, Any]] = {
    "its day": {"effective_on": NEW_YEAR.replace(month=2)},
    "its days of notice": {"notice_days": 0},
    "its tariff": {"tariff": 1},
    "who prepared it": {"prepared_by": 1},
    "when it was prepared": {"prepared_at": NEW_YEARS_NOON},
}
OF_ONE: dict[str, dict[str, Any]] = {
    "its new rent": {"new_rent": 1},
    "its product": {"exact_rent": "1"},
    "its rent before": {"before": None},
}


@pytest.mark.parametrize("change", OF_ALL.values(), ids=OF_ALL)
@pytest.mark.parametrize("state", ["waiting", "rerating"])
def test_a_rerating_keeps(
    change: dict[str, Any], state: str, request: pytest.FixtureRequest
) -> None:
    row = request.getfixturevalue(state)

    with pytest.raises(DatabaseError, match=KEPT), transaction.atomic():
        Rerating.objects.filter(pk=row.pk).update(**change)


@pytest.mark.parametrize("change", OF_ONE.values(), ids=OF_ONE)
def test_a_lease_in_a_rerating_keeps(change: dict[str, Any], rerating: Rerating) -> None:
    with pytest.raises(DatabaseError, match=KEPT), transaction.atomic():
        rerating.changes.update(**change)


def test_an_approval_is_not_taken_back(rerating: Rerating) -> None:
    with pytest.raises(DatabaseError, match=KEPT), transaction.atomic():
        Rerating.objects.filter(pk=rerating.pk).update(approved_by=None, approved_at=None)


def test_what_was_given_and_applied_is_not_given_again(rerating: Rerating) -> None:
    services.apply_due(at=NEW_YEARS_NOON)

    with pytest.raises(DatabaseError, match=KEPT), transaction.atomic():
        rerating.changes.update(after=None)
    with pytest.raises(DatabaseError, match=KEPT), transaction.atomic():
        Rerating.objects.filter(pk=rerating.pk).update(applied_at=None)


@pytest.mark.parametrize(
    "change",
    [{"left_out": ""}, {"left_out": "changed"}, {"left_out_reason_sealed": "інше"}],
    ids=["that it was", "why", "the reason"],
)
def test_a_lease_left_out_keeps(change: dict[str, str], rerating: Rerating, decider: User) -> None:
    row = rerating.changes.get()
    services.leave_out(row.pk, reason="площу переміряють", by=decider, at=NOON)

    with pytest.raises(DatabaseError, match=KEPT), transaction.atomic():
        rerating.changes.update(**change)


def test_what_was_set_aside_stays_so(rerating: Rerating, decider: User) -> None:
    services.set_aside(rerating.pk, by=decider, at=NOON)

    with pytest.raises(DatabaseError, match=KEPT), transaction.atomic():
        Rerating.objects.filter(pk=rerating.pk).update(set_aside_by=None, set_aside_at=None)


def test_no_lease_joins_what_was_approved(rerating: Rerating, clerk: User) -> None:
    other = told_lease(clerk)

    with pytest.raises(DatabaseError, match=KEPT), transaction.atomic():
        RentChange.objects.create(
            rerating=rerating, lease=other, before=other.rents.get(), new_rent=1, exact_rent="1"
        )


@pytest.mark.parametrize(
    "statement", ["DELETE FROM rerating_rerating", "DELETE FROM rerating_rentchange"]
)
def test_a_rerating_is_not_deleted(statement: str, rerating: Rerating) -> None:
    with (
        pytest.raises(DatabaseError, match=KEPT),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
