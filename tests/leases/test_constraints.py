"""What the database itself refuses, told by direct writes past every service."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from leases import services
from leases.models import Lease, LeaseChange, Resident
from leases.status import LIVE, Status
from tests.leases.builders import (
    FIRST_DAY,
    NOON,
    START,
    active,
    agreed,
    approved,
    draft,
    dwelling,
    signed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tariff_of_2026")]
OTHER_TENANT = {"tenant_number_index": "other", "tenant_document_index": "other"}


@pytest.fixture
def lease(staff: Callable[..., User]) -> Lease:
    return draft(staff("lease_clerk"))


def copied(lease: Lease, **changed: Any) -> Lease:
    """Insert a lease like this one, past the services."""
    fields = {
        field.attname: getattr(lease, field.attname)
        for field in Lease._meta.concrete_fields
        if not field.primary_key
    }
    return Lease.objects.create(**{**fields, "number": "another", **changed})


def refuses(name: str, act: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        act()


def changing(lease: Lease, **changed: Any) -> Callable[[], object]:
    return lambda: Lease.objects.filter(pk=lease.pk).update(**changed)


def written(lease: Lease, **changed: Any) -> Callable[[], object]:
    """Insert a lease of another dwelling, household and tenant: no move leads to what it says."""
    other = {"dwelling_id": dwelling().pk, "application_id": approved(lease.made_by).pk}
    return lambda: copied(lease, **other, **OTHER_TENANT, **changed)


@pytest.mark.parametrize("status", sorted(LIVE))
def test_leases_of_a_dwelling_never_overlap(lease: Lease, status: str) -> None:
    kept = {"pdf_name": "x", "pdf_sha256": "x", "signed_on": START}
    other = {"application_id": approved(lease.made_by).pk, **OTHER_TENANT}
    refuses(
        r"leases_of_a_dwelling_never_overlap",
        lambda: copied(lease, **other, status=status, **kept),
    )


def test_leases_of_a_household_never_overlap(lease: Lease) -> None:
    other = dwelling().pk
    refuses(
        "leases_of_a_household_never_overlap",
        lambda: copied(lease, dwelling_id=other, **OTHER_TENANT),
    )


@pytest.mark.parametrize(
    ("freed", "name"),
    [
        ("tenant_document_index", "leases_of_a_taxpayer_never_overlap"),
        ("tenant_number_index", "leases_of_a_tenant_never_overlap"),
    ],
)
def test_leases_of_a_tenant_never_overlap(lease: Lease, freed: str, name: str) -> None:
    ids = {"dwelling_id": dwelling().pk, "application_id": approved(lease.made_by).pk}
    refuses(name, lambda: copied(lease, **ids, **{freed: "another"}))


def test_tenants_without_a_taxpayer_number_are_not_one(lease: Lease) -> None:
    changing(lease, tenant_number_index="")()
    ids = {"dwelling_id": dwelling().pk, "application_id": approved(lease.made_by).pk}
    lease.refresh_from_db()

    assert copied(lease, **ids, tenant_document_index="another").pk


def test_a_cancelled_lease_holds_nothing(lease: Lease) -> None:
    Lease.objects.filter(pk=lease.pk).update(status=Status.CANCELLED)

    assert copied(lease, status=Status.DRAFT).pk


def following(lease: Lease, days: int, **changed: Any) -> Callable[[], Lease]:
    """Insert another lease of all the same that begins so many days after the last day."""
    starts_on = lease.ends_on + timedelta(days=days)
    term = {"starts_on": starts_on, "ends_on": starts_on + timedelta(days=200)}
    return lambda: copied(lease, **{**term, **changed})


def test_a_lease_may_follow_on_the_day_after_and_on_no_day_before(lease: Lease) -> None:
    refuses("never_overlap", following(lease, 0))

    assert following(lease, 1)().pk


@pytest.mark.parametrize("days", [0, 30])
def test_what_was_let_stays_let_after_its_end(days: int, staff: Callable[..., User]) -> None:
    lease = active(staff("lease_clerk"))
    services.end(lease, **agreed(lease, START), by=lease.made_by, at=FIRST_DAY)
    lease.refresh_from_db()

    refuses(
        "never_overlap", lambda: copied(lease, starts_on=START, status=Status.DRAFT, ended_on=None)
    )
    assert copied(
        lease,
        starts_on=START + timedelta(days=1 + days),
        ends_on=START + timedelta(days=230),
        status=Status.DRAFT,
        ended_on=None,
    ).pk


def test_a_lease_is_not_moved_into_the_days_of_another(lease: Lease) -> None:
    second = following(lease, 1)()

    refuses("never_overlap", changing(second, starts_on=lease.ends_on))


def test_one_renewal_per_lease(lease: Lease) -> None:
    following(lease, 1, follows_id=lease.pk)()

    refuses(
        r"one_renewal_per_lease|leases_lease\.follows_id",
        following(lease, 400, follows_id=lease.pk, number="a third"),
    )


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"term_months": 5}, id="five months"),
        pytest.param({"ends_on": START + timedelta(days=179)}, id="a day less than any six months"),
        pytest.param({"ends_on": START}, id="one day"),
        pytest.param({"ends_on": START - timedelta(days=1)}, id="an end before the start"),
    ],
)
def test_lease_is_six_months_or_more(lease: Lease, changed: dict[str, Any]) -> None:
    refuses("lease_is_six_months_or_more", changing(lease, **changed))


def test_the_shortest_six_months_are_accepted(lease: Lease) -> None:
    changing(lease, starts_on=date(2026, 9, 1), ends_on=date(2027, 2, 28))()


@pytest.mark.parametrize("status", [Status.ISSUED, Status.SIGNED, Status.ENDED])
def test_issued_lease_has_its_pdf(lease: Lease, status: Status) -> None:
    days = {"signed_on": START, "ended_on": START}
    refuses("issued_lease_has_its_pdf", written(lease, status=status, pdf_name="x", **days))
    refuses("issued_lease_has_its_pdf", written(lease, status=status, pdf_sha256="x", **days))


def test_signed_lease_has_its_day(lease: Lease) -> None:
    kept = {"pdf_name": "x", "pdf_sha256": "x"}
    refuses("signed_lease_has_its_day", written(lease, status=Status.SIGNED, **kept))


def test_ended_lease_has_its_day(staff: Callable[..., User]) -> None:
    refuses("ended_lease_has_its_day", changing(signed(staff("lease_clerk")), status=Status.ENDED))


def test_lease_status_is_known(lease: Lease) -> None:
    kept = {"pdf_name": "x", "pdf_sha256": "x"}
    refuses("lease_status_is_known", written(lease, status="lost", **kept))


def test_lease_has_a_rent(lease: Lease) -> None:
    refuses("lease_has_a_rent", changing(lease, monthly_rent=0))


def test_one_tenant_per_lease(lease: Lease) -> None:
    refuses(
        r"one_tenant_per_lease|leases_resident\.lease_id",
        lambda: Resident.objects.create(
            lease=lease, position=99, name="x", birth_date=START, relationship="applicant"
        ),
    )


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.ENDED])
def test_end_of_a_lease_has_a_reason(lease: Lease, status: Status) -> None:
    refuses(
        "end_of_a_lease_has_a_reason",
        lambda: LeaseChange.objects.create(
            lease=lease, to_status=status, by=lease.made_by, at=NOON
        ),
    )
