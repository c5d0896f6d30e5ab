"""Handing out the files of a batch: each lease in them is a reading of personal data."""

from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from batches import files
from batches.making import about
from batches.models import Batch, BatchItem
from batches.progress import fallen
from batches.state import State

AT_ONCE = 50  # entries of one transaction: every other writer of the chain waits for its end


class Kind(TextChoices):
    """Which of the two files."""

    PDF = "pdf", _("for the printer")
    ZIP = "zip", _("single PDFs")


class NotReady(Exception):
    """There are no files yet, or no longer."""


class HasFallen(Exception):
    """Leases in the files are cancelled or have ended, or will be: nobody is to sign them."""


def take(batch: Batch, kind: Kind, *, by: User, at: datetime) -> "File[Any]":
    """Open a file of a batch, once it is recorded of every lease in it who took it.

    The applicants see these readings as they see those of a single lease. Raises NotReady,
    HasFallen and FileAltered; then nothing is recorded.
    """
    if batch.state != State.READY:
        raise NotReady
    if fallen(batch):
        raise HasFallen
    name, sha256 = {
        Kind.PDF: (batch.pdf_name, batch.pdf_sha256),
        Kind.ZIP: (batch.zip_name, batch.zip_sha256),
    }[kind]
    file = files.opened(name, sha256)
    record_readings(batch, by, at)
    with transaction.atomic():
        facts = {"file": str(kind.value), "sha256": sha256}
        record("batch.read", subject=about(batch), by=by, at=at, facts=facts)
    return file


def record_readings(batch: Batch, by: User, at: datetime) -> None:
    items = list(batch.items.done().select_related("lease").defer("lease__data"))
    for start in range(0, len(items), AT_ONCE):
        record_some(items[start : start + AT_ONCE], by, at)


@transaction.atomic
def record_some(items: list[BatchItem], by: User, at: datetime) -> None:
    for item in items:
        facts: dict[str, str | int | bool | None] = {
            "pdf_sha256": item.lease.pdf_sha256,
            "batch": item.batch_id,
        }
        record("lease.read", subject=f"lease:{item.lease_id}", by=by, at=at, facts=facts)
