"""Deleting what a batch no longer needs: its files after their time, and files of nobody."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

import printing.files
from audit.services import record
from batches import files
from batches.binding import remove_left
from batches.making import about, locked, move
from batches.models import Batch
from batches.state import State


def sweep(*, at: datetime) -> int:
    """Delete the files whose time is over and those no batch names; return how many of both.

    Safe to run twice and late.
    """
    over = Batch.objects.filter(state=State.READY, ended_at__lt=at - settings.BATCH_FILES_KEPT_FOR)
    numbers = list(over.order_by("pk").values_list("pk", flat=True))
    for number in numbers:
        let_go(number, at)
    remove_left(at)
    return len(numbers) + printing.files.sweep(files.FOLDER, named, at=at)


@transaction.atomic
def let_go(number: int, at: datetime) -> None:
    batch = locked(number)
    if batch.state != State.READY:
        return
    names = (batch.pdf_name, batch.zip_name)
    move(batch, State.SWEPT, pdf_name="", zip_name="")
    record("batch.swept", subject=about(batch), by=None, at=at)
    transaction.on_commit(lambda: files.discard(*names))


def named(names: set[str]) -> set[str]:
    """Return those of these names that batches have."""
    having = Batch.objects.filter(Q(pdf_name__in=names) | Q(zip_name__in=names))
    return {name for pair in having.values_list("pdf_name", "zip_name") for name in pair}
