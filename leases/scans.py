"""Signed papers, scanned or signed electronically: kept to the byte, opened once they are clean."""

from datetime import datetime
from typing import Any, BinaryIO

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.http import FileResponse

from accounts.models import User
from audit.commitments import Facts
from audit.services import record
from copies import files as stored
from copies import services as copies
from copies import serving
from copies.models import Copy
from leases.models import Lease, Scan, Scanned
from leases.moves import about, locked


class ScanAttached(Exception):
    """The same file is attached to this lease already."""


def attach(
    lease: Lease, source: "BinaryIO | File[Any]", *, shows: str, name: str, by: User, at: datetime
) -> Scan:
    """Keep a file as it came, with its SHA-256, and have a copy of it checked.

    Raises FileEmpty, FileTooLarge, WrongKind, NoSpace and ScanAttached; then nothing is kept.
    """
    copy: Copy | None = None
    kept = ""
    try:
        with transaction.atomic():
            copy = copies.receive(source, name=name, by=by, at=at)
            source.seek(0)
            kept = stored.store(source)
            return written(lease, copy, kept, Scanned(shows), by, at)
    except BaseException as refusal:
        stored.remove(*filter(None, (kept, copy.stored_name if copy else "")))
        if isinstance(refusal, IntegrityError):
            raise ScanAttached from refusal
        raise


def written(lease: Lease, copy: Copy, kept: str, shows: Scanned, by: User, at: datetime) -> Scan:
    locked(lease.pk)
    scan = Scan.objects.create(
        lease=lease, shows=shows, copy=copy, stored_name=kept, sha256=copy.sha256, by=by, at=at
    )
    facts: Facts = {"scan": scan.pk, "shows": scan.shows, "sha256": scan.sha256}
    record("lease.scan_attached", subject=about(lease), by=by, at=at, facts=facts)
    return scan


@transaction.atomic
def look_at_scan(scan: Scan, number: int, *, by: User, at: datetime) -> FileResponse:
    """Return our picture of a page, also while the file waits for a scanner; record who looked.

    Raises Http404 where no picture may be shown, CopyMissing and CopyAltered.
    """
    answer = serving.page(scan.copy, number)
    facts: Facts = {"scan": scan.pk, "sha256": scan.sha256, "page": number}
    record("lease.scan_read", subject=about(scan.lease), by=by, at=at, facts=facts)
    return answer


@transaction.atomic
def open_scan(scan: Scan, *, by: User, at: datetime) -> "File[Any]":
    """Open a file as it came, and record who did. Raises NotClean, CopyMissing and CopyAltered."""
    file = as_it_came(scan)
    facts: Facts = {"scan": scan.pk, "sha256": scan.sha256}
    record("lease.scan_read", subject=about(scan.lease), by=by, at=at, facts=facts)
    return file


def as_it_came(scan: Scan) -> "File[Any]":
    """Open a file as it came; who takes it is for the caller.

    Raises NotClean, CopyMissing and CopyAltered.
    """
    copies.open_clean(scan.copy).close()
    return stored.opened(scan.stored_name, scan.sha256)
