"""Two at the same moment: a month is charged once, a payment stands on one account."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection

from accounts.models import User
from charges import charging, correcting, matching, services
from charges.accounts import balance
from charges.models import Payment, Posting, Proposal
from leases.models import Lease, LeaseQuerySet
from tests.append_only import lifted
from tests.charges.builders import RENT, charge, day, noon, paid, signed
from tests.charges.test_renewed import renewed
from tests.leases.builders import tariff

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
ONE_POSTING = "payment_is_posted_once_at_a_time"
ONE_CHARGE = ("one_charge_per_lease_and_month", "recounts_of_a_month_take_turns")


@pytest.fixture
def lease(staff: Callable[..., User]) -> Lease:
    tariff(2026)
    return signed(staff("lease_clerk"))


def at_once(acts: list[Callable[[], object]]) -> list[str]:
    """Do these at the same moment; return what became of each."""
    together = threading.Barrier(len(acts))

    def do(act: Callable[[], object]) -> str:
        try:
            together.wait(timeout=30)
            act()
        except (services.AlreadyMatched, IntegrityError) as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as people:
        return sorted(people.map(do, acts))


def match_at_once(lease: Lease) -> tuple[Payment, list[str]]:
    clerk = User.objects.get(username="lease_clerk")
    (payment,) = paid(lease, "7193,00", day(2, 9), clerk, purpose="Плата")
    act: Any = {"by": clerk, "at": noon(day(2, 9))}
    return payment, at_once([lambda: services.match(payment, lease, **act)] * 2)


def test_two_clerks_match_one_payment_and_one_is_told(lease: Lease) -> None:
    _payment, became = match_at_once(lease)

    assert became == ["AlreadyMatched", "done"]
    assert balance(lease) == -RENT


def test_who_comes_between_the_look_and_the_posting_waits(
    lease: Lease, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = threading.Event()
    look = matching.refuse_if_matched

    def looked(payment: Payment) -> None:
        look(payment)
        if other.is_set():
            return
        other.set()
        time.sleep(1)  # the second would post meanwhile, were it not held up

    monkeypatch.setattr(matching, "refuse_if_matched", looked)

    _payment, became = match_at_once(lease)

    assert became == ["AlreadyMatched", "done"]
    assert balance(lease) == -RENT


def test_two_workers_charge_a_month_once(lease: Lease) -> None:
    became = at_once([lambda: charge(day(2, 1))] * 2)

    assert became == ["done", "done"]
    assert balance(lease) == RENT


def slices_at_once(lease: Lease) -> list[int]:
    """Post two slices of a large sum on a lease and its renewal; return how many waited, or not."""
    clerk = User.objects.get(username="lease_clerk")
    act: Any = {"amount": Decimal(-600), "reason": "Наказ 7", "by": clerk, "at": noon(day(8, 1))}
    chain = (lease, renewed(lease, clerk))
    at_once([partial(services.correct, each, **act) for each in chain])
    return [Posting.objects.count(), Proposal.objects.count()]


@pytest.fixture
def slow_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let time pass between the look at what was corrected and the posting."""
    look = correcting.is_above_limit

    def looked(*asked: Any) -> bool:
        found = look(*asked)
        time.sleep(1)
        return found

    monkeypatch.setattr(correcting, "is_above_limit", looked)


def test_slices_at_once_over_a_lease_and_its_renewal_count_together(
    lease: Lease, slow_look: None
) -> None:
    assert slices_at_once(lease) == [1, 1]


# Controls: what these tests would find ------------------------------------------------------------


def drop(*names: str) -> None:
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP INDEX {name}")


@pytest.fixture
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let both look before either writes, and the database refuse nothing."""
    together = threading.Barrier(2)
    look = matching.turn_of

    def looked(payment: Payment) -> int:
        turn = look(payment)
        together.wait(timeout=30)
        return turn

    monkeypatch.setattr(matching, "turn_of", looked)
    monkeypatch.setattr(matching, "locked", lambda _payment: None)


def test_without_the_constraint_a_payment_counts_twice(lease: Lease, nobody_waits: None) -> None:
    drop(ONE_POSTING)
    try:
        match_at_once(lease)
        found = balance(lease)
    finally:
        restore(ONE_POSTING)

    assert found == -2 * RENT


def test_without_the_lock_on_the_household_both_slices_are_posted(
    lease: Lease, slow_look: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(correcting, "locked_application", lambda _number: None)

    assert slices_at_once(lease) == [2, 0]


@pytest.fixture
def no_worker_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let both see what was charged before either charges, whatever lock they ask for."""
    together = threading.Barrier(2)
    look = charging.posted_by_month

    def looked(lease: Lease | None = None) -> Any:
        found = look(lease)
        if lease is not None:
            together.wait(timeout=30)
        return found

    monkeypatch.setattr(charging, "posted_by_month", looked)
    monkeypatch.setattr(LeaseQuerySet, "select_for_update", lambda leases, **_: leases)


def test_without_the_lock_and_the_constraints_a_month_is_charged_twice(
    lease: Lease, no_worker_waits: None
) -> None:
    drop(*ONE_CHARGE)
    try:
        at_once([lambda: charge(day(2, 1))] * 2)
        found = balance(lease)
    finally:
        restore(*ONE_CHARGE)

    assert found == 2 * RENT


def restore(*names: str) -> None:
    """Put the constraints back once what they would refuse is gone."""
    with lifted():
        Posting.objects.all().delete()
    with connection.schema_editor() as editor:
        for constraint in Posting._meta.constraints:
            if constraint.name in names:
                editor.add_constraint(Posting, constraint)
