"""What becomes of a lease after it is drawn up: signed, ended, or cancelled before that."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from applications import services as intake
from applications.status import Status as ApplicationStatus
from audit.commitments import Committed, Facts
from audit.services import record
from deadlines.working_days import day_in_kyiv
from leases.models import Lease
from leases.moves import DayRefused, NotApproved, about, check, locked, locked_application, move
from leases.status import Status


@transaction.atomic
def sign(lease: Lease, *, signed_on: date, by: User, at: datetime) -> Lease:
    """Record that both parties signed on the day; the application is then leased.

    Raises MoveRefused, DayRefused (before the lease was issued, or after today in Kyiv) and
    NotApproved, when the application has been withdrawn meanwhile.
    """
    lease = locked(lease.pk)
    check(lease, Status.SIGNED)
    if not issued_on(lease) <= signed_on <= day_in_kyiv(at):
        raise DayRefused
    application = locked_application(lease.application_id)
    try:
        intake.move(application, ApplicationStatus.LEASED, by=by, reason=lease.number, at=at)
    except intake.MoveRefused as refusal:
        raise NotApproved from refusal
    lease.signed_on = signed_on
    move(lease, Status.SIGNED, "signed_on", by=by, at=at)
    facts = {"signed_on": signed_on.isoformat(), "pdf_sha256": lease.pdf_sha256}
    record("lease.signed", subject=about(lease), by=by, at=at, facts=facts)
    return lease


def issued_on(lease: Lease) -> date:
    """Return the day in Kyiv on which the text that is signed was printed. One query."""
    return day_in_kyiv(lease.changes.filter(to_status=Status.ISSUED).latest("pk").at)


@transaction.atomic
def end(lease: Lease, *, ended_on: date, reason: str, by: User, at: datetime) -> Lease:
    """Record that a signed lease has ended; its dwelling is free again.

    Raises MoveRefused, and DayRefused for a day before it was signed or after today in Kyiv.
    """
    lease = locked(lease.pk)
    check(lease, Status.ENDED)
    if lease.signed_on is None or not lease.signed_on <= ended_on <= day_in_kyiv(at):
        raise DayRefused
    lease.ended_on = ended_on
    move(lease, Status.ENDED, "ended_on", by=by, reason=reason, at=at)
    facts: Facts = {"ended_on": ended_on.isoformat(), "reason": Committed(reason)}
    record("lease.ended", subject=about(lease), by=by, at=at, facts=facts)
    return lease


@transaction.atomic
def cancel(lease: Lease, *, reason: str, by: User, at: datetime) -> Lease:
    """Cancel a lease nobody has signed; both are free again. Raises MoveRefused."""
    lease = locked(lease.pk)
    check(lease, Status.CANCELLED)
    move(lease, Status.CANCELLED, by=by, reason=reason, at=at)
    facts = {"reason": Committed(reason)}
    record("lease.cancelled", subject=about(lease), by=by, at=at, facts=facts)
    return lease
