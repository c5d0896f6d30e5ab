"""What ends an application without a decision."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from applications.models import Application
from applications.selectors import same_people
from applications.services import MoveRefused, move
from applications.status import Status
from audit.commitments import Committed, Facts
from audit.services import record
from review import corrections, letters
from review.assigning import require_own
from review.awaiting import close, open_proposal
from review.evidence import ReasonMissing
from review.lock import locked, locked_both, subject_of
from review.models import State

CLOSED = frozenset({Status.DUPLICATE, Status.WITHDRAWN, Status.REFUSED})


class NotAnotherApplication(Exception):
    """A duplicate is of another application, not of itself."""


class OtherClosed(Exception):
    """The application that would go on stands at `status`, and gives nobody a dwelling."""

    def __init__(self, status: Status) -> None:
        super().__init__(f"the other application is {status}")
        self.status = status


class NobodyShared(Exception):
    """The two applications name no person in common."""


@transaction.atomic
def withdraw(
    application: int, *, reason: str, by: User, at: datetime, version: int | None = None
) -> Application:
    """Close an application because the applicant asks so, and write to the applicant that it is.

    Raises NotYours for whoever neither answers for it nor decides, MoveRefused, ReasonMissing
    and VersionConflict.
    """
    row = locked(application, version=version)
    require_own_or_deciding(row, by)
    set_aside(row, Status.WITHDRAWN, reason, by=by, at=at)
    facts = {"reason": Committed(reason.strip())}
    record("application.withdrawn", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return row


@transaction.atomic
def mark_duplicate(
    application: int,
    *,
    of: int,
    reason: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Application:
    """Close an undecided application that repeats another one, and write so to the applicant.

    What is approved was decided by two, and one does not undo it. Raises NotYours as `withdraw`
    does, MoveRefused, ReasonMissing, NotAnotherApplication, OtherClosed, NobodyShared,
    Application.DoesNotExist and VersionConflict.
    """
    if of == application:
        raise NotAnotherApplication
    row, other = locked_both(application, of, version=version)
    require_own_or_deciding(row, by)
    if row.status == Status.APPROVED:
        raise MoveRefused(Status.APPROVED, Status.DUPLICATE)
    if other.status in CLOSED:
        raise OtherClosed(Status(other.status))
    if other.pk not in {match.application.pk for match in same_people(row)}:
        raise NobodyShared
    set_aside(row, Status.DUPLICATE, reason, by=by, at=at)
    facts: Facts = {"of": other.pk, "reason": Committed(reason.strip())}
    record("application.marked_duplicate", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return row


def require_own_or_deciding(row: Application, by: User) -> None:
    if not by.has_perm("review.decide"):
        require_own(row, by)


def set_aside(row: Application, to: Status, reason: str, *, by: User, at: datetime) -> None:
    if not reason.strip():
        raise ReasonMissing
    if (proposal := open_proposal(row)) is not None:
        close(proposal, State.SET_ASIDE, reason=reason.strip(), by=by, at=at)
    corrections.set_aside(row, by=by, at=at)
    move(row, to, by=by, reason=reason.strip(), at=at)
    letters.queue_closing(row, to, at=at)
