"""Issuing a lease: its PDF is printed once and kept with its SHA-256."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.services import record
from deadlines.working_days import day_in_kyiv
from leases import files, printing
from leases.landlord import refuse_incomplete
from leases.models import Lease, LeaseCode
from leases.moves import NotApproved, about, check, locked, locked_application, move
from leases.prolonged import refuse_other_tariff
from leases.rechecking import refuse_stale
from leases.snapshot import opened
from leases.status import Status


class NotIssued(Exception):
    """There is no PDF yet."""


class TemplateChanged(Exception):
    """The template is no longer the one the lease pinned; cancel the draft and draw up another."""


def issue(
    lease: Lease,
    *,
    by: User,
    at: datetime,
    seen: str = "",
    unless: Callable[[], None] | None = None,
) -> Lease:
    """Print the lease and keep its PDF with its SHA-256; from now on neither changes.

    Printed before anything is locked, from what the draft pinned. For a renewal the facts are asked
    again; `seen` is the digest of those the clerk looked at. `unless` is asked in the transaction
    that keeps it, and raises what stops it. Raises MoveRefused, NotApproved, TemplateChanged,
    LandlordIncomplete, ResidentsDiffer, FactsChanged, RentSince, CannotUnseal, FetchRefused and
    NotPrinted; then nothing has changed.
    """
    draft = Lease.objects.get(pk=lease.pk)
    check(draft, Status.ISSUED)
    if draft.template_sha256 != printing.template_sha256(draft.template):
        raise TemplateChanged
    refuse_incomplete(draft.data["landlord"])
    data = opened(draft.data)
    code = printing.code_of(draft.template, data)
    name, sha256 = files.store(printing.lease_pdf(draft.template, data))
    try:
        return keep(draft.pk, (name, sha256, code), seen, by, at, unless)
    except BaseException:
        files.discard(name)
        raise


@transaction.atomic
def keep(
    number: int,
    printed: tuple[str, str, str],
    seen: str,
    by: User,
    at: datetime,
    unless: Callable[[], None] | None,
) -> Lease:
    name, sha256, code = printed
    lease = locked(number)
    check(lease, Status.ISSUED)
    if lease.follows_id:
        lease.follows = locked(lease.follows_id)
        refuse_stale(lease, seen, by=by, at=at)
        refuse_other_tariff(lease, day_in_kyiv(at))
    if locked_application(lease.application_id).status != lease.awaited:
        raise NotApproved
    if unless is not None:
        unless()
    lease.pdf_name, lease.pdf_sha256 = name, sha256
    move(lease, Status.ISSUED, "pdf_name", "pdf_sha256", by=by, at=at)
    if code:
        LeaseCode.objects.create(lease=lease, sha256=code)
    record("lease.issued", subject=about(lease), by=by, at=at, facts={"pdf_sha256": sha256})
    return lease


@transaction.atomic
def read(lease: Lease, *, by: User, at: datetime) -> bytes:
    """Return the PDF as it was issued, and record who took it. Raises NotIssued and PdfAltered."""
    if not lease.pdf_name:
        raise NotIssued
    pdf = files.read(lease)
    record("lease.read", subject=about(lease), by=by, at=at, facts={"pdf_sha256": lease.pdf_sha256})
    return pdf
