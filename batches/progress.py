"""How far a batch is, in numbers and in a sentence."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from batches.models import Batch, BatchItem
from batches.reasons import NoLongerLive, check_lives, sentence
from batches.state import ItemState, State
from leases.models import Lease
from leases.services import NotApproved
from leases.status import Status


@dataclass(frozen=True, slots=True)
class Progress:
    """Leases of a batch by what became of them."""

    total: int
    done: int
    refused: int
    drafts: int

    @property
    def settled(self) -> int:
        return self.done + self.refused


@dataclass(frozen=True, slots=True)
class Refused:
    """One lease that was not printed, or that nobody is to sign any more, and why."""

    lease: int
    number: str
    dwelling: str
    reason: str


@dataclass(frozen=True, slots=True)
class AfterAll:
    """One lease that was a draft when a batch was asked for, and what it is now."""

    lease: int
    number: str
    dwelling: str
    status: Status


def progress(batch: Batch) -> Progress:
    """Count what became of the leases of a batch. One query."""
    counted: dict[str, int] = batch.items.aggregate(
        total=Count("pk"),
        done=Count("pk", filter=Q(state=ItemState.DONE)),
        refused=Count("pk", filter=Q(state=ItemState.REFUSED)),
        drafts=Count("pk", filter=Q(state=ItemState.DONE, was_draft=True)),
    )
    return Progress(**counted)


def said(batch: Batch, found: Progress) -> str:
    """Say in a sentence how far a batch is that runs."""
    if batch.state == State.PRINTING:
        return ngettext(
            "%(settled)s of %(total)s lease is through.",
            "%(settled)s of %(total)s leases are through.",
            found.total,
        ) % {"settled": found.settled, "total": found.total}
    return _("All leases are through; the files are being put together.")


def as_document(batch: Batch) -> dict[str, Any]:
    """Return what the script of the page asks for now and then."""
    found = progress(batch)
    return {
        "state": batch.state,
        "settled": found.settled,
        "total": found.total,
        "said": said(batch, found),
    }


def refused(batch: Batch) -> list[Refused]:
    """Return the leases that were not printed, in their order. One query."""
    items = batch.items.refused().select_related("lease__dwelling__building")
    return [of(item, item.reason) for item in items]


def fallen(batch: Batch) -> list[Refused]:
    """Return the leases in the files that nobody is to sign any more, in their order. One query.

    While there is one, the files are not handed out.
    """
    items = batch.items.done() if batch.state == State.READY else batch.items.none()
    found = items.select_related("lease__application", "lease__dwelling__building")
    return [of(item, why) for item in found.defer("lease__data") if (why := fall_of(item.lease))]


def fall_of(lease: Lease) -> str:
    try:
        check_lives(lease)
    except (NoLongerLive, NotApproved) as fell:
        return type(fell).__name__
    return ""


def of(item: BatchItem, reason: str) -> Refused:
    return Refused(item.lease_id, item.lease.number, place(item.lease), sentence(reason))


def again(batch: Batch, fell: Collection[Refused] = ()) -> list[int]:
    """Return the leases to ask for once more: what is in no file that can be taken. One query.

    Those in the files that fell are not among them.
    """
    items = batch.items.none() if batch.is_running else batch.items.all()
    if batch.state == State.READY and not fell:
        items = items.filter(state=ItemState.REFUSED)
    items = items.exclude(lease__in=[each.lease for each in fell])
    return list(items.order_by("position").values_list("lease", flat=True))


def place(lease: Lease) -> str:
    return f"{lease.dwelling.building}, {lease.dwelling}"


def after_all(batch: Batch) -> list[AfterAll]:
    """Return what the drafts of a batch that was called off are now, in their order. One query.

    Asked of the leases, for a worker that died said nothing of what it had issued.
    """
    items = batch.items.filter(was_draft=True).order_by("position")
    drafts = items.select_related("lease__dwelling__building").defer("lease__data")
    return [
        AfterAll(item.lease_id, item.lease.number, place(item.lease), Status(item.lease.status))
        for item in drafts
    ]
