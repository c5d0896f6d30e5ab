"""Several workers at one batch, and a tariff that is approved while it runs."""

import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from batches import printing, services
from batches.models import BatchItem
from batches.state import ItemState
from leases import issuing, snapshot
from leases import printing as lease_printing
from leases.models import Lease
from leases.snapshot import opened
from rent.formula import monthly_rent
from rent.models import TariffRow
from rent.services import approve_tariff, enter_tariff
from tests.batches.builders import asked, blank_pdf, clock, drafts
from tests.leases.builders import NOON

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("tariff_of_2026"),
]
WORKERS, LEASES = 4, 8


@pytest.fixture
def pile(monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, Any]]:
    """What was printed, in the order in which it was: the data of each lease."""
    data_of_each: list[Mapping[str, Any]] = []

    def lease_pdf(template: str, data: Mapping[str, Any]) -> bytes:
        data_of_each.append(data)
        return blank_pdf(1)

    monkeypatch.setattr(lease_printing, "lease_pdf", lease_pdf)
    return data_of_each


def at_once(*acts: Callable[[], object]) -> None:
    """Do these at the same moment, each on a connection of its own."""
    together = threading.Barrier(len(acts))

    def act(one: Callable[[], object]) -> None:
        try:
            together.wait(timeout=30)
            one()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        list(threads.map(act, acts))


def work() -> None:
    services.print_waiting(now=clock(), lanes=1)


def test_of_several_workers_each_lease_is_printed_by_one(
    clerk: User, pile: list[Mapping[str, Any]]
) -> None:
    batch = asked(drafts(LEASES, clerk), clerk)

    at_once(*[work] * WORKERS)

    numbers = [data["number"] for data in pile]
    assert sorted(numbers) == sorted(set(numbers))
    assert batch.items.done().count() == LEASES


@pytest.mark.usefixtures("no_claims")
def test_control_without_claims_a_lease_is_printed_by_several(
    clerk: User, pile: list[Mapping[str, Any]]
) -> None:
    asked(drafts(1, clerk), clerk)

    at_once(*[work] * WORKERS)

    assert len(pile) > 1


@pytest.fixture
def no_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the first lease that waits, and only go on when all workers have looked."""
    together = threading.Barrier(WORKERS)
    seen = threading.local()

    def look(at: datetime) -> BatchItem | None:
        if hasattr(seen, "once"):
            return None
        item = BatchItem.objects.waiting().select_related("batch__by").first()
        seen.once = together.wait(timeout=30)
        return item

    monkeypatch.setattr(printing, "claim", look)


# A tariff that is approved meanwhile -------------------------------------------------------------


@pytest.fixture
def dearer(staff: Callable[..., User]) -> TariffRow:
    """A tariff of the next year, entered and not approved yet."""
    return enter_tariff(
        name="2027",
        start=date(2027, 1, 1),
        end=date(2027, 12, 31),
        per_square_metre=Decimal(400),
        by_rooms=(Decimal(1), Decimal("0.87"), Decimal("0.8")),
        social=Decimal("0.75"),
        source="зразок",
        by=staff("administrator"),
        at=NOON,
    )


@pytest.fixture
def halfway(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, threading.Event]]:
    """Stop the printer at half of the pile until something else is done meanwhile."""
    is_half, is_done = threading.Event(), threading.Event()
    printed, count = printing.printed, iter(range(1000))

    def stops(item: BatchItem, at: datetime) -> int:
        if next(count) == LEASES // 2:
            is_half.set()
            assert is_done.wait(timeout=30)
        return printed(item, at)

    monkeypatch.setattr(printing, "printed", stops)
    yield is_half, is_done
    is_done.set()


def print_and_approve(
    dearer: TariffRow, by: User, halfway: tuple[threading.Event, threading.Event]
) -> None:
    is_half, is_done = halfway

    def approve() -> None:
        assert is_half.wait(timeout=30)
        approve_tariff(dearer.pk, by=by, at=NOON)
        is_done.set()

    at_once(work, approve)


def test_a_tariff_approved_while_a_batch_runs_changes_no_lease_in_it(
    clerk: User,
    dearer: TariffRow,
    halfway: tuple[threading.Event, threading.Event],
    pile: list[Mapping[str, Any]],
) -> None:
    batch = asked(drafts(LEASES, clerk), clerk)
    pinned = dict(Lease.objects.values_list("number", "data__rent__figures"))

    print_and_approve(dearer, clerk, halfway)

    dearer.refresh_from_db()
    assert dearer.approved_at == NOON
    assert batch.items.filter(state=ItemState.DONE).count() == LEASES
    assert {data["number"]: data["rent"]["figures"] for data in pile} == pinned
    assert len(set(pinned.values())) == 1


@pytest.mark.usefixtures("rent_of_the_moment")
def test_control_printed_at_the_tariff_of_the_moment_a_building_has_two_rents(
    clerk: User,
    dearer: TariffRow,
    halfway: tuple[threading.Event, threading.Event],
    pile: list[Mapping[str, Any]],
) -> None:
    asked(drafts(LEASES, clerk), clerk)

    print_and_approve(dearer, clerk, halfway)

    assert len({data["rent"]["figures"] for data in pile}) == 2


@pytest.fixture
def rent_of_the_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Print the rent by the tariff that was approved last, instead of what the lease pinned."""

    def at_the_last_tariff(data: dict[str, Any]) -> dict[str, Any]:
        last = TariffRow.objects.approved().latest("end")
        statement = monthly_rent(Decimal(53), 2, last.tariff())
        return {**opened(data), "rent": snapshot.rent(statement, last.name)}

    monkeypatch.setattr(issuing, "opened", at_the_last_tariff)
