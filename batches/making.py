"""Asking for leases to be printed together, and calling it off."""

import re
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import User
from audit.services import record
from batches.models import Batch, BatchItem
from batches.poke import WORK, poke
from batches.state import MOVES, State
from leases.models import Lease
from leases.status import Status

MOST = 1000  # leases of one batch: a van of paper, and what the memory of a worker is measured for


class NothingChosen(Exception):
    """A batch has one lease or more."""


class TooMany(Exception):
    """More leases than one batch may have."""


class NotRunning(Exception):
    """The batch has ended: `state` says how."""

    def __init__(self, state: State) -> None:
        super().__init__(f"the batch is {state}")
        self.state = state


def make(chosen: Collection[int], *, key: UUID, place: str = "", by: User, at: datetime) -> Batch:
    """Ask for these leases to be printed together, in the order of their dwellings.

    Asked twice with one key, returns the batch of the first time. Raises NothingChosen and TooMany.
    """
    if existing := Batch.objects.filter(key=key).first():
        return existing
    leases = in_order(chosen)
    if not leases:
        raise NothingChosen
    if len(leases) > MOST:
        raise TooMany
    try:
        return write(leases, key, place, by, at)
    except IntegrityError:
        return Batch.objects.get(key=key)


@transaction.atomic
def write(leases: list[Lease], key: UUID, place: str, by: User, at: datetime) -> Batch:
    batch = Batch.objects.create(key=key, place=place, by=by, at=at)
    BatchItem.objects.bulk_create(
        BatchItem(batch=batch, lease=lease, position=place, was_draft=lease.status == Status.DRAFT)
        for place, lease in enumerate(leases, start=1)
    )
    facts = {"leases": len(leases)}
    record("batch.asked", subject=about(batch), by=by, at=at, facts=facts)
    transaction.on_commit(lambda: poke(WORK))
    return batch


def in_order(chosen: Collection[int]) -> list[Lease]:
    """Return the leases by site, building and number of the dwelling: 2 stands before 10."""
    leases = Lease.objects.select_related("dwelling__building__site", "application")
    return sorted(leases.filter(pk__in=chosen), key=place_of)


def place_of(lease: Lease) -> tuple[object, ...]:
    dwelling, building = lease.dwelling, lease.dwelling.building
    return (building.site.name, natural(building.address), natural(dwelling.number), lease.pk)


def natural(text: str) -> list[tuple[int, str]]:
    """Return what sorts digits in a text as the number they write."""
    parts = re.findall(r"[0-9]+|[^0-9]+", text)
    return [(int(part), "") if part[0] in "0123456789" else (-1, part) for part in parts]


@transaction.atomic
def cancel(batch: Batch, *, by: User, at: datetime) -> Batch:
    """Call a batch off: what is issued stays issued, nothing more is. Raises NotRunning."""
    found = locked(batch.pk)
    move(found, State.CANCELLED, ended_at=at)
    record("batch.cancelled", subject=about(found), by=by, at=at)
    return found


def locked(number: int) -> Batch:
    return Batch.objects.select_for_update(of=("self",)).get(pk=number)


def move(batch: Batch, to: State, **changed: object) -> None:
    """Save the new status of a locked batch with what else changed. Raises NotRunning."""
    present = State(batch.state)
    if to not in MOVES[present]:
        raise NotRunning(present)
    for field, value in {"state": to, **changed}.items():
        setattr(batch, field, value)
    batch.save(update_fields=["state", *changed])


def about(batch: Batch) -> str:
    return f"batch:{batch.pk}"
