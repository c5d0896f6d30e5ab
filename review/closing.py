"""What ends an application without a decision."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from applications.models import Application
from applications.services import MoveRefused, move
from applications.status import Status
from audit.services import record
from review.awaiting import close, open_proposal
from review.evidence import ReasonMissing
from review.lock import locked, subject_of
from review.models import State


class NotAnotherApplication(Exception):
    """A duplicate is of another application, not of itself."""


@transaction.atomic
def withdraw(
    application: int, *, reason: str, by: User, at: datetime, version: int | None = None
) -> Application:
    """Close an application because the applicant asks so. Raises MoveRefused, ReasonMissing."""
    row = set_aside(application, Status.WITHDRAWN, reason, by=by, at=at, version=version)
    record("application.withdrawn", subject=subject_of(row.pk), by=by, at=at)
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
    """Close an undecided application that repeats another one.

    What is approved was decided by two, and one does not undo it. Raises MoveRefused,
    ReasonMissing, NotAnotherApplication, Application.DoesNotExist and VersionConflict.
    """
    other = Application.objects.get(pk=of)
    if other.pk == application:
        raise NotAnotherApplication
    row = set_aside(application, Status.DUPLICATE, reason, by=by, at=at, version=version)
    facts = {"of": other.pk}
    record("application.marked_duplicate", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return row


def set_aside(
    application: int,
    to: Status,
    reason: str,
    *,
    by: User,
    at: datetime,
    version: int | None,
) -> Application:
    row = locked(application, version=version)
    if not reason.strip():
        raise ReasonMissing
    if to == Status.DUPLICATE and row.status == Status.APPROVED:
        raise MoveRefused(Status.APPROVED, to)
    if (proposal := open_proposal(row)) is not None:
        close(proposal, State.SET_ASIDE, reason=reason.strip(), by=by, at=at)
    move(row, to, by=by, reason=reason.strip(), at=at)
    return row
