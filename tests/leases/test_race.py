"""Two clerks and one dwelling, two renewals of one lease, two clocks: one does it, once."""

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from applications.models import Application
from housing.models import Dwelling
from leases import assigning, holding, renewing, services, turning
from leases.models import Lease
from leases.status import Status
from tests.append_only import lifted
from tests.leases.builders import NOON, SPRING, START, active, approved, dwelling, renumber

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("tariff_of_2026", "no_printer"),
]
ROUNDS = 10
life: Any = import_module("leases.migrations.0005_life")
HELD = (services.DwellingTaken, services.HouseholdHasLease, services.ResidentHasLease)


@pytest.fixture
def clerk(staff: Callable[..., User]) -> User:
    return staff("lease_clerk")


def lease_at_once(households: list[Application], home: Dwelling, by: User) -> list[str]:
    """Let a clerk for each household assign the dwelling; return what became of each."""
    return lease_each_at_once([(household, home) for household in households], by)


def lease_each_at_once(pairs: list[tuple[Application, Dwelling]], by: User) -> list[str]:
    together = threading.Barrier(len(pairs))

    def try_to(pair: tuple[Application, Dwelling]) -> str:
        try:
            together.wait(timeout=30)
            services.assign(*pair, starts_on=START, months=6, by=by, at=NOON)
        except HELD as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "leased"

    with ThreadPoolExecutor(len(pairs)) as clerks:
        return sorted(clerks.map(try_to, pairs))


@pytest.fixture
def no_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read without any lock, and only go on when all have looked for other leases."""
    together = threading.Barrier(2)

    def unlocked(number: int) -> Dwelling:
        return Dwelling.objects.select_related("building__site").get(pk=number)

    looked = holding.refuse_if_held
    seen = threading.local()

    def look_together(*asked: Any) -> None:
        looked(*asked)
        if not hasattr(seen, "once"):
            seen.once = together.wait(timeout=30)

    monkeypatch.setattr(assigning, "locked_dwelling", unlocked)
    monkeypatch.setattr(assigning, "lock_people", lambda _: None)
    monkeypatch.setattr(assigning, "refuse_if_held", look_together)


@contextmanager
def without(refused: Iterable[str], allowed: Iterable[str]) -> Iterator[None]:
    """Take promises off the database, and put them back once what breaks them is gone."""
    with connection.cursor() as cursor:
        for statement in allowed:
            cursor.execute(statement)
    yield
    with lifted(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE leases_lease CASCADE")
        for statement in refused:
            cursor.execute(statement)


@pytest.fixture
def no_constraint() -> Iterator[None]:
    """Let the database accept leases of a dwelling that overlap."""
    with without(life.OVERLAP_REFUSED["postgresql"], life.OVERLAP_ALLOWED["postgresql"]):
        yield


def test_of_two_clerks_exactly_one_leases_the_dwelling(clerk: User) -> None:
    for _ in range(ROUNDS):
        home = dwelling()

        outcomes = lease_at_once([approved(clerk), approved(clerk)], home, clerk)

        assert outcomes == ["DwellingTaken", "leased"]
        assert Lease.objects.live().filter(dwelling=home).count() == 1


def test_one_household_gets_one_lease_however_often_it_is_asked_for(clerk: User) -> None:
    household, home = approved(clerk), dwelling()

    outcomes = lease_at_once([household] * 4, home, clerk)

    assert outcomes == ["HouseholdHasLease"] * 3 + ["leased"]
    assert Lease.objects.live().filter(application=household).count() == 1


def test_of_two_applications_of_the_same_people_one_gets_a_lease(clerk: User) -> None:
    for place in range(1, ROUNDS + 1):
        pairs = [(approved(clerk, place=place), dwelling()) for _ in range(2)]

        assert lease_each_at_once(pairs, clerk) == ["HouseholdHasLease", "leased"]


def two_that_share_a_child(place: int, by: User) -> list[tuple[Application, Dwelling]]:
    """Return two households, each with a dwelling of its own, that both name one child."""

    def same_child(document: dict[str, Any]) -> None:
        renumber(document["people"][1], place)

    return [(approved(by, same_child), dwelling()) for _ in range(2)]


def test_of_two_households_that_share_a_child_one_gets_a_lease(clerk: User) -> None:
    for place in range(ROUNDS):
        pairs = two_that_share_a_child(900_000 + place, clerk)

        assert lease_each_at_once(pairs, clerk) == ["ResidentHasLease", "leased"]


@pytest.mark.usefixtures("no_lock")
def test_control_without_the_locks_a_child_gets_two_leases(clerk: User) -> None:
    pairs = two_that_share_a_child(900_000, clerk)

    assert lease_each_at_once(pairs, clerk) == ["leased", "leased"]


@pytest.mark.usefixtures("no_lock")
def test_without_the_locks_a_tenant_is_refused_by_the_same_name(clerk: User) -> None:
    pairs = [(approved(clerk, place=7), dwelling()) for _ in range(2)]

    assert lease_each_at_once(pairs, clerk) == ["HouseholdHasLease", "leased"]


@pytest.mark.usefixtures("no_lock")
def test_without_the_lock_the_constraint_refuses_by_the_same_name(clerk: User) -> None:
    home = dwelling()

    outcomes = lease_at_once([approved(clerk), approved(clerk)], home, clerk)

    assert outcomes == ["DwellingTaken", "leased"]
    assert Lease.objects.live().filter(dwelling=home).count() == 1


@pytest.mark.usefixtures("no_lock", "no_constraint")
def test_control_without_lock_and_constraint_both_lease_it(clerk: User) -> None:
    home = dwelling()

    outcomes = lease_at_once([approved(clerk), approved(clerk)], home, clerk)

    assert outcomes == ["leased", "leased"]
    assert Lease.objects.live().filter(dwelling=home).count() == 2


# Two renewals, one lease --------------------------------------------------------------------------


def renew_at_once(lease: Lease, by: User, clerks: int = 2) -> list[str]:
    together = threading.Barrier(clerks)

    def try_to(_: int) -> str:
        try:
            together.wait(timeout=30)
            services.renew(lease, months=6, by=by, at=SPRING)
        except services.AlreadyRenewed:
            return "AlreadyRenewed"
        finally:
            connection.close()
        return "renewed"

    with ThreadPoolExecutor(clerks) as pool:
        return sorted(pool.map(try_to, range(clerks)))


@pytest.fixture
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the lease without a lock, and only go on when all have seen that it is not renewed."""
    together = threading.Barrier(2)

    def unlocked(number: int) -> Lease:
        present = Lease.objects.get(pk=number)
        together.wait(timeout=30)
        return present

    def without_a_lock(number: int) -> Dwelling:
        return Dwelling.objects.select_related("building__site").get(pk=number)

    monkeypatch.setattr(renewing, "locked_to_renew", unlocked)
    monkeypatch.setattr(renewing, "locked_dwelling", without_a_lock)
    monkeypatch.setattr(renewing, "locked_application", lambda pk: Application.objects.get(pk=pk))
    monkeypatch.setattr(renewing, "lock_people", lambda _: None)
    monkeypatch.setattr(renewing, "refuse_if_held", lambda *_: None)


