"""What becomes of a lease after it is drawn up: signed, or cancelled before that."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from applications import services as intake
from applications.status import Status as ApplicationStatus
from audit.commitments import Committed
from audit.services import record
from deadlines.working_days import day_in_kyiv
from leases import letters
from leases.models import Lease
from leases.moves import DayRefused, NotApproved, about, check, locked, locked_application, move
from leases.prolonged import refuse_other_tariff
from leases.rechecking import refuse_other_residents
from leases.status import Status
from leases.turning import begin_if_come
from review.closing import require_not_to_be_closed


@transaction.atomic
def sign(lease: Lease, *, signed_on: date, by: User, at: datetime) -> Lease:
    """Record that both parties signed on the day; the application is then leased.

    A lease whose first day has come is in force at once. Raises MoveRefused, DayRefused (before
    the lease was issued, or after today in Kyiv), ResidentsDiffer for a renewal that names others
    than live there, RentSince for one of another rent once the term is over, NotApproved, when the
    application has been withdrawn meanwhile, and ClosingOpen, while somebody has recorded that it
    is to be.
    """
    lease = locked(lease.pk)
    check(lease, Status.SIGNED)
    if not issued_on(lease) <= signed_on <= day_in_kyiv(at):
        raise DayRefused
    if lease.follows_id:
        lease.follows = locked(lease.follows_id)
        refuse_other_residents(lease)
        refuse_other_tariff(lease, signed_on)
    lease_application(lease, by, at)
    lease.signed_on = signed_on
    move(lease, Status.SIGNED, "signed_on", by=by, at=at)
    facts = {"signed_on": signed_on.isoformat(), "pdf_sha256": lease.pdf_sha256}
    record("lease.signed", subject=about(lease), by=by, at=at, facts=facts)
    begin_if_come(lease, day_in_kyiv(at), at)
    return lease


def lease_application(lease: Lease, by: User, at: datetime) -> None:
    """Move the application to leased; a renewal finds it so already.

    Raises NotApproved and ClosingOpen.
    """
    application = locked_application(lease.application_id)
    if application.status != lease.awaited:
        raise NotApproved
    if not lease.follows_id:
        require_not_to_be_closed(application.pk)
        intake.move(application, ApplicationStatus.LEASED, by=by, reason=lease.number, at=at)


def issued_on(lease: Lease) -> date:
    """Return the day in Kyiv on which the text that is signed was printed. One query."""
    return day_in_kyiv(lease.changes.filter(to_status=Status.ISSUED).latest("pk").at)


@transaction.atomic
def cancel(lease: Lease, *, reason: str, by: User, at: datetime) -> Lease:
    """Cancel a lease nobody has signed; both are free again, and who was asked to sign is told.

    Raises MoveRefused.
    """
    lease = locked(lease.pk)
    check(lease, Status.CANCELLED)
    move(lease, Status.CANCELLED, by=by, reason=reason, at=at)
    facts = {"reason": Committed(reason)}
    letters.queue_cancelled(lease, at=at)
    record("lease.cancelled", subject=about(lease), by=by, at=at, facts=facts)
    return lease
