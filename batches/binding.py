"""Putting the printed leases of a batch together: claimed, joined, then kept (`keeping.py`)."""

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

from batches.bound import Sheet, bind
from batches.cover import cover
from batches.keeping import ClaimLost, end, keep, refuse, renew
from batches.models import Batch
from batches.printing import Clock
from batches.reasons import NoLongerLive, check_lives
from batches.state import State
from leases.files import PdfAltered, read
from leases.models import Lease
from leases.services import NotApproved

logger = logging.getLogger(__name__)

ATTEMPTS = 3
RENEWED_EVERY = 50  # leases
LEFT_FOR = timedelta(days=1)  # longer than any batch is being put together


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
        return end(batch, State.FAILED, now())
    try:
        return put_together(batch, now)
    except ClaimLost:
        return False
    except Exception:
        logger.exception("batch %s", batch.pk)
        return False


def put_together(batch: Batch, now: Clock) -> bool:
    with scratch() as folder, translation.override("uk"):
        title = f"Договори найму житла, партія № {batch.pk}"
        bound = bind(sheets(batch, now), lambda: list_of(batch, now), Path(folder), title)
        if batch.items.done().exists():
            return keep(batch, bound, now())
        return end(batch, State.NOTHING, now())


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
    done = batch.items.done().select_related("lease__application").defer("lease__data")
    for place, item in enumerate(done):
        if place % RENEWED_EVERY == 0:
            renew(batch, now())
        try:
            yield sheet(item.lease)
        except (NoLongerLive, NotApproved, PdfAltered) as refused:
            refuse(item, type(refused))


def sheet(lease: Lease) -> Sheet:
    """Read the lease of an item. Raises NoLongerLive, NotApproved and PdfAltered."""
    check_lives(lease)
    return Sheet(lease.number, read(lease))