@pytest.fixture
def no_promise() -> Iterator[None]:
    """Let the database accept a second renewal of a lease, and leases that overlap."""
    one = "one_renewal_per_lease"
    [index] = [each for each in Lease._meta.constraints if each.name == one]
    with connection.schema_editor() as editor:
        made = str(index.create_sql(Lease, editor))
    refused = (*life.OVERLAP_REFUSED["postgresql"], made)
    with without(refused, (*life.OVERLAP_ALLOWED["postgresql"], f"DROP INDEX {one}")):
        yield


def test_of_two_renewals_of_a_lease_exactly_one_is_drawn_up(clerk: User) -> None:
    for _ in range(ROUNDS):
        lease = active(clerk)

        assert renew_at_once(lease, clerk) == ["AlreadyRenewed", "renewed"]
        assert lease.renewals.count() == 1


@pytest.mark.usefixtures("nobody_waits")
def test_without_the_lock_the_database_refuses_the_second_renewal_by_the_same_name(
    clerk: User,
) -> None:
    lease = active(clerk)

    assert renew_at_once(lease, clerk) == ["AlreadyRenewed", "renewed"]
    assert lease.renewals.count() == 1


@pytest.mark.usefixtures("nobody_waits", "no_promise")
def test_control_without_lock_and_promise_a_lease_is_renewed_twice(
    clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter("ab")
    agree = assigning.agree

    def numbered(*given: Any, **how: Any) -> Any:
        return replace(agree(*given, **how), number=next(numbers))

    monkeypatch.setattr(renewing, "agree", numbered)
    lease = active(clerk)

    assert renew_at_once(lease, clerk) == ["renewed", "renewed"]
    assert lease.renewals.count() == 2


# The clock at two workers, and a clerk ------------------------------------------------------------


def test_a_lease_is_moved_once_by_the_clock_of_however_many_workers(clerk: User) -> None:
    lease = active(clerk)
    after = datetime.combine(lease.ends_on + timedelta(days=1), time(9), UTC)
    together = threading.Barrier(4)

    def tick(_: int) -> int:
        try:
            together.wait(timeout=30)
            return turning.turn(at=after)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        assert sum(workers.map(tick, range(4))) == 1

    lease.refresh_from_db()
    assert (lease.status, lease.ended_on) == (Status.ENDED, lease.ends_on)
    assert lease.changes.filter(to_status=Status.ENDED).count() == 1
    assert lease.endings.count() == 1


def test_control_a_clock_that_does_not_lock_moves_a_lease_twice(
    clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    lease = active(clerk)
    after = datetime.combine(lease.ends_on + timedelta(days=1), time(9), UTC)
    together = threading.Barrier(2)

    def unlocked(number: int) -> Lease:
        found = Lease.objects.get(pk=number)
        together.wait(timeout=30)
        return found

    monkeypatch.setattr(turning, "locked", unlocked)

    def tick(_: int) -> int:
        try:
            return turning.turn(at=after)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        assert sum(workers.map(tick, range(2))) == 2

    assert lease.changes.filter(to_status=Status.ENDED).count() == 2
