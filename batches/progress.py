"""How far a batch is, in numbers and in a sentence."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from batches.models import Batch, BatchItem
from batches.reasons import sentence
from batches.state import ItemState, State


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
    """One lease that was not printed, and why."""

    lease: int
    number: str
    dwelling: str
    reason: str


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
    return [of(item) for item in items]


def of(item: BatchItem) -> Refused:
    lease = item.lease
    dwelling = f"{lease.dwelling.building}, {lease.dwelling}"
    return Refused(lease.pk, lease.number, dwelling, sentence(item.reason))
