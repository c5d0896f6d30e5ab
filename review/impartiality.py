"""Whoever may act on an application states first whether they have a conflict of interest."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from applications.models import Application
from applications.status import UNDECIDED
from audit.commitments import Committed, Facts
from audit.services import record
from review import letters
from review.lock import locked, subject_of, touch
from review.models import Assignment, ConflictStatement

# Whoever may do one of these states it; who only reads, or only adds what was brought, does not.
ACTING = (
    "review.take_application",
    "review.judge_evidence",
    "review.propose_decision",
    "review.decide",
    "review.record_appeal",
    "review.record_protocol",
)


class HasConflict(Exception):
    """`who` stated a conflict of interest in this application."""

    def __init__(self, who: User) -> None:
        super().__init__("a conflict of interest is stated")
        self.who = who


class ConflictUnnamed(Exception):
    """A conflict of interest is named in words."""


class NotStated(PermissionDenied):
    """Whoever opens `application` states first whether they have a conflict of interest."""

    def __init__(self, application: Application) -> None:
        super().__init__("nothing is stated yet")
        self.application = application


class ClosedByConflict(PermissionDenied):
    """`application` is closed to whoever stated a conflict of interest in it."""

    def __init__(self, application: Application) -> None:
        super().__init__("a conflict of interest is stated")
        self.application = application


def is_asked(user: User) -> bool:
    """Tell whether an application opens to a user only after the statement."""
    return any(user.has_perm(permission) for permission in ACTING)


def require_stated(application: Application, user: User) -> None:
    """Open an application to whoever only reads, or stated to have no conflict of interest.

    One query. Raises NotStated and ClosedByConflict.
    """
    if not is_asked(user):
        return
    stated = ConflictStatement.objects.filter(application=application, by=user.pk)
    answers = set(stated.values_list("has_conflict", flat=True))
    if True in answers:
        raise ClosedByConflict(application)
    if not answers:
        raise NotStated(application)


def require_not_closed(application: Application, user: User) -> None:
    """Let somebody act on an application unopened. Raises ClosedByConflict."""
    if is_asked(user) and conflict_of(application, user) is not None:
        raise ClosedByConflict(application)


def require_all_stated(applications: QuerySet[Application], user: User) -> None:
    """Open several applications together, as `require_stated` does each. Two queries.

    Raises NotStated and ClosedByConflict for the first that is not open.
    """
    stated = ConflictStatement.objects.filter(by=user.pk)
    closed = stated.filter(has_conflict=True, application__in=applications)
    if (conflict := closed.select_related("application").first()) is not None:
        raise ClosedByConflict(conflict.application)
    if not is_asked(user):
        return
    unasked = applications.exclude(pk__in=stated.values("application"))
    if (first := unasked.order_by("pk").first()) is not None:
        raise NotStated(first)


def conflict_of(application: Application, user: User) -> ConflictStatement | None:
    stated = ConflictStatement.objects.filter(application=application, by=user.pk)
    return stated.filter(has_conflict=True).first()


def stated_none(application: Application, user: User) -> ConflictStatement | None:
    """Return the statement that a user knows of no conflict of interest, if they made it."""
    stated = ConflictStatement.objects.filter(application=application, by=user.pk)
    return stated.filter(has_conflict=False).first()


def require_impartial(application: Application, *users: User) -> None:
    """Raise HasConflict for the first of these who stated a conflict of interest."""
    for user in users:
        if conflict_of(application, user) is not None:
            raise HasConflict(user)


@transaction.atomic
def state_conflict(
    application: int, *, has_conflict: bool, text: str = "", by: User, at: datetime
) -> ConflictStatement:
    """Keep what somebody states on opening an application; the same answer twice is one row.

    With a conflict the application closes to them; if they answered for it, nobody does. While it
    is undecided those who decide get a letter, and give it to another. Raises ConflictUnnamed.
    """
    row = locked(application, version=None)
    if has_conflict and not text.strip():
        raise ConflictUnnamed
    statement, is_new = ConflictStatement.objects.get_or_create(
        application=row,
        by_id=by.pk,
        has_conflict=has_conflict,
        defaults={"text": text.strip() if has_conflict else "", "at": at},
    )
    if is_new:
        is_freed = has_conflict and is_taken_from(row, by)
        if is_freed and row.status in UNDECIDED:
            letters.queue_reassignment(row, why="conflict", at=at)
        facts: Facts = {
            "conflict": has_conflict,
            "freed": is_freed,
            "text": Committed(statement.text),
        }
        record("conflict.stated", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return statement


def is_taken_from(row: Application, holder: User) -> bool:
    """Take an application from whoever answers for it; tell whether it was theirs."""
    deleted, _ = Assignment.objects.filter(application=row, caseworker=holder.pk).delete()
    if deleted:
        row.caseworker = None  # which the list reads, beside the assignment
        row.save(update_fields=["caseworker"])
        touch(row)
    return bool(deleted)
