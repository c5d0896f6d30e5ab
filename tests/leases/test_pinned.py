"""What the database keeps of a lease once it is issued, told by writes past every service."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from accounts.models import User
from leases import services
from leases.models import Lease
from leases.status import Status
from tests.leases.builders import (
    NOON,
    agreed,
    approved,
    cancelled,
    draft,
    dwelling,
    ended,
    issued,
    signed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tariff_of_2026")]
KEPT = "a lease keeps what it pinned"
MADE = {
    "issued": issued,
    "signed": signed,
    "ended": ended,
    "cancelled": cancelled,
}
CHANGES: dict[str, dict[str, Any]] = {
    "data": {"data": {}},
    "the rent": {"monthly_rent": 1},
    "the exact rent": {"exact_rent": "1"},
    "the template": {"template": "another"},
    "its hash": {"template_sha256": "0" * 64},
    "the PDF": {"pdf_name": "another"},
    "the hash of the PDF": {"pdf_sha256": "0" * 64},
    "the first day": {"starts_on": F("starts_on") - timedelta(days=1)},
    "the last day": {"ends_on": F("ends_on") + timedelta(days=1)},
    "the term": {"term_months": 60},
    "the number": {"number": "another"},
    "the tenant": {"tenant_document_index": "another"},
    "back to a draft": {"status": Status.DRAFT},
}


@pytest.fixture
def clerk(staff: Callable[..., User]) -> User:
    return staff("lease_clerk")


def refuses(act: Callable[[], object]) -> None:
    with pytest.raises(DatabaseError, match=KEPT), transaction.atomic():
        act()


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_issued_lease_keeps(change: dict[str, Any], clerk: User) -> None:
    lease = issued(clerk)

    refuses(lambda: Lease.objects.filter(pk=lease.pk).update(**change))


@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_no_lease_beyond_its_draft_moves_to_another_home_or_household(
    make: Callable[[User], Lease], clerk: User
) -> None:
    rows = Lease.objects.filter(pk=make(clerk).pk)
    home, household = dwelling().pk, approved(clerk).pk

    refuses(lambda: rows.update(dwelling=home))
    refuses(lambda: rows.update(application=household))


def test_the_day_of_signing_is_written_once(clerk: User) -> None:
    lease = signed(clerk)

    refuses(lambda: Lease.objects.filter(pk=lease.pk).update(signed_on=NOON.date().replace(day=1)))


@pytest.mark.parametrize("make", [draft, signed], ids=["a draft", "a signed lease"])
def test_no_lease_is_deleted(make: Callable[[User], Lease], clerk: User) -> None:
    lease = make(clerk)
    refuses(lambda: deleted_by_hand(lease.pk))


def deleted_by_hand(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM leases_lease WHERE id = %s", [number])


def test_its_life_goes_on(clerk: User) -> None:
    lease = services.sign(issued(clerk), signed_on=NOON.date(), by=clerk, at=NOON)
    services.end(lease, **agreed(lease), by=clerk, at=NOON)

    assert Lease.objects.get(pk=lease.pk).status == Status.ENDED
