"""What can be done with an application at intake: submit it; move it to another status."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from applications import attachments as arriving
from applications import clock, letters, numbers, revisions, rows
from applications.attachments import Attachment
from applications.documents import attach, create_document, create_documents
from applications.models import (
    Application,
    StatusChange,
    Submission,
)
from applications.package import Package
from applications.searching import search_text
from applications.status import MOVES, Status
from audit.commitments import Committed
from audit.services import record
from copies import services as copies
from copies.models import Copy
from deadlines.calendars import approved_calendar
from deadlines.ledger import last_day
from deadlines.working_days import day_in_kyiv

__all__ = [
    "KeyUsed",
    "MoveRefused",
    "attach",
    "create_document",
    "create_documents",
    "move",
    "submit",
    "submitted_with",
]

TRIES = 5  # a number drawn twice, or a key used at the same moment, is tried again


class KeyUsed(Exception):
    """The idempotency key already made another application, whose number is `number`."""

    def __init__(self, number: str) -> None:
        super().__init__("the key was used for another application")
        self.number = number


class MoveRefused(Exception):
    """The application cannot move from its present status to the one asked for."""

    def __init__(self, present: Status, to: Status) -> None:
        super().__init__(f"no move from {present} to {to}")
        self.present, self.to = present, to


def submit(
    package: Package,
    *,
    key: str,
    content_sha256: str,
    attachments: Sequence[Attachment] = (),
    owner: User | None = None,
    by: User | None = None,
    at: datetime,
    then: Callable[[Application], object] = bool,
) -> Application:
    """Register an application: number, day of receipt, due date, clock, receipt, audit entry.

    One durable transaction. The same key gives the same application, however often and from however
    many places at once; with another content it raises KeyUsed. Raises BeyondCalendar and
    NoTermsInForce for a day of receipt the clock cannot serve, FileTooLarge, FileEmpty and
    WrongKind for an attachment; then nothing is kept. A disk too full for uploads keeps nobody
    from submitting. `then` is done to the application in the same transaction, before its receipt
    is written: it may add papers. `owner` is the applicant whose pages show the application.
    """
    for _ in range(TRIES):
        if (earlier := submitted_with(key, content_sha256)) is not None:
            return earlier
        kept: list[Copy] = []
        try:
            with transaction.atomic(durable=True):
                kept.extend(
                    arriving.receive(each, by=by, at=at, even_when_full=True)
                    for each in attachments
                )
                made = create_application(package, owner)
                Submission.objects.create(
                    key=key, content_sha256=content_sha256, application=made, at=at
                )
                create_parts(made, package, attachments, kept, at)
                then(made)
                register(made, package, by=by, at=at)
                return made
        except IntegrityError:
            copies.remove_files(*kept)
        except BaseException:
            copies.remove_files(*kept)
            raise
    raise IntegrityError(f"no application could be registered in {TRIES} tries")


def submitted_with(key: str, content_sha256: str) -> Application | None:
    """Return the application this key already made. Raises KeyUsed for another content."""
    earlier = Submission.objects.select_related("application").filter(key=key).first()
    if earlier is None:
        return None
    if earlier.content_sha256 != content_sha256:
        raise KeyUsed(earlier.application.number)
    return earlier.application


def create_parts(
    application: Application,
    package: Package,
    attachments: Sequence[Attachment],
    kept: Sequence[Copy],
    at: datetime,
) -> None:
    """Write the people, the homes and the papers."""
    people = rows.create_people(application, package)
    rows.create_homes(application, package.homes, people)
    create_documents(application, attachments, kept, people, at)


def register(application: Application, package: Package, *, by: User | None, at: datetime) -> None:
    """Start the clock of an application, keep what was received and write the receipt."""
    clock.start(application, by=by, at=at)
    application.status_changes.create(to_status=application.status, by=by, at=at)
    revision = revisions.keep(application, package, by=by, at=at)
    letters.queue_receipt(application, at=at)
    helped = {} if application.owner is None else {"assisted": application.owner != by}
    record(
        "application.submitted",
        subject=f"application:{application.pk}",
        by=by,
        at=at,
        facts={
            "number": application.number,
            "channel": application.channel,
            "due_on": application.due_on.isoformat(),
            "content_sha256": Committed(application.submission.content_sha256),
            "revision_sha256": Committed(revision.sha256),
            "documents": application.documents.count(),
            **helped,
        },
    )


def create_application(package: Package, owner: User | None) -> Application:
    received_on = day_in_kyiv(package.received_at)
    calendar = approved_calendar()
    residence, number = package.former_residence, numbers.draw()
    return Application.objects.create(
        number=number,
        search_text=search_text(number, package.people),
        owner=owner,
        programme=package.programme,
        channel=package.channel,
        received_at=package.received_at,
        received_on=received_on,
        due_on=last_day([clock.first_step(received_on)], calendar=calendar),
        calendar_version=calendar.version,
        language=package.language,
        invitation_method=package.invitation_method,
        postal_address=package.postal_address,
        no_monetary_assistance=package.no_monetary_assistance,
        owns_no_housing=package.owns_no_housing,
        personal_data_notice=package.personal_data_notice,
        residence_bases=list(residence.bases) if residence else None,
        residence_katottg=residence.katottg if residence else None,
        residence_address=residence.address if residence else None,
    )


def move(
    application: Application, to: Status, *, by: User | None, reason: str, at: datetime
) -> StatusChange:
    """Move a locked application to another status and add to its history.

    The caller holds the row's lock and the transaction. Raises MoveRefused; then nothing changed.
    """
    present = Status(application.status)
    if to not in MOVES[present]:
        raise MoveRefused(present, to)
    application.status = to
    application.version += 1
    application.save(update_fields=["status", "version"])
    return application.status_changes.create(
        from_status=present, to_status=to, by=by, reason=reason, at=at
    )
