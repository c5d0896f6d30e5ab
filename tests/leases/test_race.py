"""Two clerks lease one dwelling at the same moment: one does, the other is told who was first."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, models

from accounts.models import User
from applications.models import Application
from housing.models import Dwelling
from leases import assigning, holding, services
from leases.models import Lease, LeaseChange, RentPeriod, Resident
from tests.append_only import lifted
from tests.leases.builders import NOON, START, approved, dwelling, renumber

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("tariff_of_2026"),
]
ROUNDS = 10
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

    def look_together(*ids: int) -> None:
        looked(*ids)
        if not hasattr(seen, "once"):
            seen.once = together.wait(timeout=30)

    monkeypatch.setattr(assigning, "locked_dwelling", unlocked)
    monkeypatch.setattr(assigning, "lock_people", lambda _: None)
    monkeypatch.setattr(assigning, "refuse_if_held", look_together)


@pytest.fixture
def no_constraint() -> Iterator[None]:
    """Let the database accept a second live lease of a dwelling."""
    [one_live] = [
        each for each in Lease._meta.constraints if each.name == "one_live_lease_per_dwelling"
    ]
    assert isinstance(one_live, models.UniqueConstraint)
    with connection.schema_editor() as editor:
        editor.remove_constraint(Lease, one_live)
    yield
    with lifted():
        for rows in (Resident, LeaseChange, RentPeriod, Lease):
            rows.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(Lease, one_live)


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
