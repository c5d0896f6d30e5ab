"""Putting the printed leases of a batch together, once, by whoever holds the claim."""

import logging
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from shutil import rmtree

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation

from audit.services import record
from batches import files
from batches.bound import Bound, Sheet, bind
from batches.cover import cover
from batches.making import about, locked, move
from batches.models import Batch, BatchItem
from batches.printing import Clock
from batches.reasons import NoLongerLive
from batches.state import ItemState, State
from leases.files import PdfAltered, read
from leases.models import Lease
from leases.status import LIVE

logger = logging.getLogger(__name__)

ATTEMPTS = 3
RENEWED_EVERY = 50  # leases
LEFT_FOR = timedelta(days=1)  # longer than any batch is being put together


class ClaimLost(Exception):
    """Somebody else puts the batch together, or it was called off."""


def bind_waiting(*, now: Clock) -> int:
    """Put together what is printed, the oldest first; return how many came to an end.

    Safe to run twice, late, and in several processes at once.
    """
    bound = 0
    while batch := claim(now()):
        bound += is_bound(batch, now)
    return bound


@transaction.atomic(durable=True)
def claim(at: datetime) -> Batch | None:
    """Take the batch whose turn it is and commit that, so that nobody else binds it."""
    free = Q(claimed_at=None) | Q(claimed_at__lt=at - settings.BATCH_CLAIM_HOLDS_FOR)
    waiting = Batch.objects.filter(free, state=State.BINDING).order_by("pk")
    batch = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    if batch is None:
        return None
    batch.claimed_at, batch.attempts = at, batch.attempts + 1
    batch.save(update_fields=["claimed_at", "attempts"])
    return batch


def is_bound(batch: Batch, now: Clock) -> bool:
    """Bind a batch; one that fails keeps no other waiting, and is tried again with the clock."""
    if batch.attempts > ATTEMPTS:
        return give_up(batch, now())
    try:
        return put_together(batch, now)
    except ClaimLost:
        return False
    except Exception:
        logger.exception("batch %s", batch.pk)
        return False


@transaction.atomic
def give_up(batch: Batch, at: datetime) -> bool:
    move(mine(batch), State.FAILED, ended_at=at)
    return True


def put_together(batch: Batch, now: Clock) -> bool:
    with scratch() as folder, translation.override("uk"):
        title = f"Договори найму житла, партія № {batch.pk}"
        bound = bind(sheets(batch, now), lambda: list_of(batch, now), Path(folder), title)
        if batch.items.done().exists():
            return keep(batch, bound, now())
        return end_empty(batch, now())


def list_of(batch: Batch, now: Clock) -> list[bytes]:
    renew(batch, now())
    return cover(batch)


def scratch() -> "tempfile.TemporaryDirectory[str]":
    """Return a folder for this binding; what it leaves when it is killed, `remove_left` deletes."""
    place = settings.VAR / "binding"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return tempfile.TemporaryDirectory(dir=place)


def remove_left(at: datetime) -> None:
    """Delete the folders of workers that were killed while they bound."""
    place = settings.VAR / "binding"
    for folder in place.iterdir() if place.exists() else ():
        if folder.stat().st_mtime < (at - LEFT_FOR).timestamp():
            rmtree(folder, ignore_errors=True)


def sheets(batch: Batch, now: Clock) -> Iterator[Sheet]:
    """Yield the leases that are done, each read when it is wanted.

    One that is spoilt, or no longer lives, is refused. Raises ClaimLost.
    """
    for place, item in enumerate(batch.items.done().select_related("lease").defer("lease__data")):
        if place % RENEWED_EVERY == 0:
            renew(batch, now())
        try:
            yield sheet(item.lease)
        except (NoLongerLive, PdfAltered) as refused:
            refuse(item, type(refused))


def sheet(lease: Lease) -> Sheet:
    """Read the lease of an item, if it still lives. Raises NoLongerLive and PdfAltered."""
    if lease.status not in LIVE:
        raise NoLongerLive
    return Sheet(lease.number, read(lease))


def refuse(item: BatchItem, why: type[Exception]) -> None:
    item.state, item.pages, item.reason = ItemState.REFUSED, None, why.__name__
    item.save(update_fields=["state", "pages", "reason"])


@transaction.atomic
def renew(batch: Batch, at: datetime) -> None:
    held = mine(batch)
    held.claimed_at = batch.claimed_at = at
    held.save(update_fields=["claimed_at"])


def mine(batch: Batch) -> Batch:
    """Return the batch, locked. Raises ClaimLost where the claim is no longer ours."""
    found = locked(batch.pk)
    if found.state != State.BINDING or found.claimed_at != batch.claimed_at:
        raise ClaimLost
    return found


def keep(batch: Batch, bound: Bound, at: datetime) -> bool:
    pdf, archive = files.store(bound.pdf), files.store(bound.archive)
    try:
        return make_ready(batch, pdf, archive, at)
    except BaseException:
        files.discard(pdf.name, archive.name)
        raise


@transaction.atomic
def make_ready(batch: Batch, pdf: files.Stored, archive: files.Stored, at: datetime) -> bool:
    found = mine(batch)
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


@transaction.atomic
def end_empty(batch: Batch, at: datetime) -> bool:
    move(mine(batch), State.NOTHING, ended_at=at)
    return True
