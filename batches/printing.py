"""The leases of all batches, printed one by one: claimed, issued or taken as stored, settled.

A claim is committed before the work, so that nobody else does it; a worker that dies leaves its
claim behind, and the clock puts it back. Issuing is one transaction a lease, and an issued lease is
taken as it was stored: whatever is done twice comes to the same.
"""

import io
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from time import monotonic

import pikepdf
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from batches.making import locked, move
from batches.models import Batch, BatchItem
from batches.poke import BIND, GO_ON, poke
from batches.reasons import FAILED, MayNoLonger, NoLongerLive, check_lives
from batches.state import ItemState, State
from leases import files, services
from leases.access import MAKE
from leases.explained import REFUSALS
from leases.models import Lease
from leases.status import LIVE, Status
from sealing.texts import CannotUnseal

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]
REFUSED: tuple[type[Exception], ...] = (*REFUSALS, CannotUnseal, MayNoLonger, NoLongerLive)
PAUSE = timedelta(seconds=15)  # at most between a task of printing and the one that goes on
ATTEMPTS = 3  # of one lease: what fails or kills its worker so often is left to a person


class CalledOff(Exception):
    """The batch was called off while the lease was being printed."""


def print_waiting(*, now: Clock, lanes: int) -> int:
    """Print what waits, so many leases at once, until none waits or the time is over.

    Returns how many were settled. Safe to run twice, late, and in several processes at once.
    """
    put_back_abandoned(now())
    over = monotonic() + settings.BATCH_SWEEP_FOR.total_seconds()
    has_work = BatchItem.objects.waiting().exists()
    settled = in_lanes(lambda: lane(now, over), lanes) if has_work else 0
    finish_printed(now())
    if BatchItem.objects.waiting().exists():
        poke(GO_ON)
    return settled


def is_under_way(at: datetime) -> bool:
    """Tell whether leases are being printed: then who does it goes on without the clock.

    A second chain of tasks would take the workers from letters and reminders.
    """
    lately = at - settings.BATCH_SWEEP_FOR - PAUSE
    return BatchItem.objects.filter(batch__state=State.PRINTING, claimed_at__gt=lately).exists()


def in_lanes(work: Callable[[], int], lanes: int) -> int:
    """Do the work in so many threads: they wait for the printer, which has processes of its own."""
    if lanes == 1:
        return work()

    def with_own_connection() -> int:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(lanes) as threads:
        started = [threads.submit(with_own_connection) for _ in range(lanes)]
        return sum(each.result() for each in started)


def lane(now: Clock, over: float) -> int:
    settled = 0
    while monotonic() < over and (item := claim(now())):
        settled += settle(item, **attempt(item, now()))
    return settled


@transaction.atomic(durable=True)
def claim(at: datetime) -> BatchItem | None:
    """Take the lease whose turn it is and commit that, so that nobody else prints it."""
    turn = BatchItem.objects.waiting()
    item = turn.select_for_update(skip_locked=True, of=("self",)).first()
    if item is None:
        return None
    waiting = BatchItem.objects.filter(pk=item.pk, state=ItemState.WAITING)
    claimed = {"claimed_at": at, "attempts": F("attempts") + 1}
    if not waiting.update(state=ItemState.CLAIMED, **claimed):
        return None
    return BatchItem.objects.select_related("batch__by").get(pk=item.pk)


def attempt(item: BatchItem, at: datetime) -> dict[str, object]:
    """Print the lease of an item; return what becomes of the item.

    Whatever fails is tried again so many times, and keeps no other lease of the batch waiting.
    """
    try:
        return {"state": ItemState.DONE, "pages": printed(item, at)}
    except CalledOff:
        return {"state": ItemState.WAITING, "claimed_at": None}
    except services.NotPrinted as stopped:  # perhaps the machine was only slow
        logger.warning("item %s of batch %s: %s", item.pk, item.batch_id, stopped.why)
        return again(item)
    except REFUSED as refused:
        return {"state": ItemState.REFUSED, "reason": type(refused).__name__}
    except Exception:
        logger.exception("item %s of batch %s", item.pk, item.batch_id)
        return again(item)


def again(item: BatchItem) -> dict[str, object]:
    if item.attempts < ATTEMPTS:
        return {"state": ItemState.WAITING, "claimed_at": None}
    return {"state": ItemState.REFUSED, "reason": FAILED}


def printed(item: BatchItem, at: datetime) -> int:
    """See that the lease has its PDF; return its pages.

    Raises the refusals of `leases.services.issue`, CalledOff, NoLongerLive, MayNoLonger and
    PdfAltered.
    """
    lease = Lease.objects.select_related("application").get(pk=item.lease_id)
    if lease.status == Status.DRAFT:
        issue(lease, item, at)
        lease.refresh_from_db()
    check_lives(lease)
    return pages(files.read(lease))


def issue(lease: Lease, item: BatchItem, at: datetime) -> None:
    """Issue a draft; one that somebody else has issued meanwhile is as good."""
    by = item.batch.by
    if not (by.is_active and by.has_perm(MAKE)):
        raise MayNoLonger
    try:
        services.issue(lease, by=by, at=at, unless=lambda: stop_where_called_off(item))
    except services.MoveRefused as refused:
        if refused.present not in LIVE:
            raise NoLongerLive from None


def stop_where_called_off(item: BatchItem) -> None:
    """Hold the batch until the lease is kept, so that calling it off comes before or after it.

    Raises CalledOff.
    """
    if locked(item.batch_id).state == State.CANCELLED:
        raise CalledOff


def pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def settle(item: BatchItem, **left: object) -> bool:
    """Write down what became of an item, unless its claim has been taken over meanwhile."""
    mine = BatchItem.objects.filter(pk=item.pk, state=ItemState.CLAIMED, claimed_at=item.claimed_at)
    return bool(mine.update(**left))


def put_back_abandoned(at: datetime) -> None:
    """Let the leases wait again whose worker died between the claim and its outcome."""
    claimed_before = at - settings.BATCH_CLAIM_HOLDS_FOR
    for item in BatchItem.objects.abandoned(claimed_before=claimed_before).order_by("pk"):
        settle(item, **again(item))


def finish_printed(at: datetime) -> None:
    """Hand the batches on of which every lease is settled."""
    unsettled = BatchItem.objects.unsettled().values("batch")
    done = Batch.objects.filter(state=State.PRINTING).exclude(pk__in=unsettled)
    for number in done.order_by("pk").values_list("pk", flat=True):
        finish(number, at)


@transaction.atomic
def finish(number: int, at: datetime) -> None:
    batch = locked(number)
    if batch.state != State.PRINTING or batch.items.unsettled().exists():
        return
    if batch.items.done().exists():
        move(batch, State.BINDING)
        transaction.on_commit(lambda: poke(BIND))
    else:
        move(batch, State.NOTHING, ended_at=at)
