"""Deleting what a batch no longer needs: its files after their time, and files of nobody."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from audit.services import record
from batches import files
from batches.binding import remove_left
from batches.making import about, locked, move
from batches.models import Batch
from batches.state import State

NAMELESS_KEPT_FOR = timedelta(days=1)  # longer than any file waits for its row


def sweep(*, at: datetime) -> int:
    """Delete the files whose time is over and those no batch names; return how many of both.

    Safe to run twice and late.
    """
    over = Batch.objects.filter(state=State.READY, ended_at__lt=at - settings.BATCH_FILES_KEPT_FOR)
    for number in over.order_by("pk").values_list("pk", flat=True):
        let_go(number, at)
    remove_left(at)
    left = [name for name in nameless() if is_old(name, at)]
    files.discard(*left)
    return len(over) + len(left)


@transaction.atomic
def let_go(number: int, at: datetime) -> None:
    batch = locked(number)
    if batch.state != State.READY:
        return
    names = (batch.pdf_name, batch.zip_name)
    move(batch, State.SWEPT, pdf_name="", zip_name="")
    record("batch.swept", subject=about(batch), by=None, at=at)
    transaction.on_commit(lambda: files.discard(*names))


def nameless() -> set[str]:
    """Return the stored files of batches that no row names."""
    folder = files.FOLDER
    stored = default_storage.listdir(folder)[1] if default_storage.exists(folder) else []
    names = {f"{folder}/{name}" for name in stored}
    named = Batch.objects.filter(Q(pdf_name__in=names) | Q(zip_name__in=names))
    return names - {name for pair in named.values_list("pdf_name", "zip_name") for name in pair}


def is_old(name: str, at: datetime) -> bool:
    return default_storage.get_modified_time(name) < at - NAMELESS_KEPT_FOR
