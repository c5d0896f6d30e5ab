"""Two people act on one tariff or one re-rating at once: one does, the other is told.

Each control takes the lock away and shows the harm the lock keeps off.
"""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection

from accounts.models import User
from audit.models import Entry
from leases.models import Lease
from outbox.models import Letter
from rent import services as rent
from rent.models import TariffRow
from rent.services import AlreadyApproved, TariffsOverlap
from rerating import applying, approving, preparing, services, tariffs
from rerating import preview as previewing
from rerating.models import RentChange, Rerating
from tests.append_only import lifted
from tests.rerating.builders import (
    FIGURES,
    NEW_YEAR,
    NOON,
    approved,
    entered,
    mailed,
    posted,
    prepared,
    told_lease,
    with_source,
)
from tests.review.test_race import at_once

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("tariff_of_2026", "gazetteer"),
]
NEW_YEARS_NOON = datetime(2027, 1, 1, 10, tzinfo=UTC)
Outcomes = list[Any]


@pytest.fixture
def deciders(staff: Callable[..., User]) -> tuple[User, User]:
    return staff("decision_maker", name="danylo"), staff("decision_maker", name="halyna")


Unlock = Callable[[Any, str, Callable[[int], Any]], None]


@pytest.fixture
def together(monkeypatch: pytest.MonkeyPatch) -> Unlock:
    """Return what takes the lock of a module away, and lets two go on only when both have read."""

    def unlock(module: Any, name: str, read: Callable[[int], Any]) -> None:
        both = threading.Barrier(2)

        def unlocked(number: int) -> Any:
            found = read(number)
            both.wait(timeout=30)
            return found

        monkeypatch.setattr(module, name, unlocked)

    return unlock


def names(outcomes: Outcomes) -> list[str]:
    return sorted(type(each).__name__ for each in outcomes)


def approve_both(rows: list[TariffRow], deciders: tuple[User, User]) -> Outcomes:
    return at_once(
        *(
            lambda row=row, by=by: tariffs.approve(row.pk, by=by, at=NOON)
            for row, by in zip(rows, deciders, strict=True)
        )
    )


def test_of_two_who_approve_one_tariff_one_does(clerk: User, deciders: tuple[User, User]) -> None:
    row = with_source(entered(clerk), clerk)

    outcomes = approve_both([row, row], deciders)

    assert names(outcomes) == [AlreadyApproved.__name__, "TariffRow"]
    assert Entry.objects.filter(act="tariff.approved").count() == 1


def test_of_two_tariffs_that_overlap_one_is_approved(
    clerk: User, deciders: tuple[User, User]
) -> None:
    rows = [with_source(entered(clerk, name=name), clerk) for name in ("one", "other")]

    outcomes = approve_both(rows, deciders)

    assert names(outcomes) == ["TariffRow", TariffsOverlap.__name__]
    assert TariffRow.objects.approved().filter(start=FIGURES["start"]).count() == 1


def test_control_without_the_lock_the_constraint_refuses_the_second_that_overlaps(
    clerk: User, deciders: tuple[User, User], together: Unlock
) -> None:
    rows = [
        with_source(entered(clerk, name=str(day), start=FIGURES["start"].replace(day=day)), clerk)
        for day in (1, 2)
    ]
    together(rent, "locked_waiting", lambda number: TariffRow.objects.get(pk=number))

    outcomes = approve_both(rows, deciders)

    refused = [each for each in outcomes if isinstance(each, IntegrityError | OperationalError)]
    assert len(refused) == 1  # where each waited for the other's row, as a deadlock
    assert TariffRow.objects.approved().filter(start__year=FIGURES["start"].year).count() == 1


@pytest.fixture
def rerating(clerk: User, deciders: tuple[User, User]) -> Rerating:
    approved(clerk, deciders[0])
    told_lease(clerk)
    return prepared(clerk)


def approve_twice(rerating: Rerating, deciders: tuple[User, User]) -> Outcomes:
    return at_once(
        *(lambda by=by: services.approve(rerating.pk, by=by, at=NOON) for by in deciders)
    )


def test_of_two_who_approve_one_rerating_one_does(
    rerating: Rerating, deciders: tuple[User, User]
) -> None:
    outcomes = approve_twice(rerating, deciders)

    assert names(outcomes) == ["NotWaiting", "Rerating"]
    assert Entry.objects.filter(act="rerating.approved").count() == 1


def test_control_without_the_lock_the_database_refuses_the_second_approval(
    rerating: Rerating, deciders: tuple[User, User], together: Unlock
) -> None:
    together(approving, "locked", unlocked_rerating)

    outcomes = approve_twice(rerating, deciders)

    assert names(outcomes) == ["InternalError", "Rerating"]
    assert Entry.objects.filter(act="rerating.approved").count() == 1


def test_even_then_a_household_gets_one_letter(
    rerating: Rerating, deciders: tuple[User, User], together: Unlock
) -> None:
    together(approving, "locked", unlocked_rerating)

    approve_twice(rerating, deciders)

    assert Letter.objects.filter(kind="rent_notice").count() == 1


def unlocked_rerating(number: int) -> Rerating:
    return Rerating.objects.get(pk=number)


def apply_twice() -> Outcomes:
    return at_once(*(lambda: services.apply_due(at=NEW_YEARS_NOON) for _ in range(2)))


def test_of_two_workers_one_gives_a_lease_its_new_rent(
    rerating: Rerating, deciders: tuple[User, User]
) -> None:
    services.approve(rerating.pk, by=deciders[0], at=NOON)
    posted()

    assert sorted(apply_twice()) == [0, 1]

    assert Lease.objects.get().rents.count() == 2
    for act in ("lease.rerated", "rerating.applied"):
        assert Entry.objects.filter(act=act).count() == 1


