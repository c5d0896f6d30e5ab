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
from leases import assigning, services
from leases.models import Lease, LeaseChange, Resident
from tests.leases.builders import NOON, START, approved, dwelling

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
ROUNDS = 10


@pytest.fixture
def clerk(staff: Callable[..., User]) -> User:
    return staff("lease_clerk")


def lease_at_once(households: list[Application], home: Dwelling, by: User) -> list[str]:
    """Let a clerk for each household assign the dwelling; return what became of each."""
    together = threading.Barrier(len(households))

    def try_to(household: Application) -> str:
        try:
            together.wait(timeout=30)
            services.assign(household, home, starts_on=START, months=6, by=by, at=NOON)
        except (services.DwellingTaken, services.HouseholdHasLease) as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "leased"

    with ThreadPoolExecutor(len(households)) as clerks:
        return sorted(clerks.map(try_to, households))


@pytest.fixture
def no_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the dwelling without its lock, and only go on when all have looked for other leases."""
    together = threading.Barrier(2)

    def unlocked(number: int) -> Dwelling:
        return Dwelling.objects.select_related("building__site").get(pk=number)

    looked: Any = assigning.refuse_if_held
    seen = threading.local()

    def look_together(*ids: int) -> None:
        looked(*ids)
        if not hasattr(seen, "once"):
            seen.once = together.wait(timeout=30)

    monkeypatch.setattr(assigning, "locked_dwelling", unlocked)
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
    for rows in (Resident, LeaseChange, Lease):
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
