"""Keeping what was put together, by whoever still holds the claim, of leases that still live."""

from datetime import datetime

from django.db import transaction

from audit.services import record
from batches import files
from batches.bound import Bound
from batches.making import about, locked, move
from batches.models import Batch, BatchItem
from batches.reasons import NoLongerLive, check_lives
from batches.state import ItemState, State
from leases.models import Lease
from leases.services import NotApproved


class ClaimLost(Exception):
    """Somebody else puts the batch together, or it was called off."""


def keep(batch: Batch, bound: Bound, at: datetime) -> bool:
    """Store both files and name them, unless a lease in them has fallen: tell whether they are.

    Then the next claim puts the batch together without it. Raises ClaimLost.
    """
    pdf, archive = files.store(bound.pdf), files.store(bound.archive)
    is_kept = False
    try:
        is_kept = is_ready(batch, pdf, archive, at)
    finally:
        if not is_kept:
            files.discard(pdf.name, archive.name)
    return is_kept


@transaction.atomic
def is_ready(batch: Batch, pdf: files.Stored, archive: files.Stored, at: datetime) -> bool:
    """Move the batch on while its leases are locked, so that none falls in between.

    Leases are locked before the batch, as where one is issued.
    """
    fallen = refuse_fallen(batch)
    found = mine(batch)
    if fallen:
        found.claimed_at, found.attempts = None, 0
        found.save(update_fields=["claimed_at", "attempts"])
        return False
    move(
        found,
        State.READY,
        ended_at=at,
        pdf_name=pdf.name,
        pdf_sha256=pdf.sha256,
        pdf_bytes=pdf.size,
        zip_name=archive.name,
        zip_sha256=archive.sha256,
        zip_bytes=archive.size,
    )
    facts = {"pdf_sha256": pdf.sha256, "zip_sha256": archive.sha256}
    record("batch.ready", subject=about(found), by=None, at=at, facts=facts)
    return True


def refuse_fallen(batch: Batch) -> int:
    """Lock the leases that were put together; refuse those that fell meanwhile, and count them."""
    done = {item.lease_id: item for item in batch.items.done()}
    leases = Lease.objects.select_for_update(of=("self",)).select_related("application")
    fallen = 0
    for lease in leases.filter(pk__in=done).defer("data").order_by("pk"):
        try:
            check_lives(lease)
        except (NoLongerLive, NotApproved) as refused:
            refuse(done[lease.pk], type(refused))
            fallen += 1
    return fallen


def refuse(item: BatchItem, why: type[Exception]) -> None:
    item.state, item.pages, item.reason = ItemState.REFUSED, None, why.__name__
    item.save(update_fields=["state", "pages", "reason"])


@transaction.atomic
def renew(batch: Batch, at: datetime) -> None:
    held = mine(batch)
    held.claimed_at = batch.claimed_at = at
    held.save(update_fields=["claimed_at"])


@transaction.atomic
def end(batch: Batch, state: State, at: datetime) -> bool:
    """End a batch without files. Raises ClaimLost."""
    move(mine(batch), state, ended_at=at)
    return True


def mine(batch: Batch) -> Batch:
    """Return the batch, locked. Raises ClaimLost where the claim is no longer ours."""
    found = locked(batch.pk)
    if found.state != State.BINDING or found.claimed_at != batch.claimed_at:
        raise ClaimLost
    return found
