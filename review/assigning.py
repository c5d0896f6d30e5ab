"""Who answers for an application."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from applications.models import Application
from applications.services import MoveRefused, move
from applications.status import UNDECIDED, Status
from audit.services import record
from review.impartiality import require_impartial
from review.lock import locked, subject_of, touch
from review.models import Assignment


class AlreadyTaken(Exception):
    """Another caseworker, `caseworker`, answers for the application."""

    def __init__(self, caseworker: User) -> None:
        super().__init__("the application is taken")
        self.caseworker = caseworker


class NotYours(Exception):
    """The act belongs to the caseworker who answers for the application, `caseworker` if any."""

    def __init__(self, caseworker: User | None) -> None:
        super().__init__("the application is another caseworker's")
        self.caseworker = caseworker


class NotACaseworker(Exception):
    """The person may not take applications."""


@transaction.atomic
def take(application: int, *, by: User, at: datetime, version: int | None = None) -> Assignment:
    """Begin the review: whoever takes a registered application answers for it.

    Raises HasConflict, AlreadyTaken, MoveRefused and VersionConflict.
    """
    row = locked(application, version=version)
    require_impartial(row, by)
    if (holder := caseworker_of(row)) is not None:
        raise AlreadyTaken(holder)
    move(row, Status.UNDER_REVIEW, by=by, reason="", at=at)
    return assigned(row, by, "application.taken", by=by, at=at)


@transaction.atomic
def assign(
    application: int,
    *,
    to: User,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Assignment:
    """Give an undecided application to a caseworker, whoever had it before.

    Raises NotACaseworker, HasConflict, MoveRefused once it is decided, and VersionConflict.
    """
    row = locked(application, version=version)
    if not is_caseworker(to):
        raise NotACaseworker
    require_impartial(row, by, to)
    if row.status not in UNDECIDED:
        raise MoveRefused(Status(row.status), Status.UNDER_REVIEW)
    if row.status == Status.REGISTERED:
        move(row, Status.UNDER_REVIEW, by=by, reason="", at=at)
    else:
        touch(row)
    return assigned(row, to, "application.assigned", by=by, at=at)


def assigned(row: Application, to: User, act: str, *, by: User, at: datetime) -> Assignment:
    assignment, _ = Assignment.objects.update_or_create(
        application=row, defaults={"caseworker": to, "at": at}
    )
    row.caseworker = to
    row.save(update_fields=["caseworker"])
    record(act, subject=subject_of(row.pk), by=by, at=at, facts={"caseworker": to.pk})
    return assignment


def caseworker_of(application: Application) -> User | None:
    """Return who answers for an application, if anybody yet does."""
    assignment = Assignment.objects.select_related("caseworker").filter(application=application)
    found = assignment.first()
    return found.caseworker if found else None


def is_caseworker(user: User) -> bool:
    """Tell whether somebody may answer for applications now."""
    return user.is_active and user.has_perm("review.take_application")


def release(application: Application) -> bool:
    """Leave an application to nobody; tell whether somebody answered for it."""
    deleted, _ = Assignment.objects.filter(application=application).delete()
    application.caseworker = None  # which the list reads, beside the assignment
    application.save(update_fields=["caseworker"])
    return bool(deleted)


def require_own(application: Application, by: User) -> None:
    """Raise NotYours unless this caseworker answers for the application."""
    holder = caseworker_of(application)
    if holder is None or holder.pk != by.pk:
        raise NotYours(holder)