def test_control_without_the_locks_the_constraint_refuses_the_second_rent(
    rerating: Rerating,
    deciders: tuple[User, User],
    monkeypatch: pytest.MonkeyPatch,
    together: Unlock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    services.approve(rerating.pk, by=deciders[0], at=NOON)
    posted()
    monkeypatch.setattr(applying, "locked", unlocked_rerating)
    monkeypatch.setattr(applying, "what_changed", lambda *_: None)
    together(applying, "locked_change", unlocked_change)

    apply_twice()

    assert "IntegrityError" in caplog.text
    assert Lease.objects.get().rents.count() == 2


def unlocked_change(number: int) -> RentChange:
    return RentChange.objects.select_related("before", "lease__application").get(pk=number)


ONE_OPEN = "one_open_rerating_per_tariff"
MARCH = date(2027, 3, 1)
MARCH_NOON = datetime(2027, 3, 1, 10, tzinfo=UTC)


@pytest.fixture
def awaited(rerating: Rerating, clerk: User, deciders: tuple[User, User]) -> Lease:
    """A lease that waits for an answer in a re-rating that is dealt with otherwise."""
    lease = Lease.objects.get()
    services.approve(rerating.pk, by=deciders[0], at=NOON)
    posted()
    services.record_objection(
        rerating.changes.get().pk,
        made_on=NOON.date(),
        who="Олена",
        text="Площа менша",
        by=clerk,
        at=NOON,
    )
    services.apply_due(at=NEW_YEARS_NOON)
    return lease


def answered(lease: Lease, by: User) -> None:
    change = RentChange.objects.get(lease=lease)
    objection = change.objections.get().pk
    said: dict[str, Any] = {"objection": objection, "is_upheld": False, "reasons": "Площа та сама"}
    services.answer_objection(change.pk, **said, by=by, at=NEW_YEARS_NOON)
    services.apply_due(at=NEW_YEARS_NOON)


def prepare_for_march(clerk: User) -> Rerating:
    return services.prepare(effective_on=MARCH, by=clerk, at=NEW_YEARS_NOON)


def both_look_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two who prepare go on only when both have looked and found nothing open."""
    both = threading.Barrier(2)
    refuse = preparing.refuse_if_open

    def looked(effective_on: date, tariff: TariffRow | None = None) -> None:
        refuse(effective_on, tariff)
        if tariff is not None:
            both.wait(timeout=30)

    monkeypatch.setattr(preparing, "refuse_if_open", looked)


def test_of_two_who_prepare_beside_one_that_awaits_answers_one_does(
    awaited: Lease, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    told_lease(clerk)
    both_look_first(monkeypatch)

    outcomes = at_once(*(lambda: prepare_for_march(clerk) for _ in range(2)))

    assert names(outcomes) == ["OpenAlready", "Rerating"]
    assert RentChange.objects.get(rerating__effective_on=MARCH, lease=awaited).left_out == "waits"


def test_control_without_the_constraint_both_prepare(
    awaited: Lease, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    told_lease(clerk)
    both_look_first(monkeypatch)
    [only] = [each for each in Rerating._meta.constraints if each.name == ONE_OPEN]

    with connection.schema_editor() as schema:
        schema.remove_constraint(Rerating, only)
    try:
        outcomes = at_once(*(lambda: prepare_for_march(clerk) for _ in range(2)))
    finally:
        with lifted():
            RentChange.objects.filter(rerating__effective_on=MARCH).delete()
            Rerating.objects.filter(effective_on=MARCH).delete()
        with connection.schema_editor() as schema:
            schema.add_constraint(Rerating, only)

    assert names(outcomes) == ["Rerating", "Rerating"]


def answered_while_read(monkeypatch: pytest.MonkeyPatch, lease: Lease, by: User) -> None:
    """Let a lease get its rent in the moment in which another re-rating reads what leases pay."""
    read = previewing.live_leases

    def late() -> Any:
        monkeypatch.setattr(previewing, "live_leases", read)
        at_once(lambda: answered(lease, by))
        return read()

    monkeypatch.setattr(previewing, "live_leases", late)


def test_a_lease_given_its_rent_while_another_is_prepared_is_not_in_it(
    awaited: Lease, clerk: User, deciders: tuple[User, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    told_lease(clerk)
    answered_while_read(monkeypatch, awaited, deciders[0])

    second = prepare_for_march(clerk)

    assert awaited.rents.count() == 2
    assert second.changes.get(lease=awaited).left_out == "waits"


def test_control_a_lease_not_seen_to_wait_is_told_twice_and_even_then_rated_once(
    awaited: Lease, clerk: User, deciders: tuple[User, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(previewing, "waiting_leases", frozenset)
    second = prepare_for_march(clerk)
    services.approve(second.pk, by=deciders[0], at=NEW_YEARS_NOON)
    mailed(second.changes.get(), NEW_YEARS_NOON)
    assert Letter.objects.filter(dedupe_key__startswith="rent_notice:").count() == 2
    change = RentChange.objects.get(rerating__effective_on=NEW_YEAR)
    said: dict[str, Any] = {"objection": change.objections.get().pk, "reasons": "Та сама"}
    services.answer_objection(change.pk, **said, is_upheld=False, by=deciders[0], at=NEW_YEARS_NOON)

    at_once(*(lambda: services.apply_due(at=MARCH_NOON) for _ in range(2)))

    assert awaited.rents.count() == 2
    assert second.changes.get().left_out == "changed"
