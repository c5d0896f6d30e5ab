"""The life of a lease, pair by pair: what the table allows is possible, and nothing else is."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import DatabaseError, transaction

from accounts.models import User
from leases import services, turning
from leases.models import Lease
from leases.status import LIVE, MOVES, Status
from tests.leases.builders import (
    FIRST_DAY,
    NOON,
    active,
    agreed,
    cancelled,
    draft,
    ended,
    issued,
    signed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tariff_of_2026", "no_printer")]

MADE: dict[Status, Callable[[User], Lease]] = {
    Status.DRAFT: draft,
    Status.ISSUED: issued,
    Status.SIGNED: signed,
    Status.ACTIVE: active,
    Status.ENDED: ended,
    Status.CANCELLED: cancelled,
}


def to_issued(lease: Lease, by: User) -> Lease:
    return services.issue(lease, by=by, at=NOON)


def to_signed(lease: Lease, by: User) -> Lease:
    return services.sign(lease, signed_on=NOON.date(), by=by, at=NOON)


def to_active(lease: Lease, by: User) -> Lease:
    """The clock moves it; what it may not move it leaves alone."""
    if not turning.turned(lease.pk, FIRST_DAY.date(), FIRST_DAY):
        raise services.MoveRefused(Status(lease.status), Status.ACTIVE)
    return Lease.objects.get(pk=lease.pk)


def to_ended(lease: Lease, by: User) -> Lease:
    return services.end(lease, **agreed(lease), by=by, at=NOON)


def to_cancelled(lease: Lease, by: User) -> Lease:
    return services.cancel(lease, reason="так", by=by, at=NOON)


ACTS: dict[Status, Callable[[Lease, User], Lease]] = {
    Status.ISSUED: to_issued,
    Status.SIGNED: to_signed,
    Status.ACTIVE: to_active,
    Status.ENDED: to_ended,
    Status.CANCELLED: to_cancelled,
}


@pytest.fixture
def clerk(staff: Callable[..., User]) -> User:
    return staff("lease_clerk")


@pytest.mark.parametrize("to", ACTS)
@pytest.mark.parametrize("present", Status)
def test_only_the_moves_in_the_table_are_possible(present: Status, to: Status, clerk: User) -> None:
    lease = MADE[present](clerk)
    before = lease.changes.count()

    if to in MOVES[present]:
        assert ACTS[to](lease, clerk).status == to
        change = lease.changes.latest("pk")
        assert (change.from_status, change.to_status, change.by) == (
            present,
            to,
            None if to == Status.ACTIVE else clerk,
        )
    else:
        with pytest.raises(services.MoveRefused):
            ACTS[to](lease, clerk)
        assert lease.changes.count() == before
        assert Lease.objects.get(pk=lease.pk).status == present


@pytest.mark.parametrize("to", Status)
@pytest.mark.parametrize("present", Status)
def test_the_database_takes_the_moves_in_the_table_and_no_other(
    present: Status, to: Status, clerk: User
) -> None:
    lease = MADE[present](clerk)
    filled = {"pdf_name": "x", "pdf_sha256": "x"} if present is Status.DRAFT else {}
    days = {name: getattr(lease, name) or NOON.date() for name in ("signed_on", "ended_on")}
    moved = partial(Lease.objects.filter(pk=lease.pk).update, status=to, **filled, **days)

    if to in MOVES[present] or to is present:
        assert moved() == 1
    else:
        with pytest.raises(DatabaseError, match="keeps what it pinned"), transaction.atomic():
            moved()


def test_nothing_leads_back_to_a_draft() -> None:
    assert not any(Status.DRAFT in ways for ways in MOVES.values())


def test_what_is_no_longer_live_never_lives_again() -> None:
    assert all(not MOVES[status] for status in Status if status not in LIVE)


def test_what_both_signed_is_never_cancelled() -> None:
    assert [status for status in Status if Status.CANCELLED in MOVES[status]] == [
        Status.DRAFT,
        Status.ISSUED,
    ]
