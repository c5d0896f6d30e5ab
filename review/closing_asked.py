"""What is recorded before an application is closed without a decision, and turned down perhaps."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from applications.models import Application
from applications.services import MoveRefused
from applications.status import MOVES, Status
from audit.commitments import Committed, Facts
from audit.services import record
from copies import services as copies
from copies.models import Copy
from deadlines.working_days import day_in_kyiv
from review import letters
from review.appealing import Scan
from review.closing import (
    NoOpenClosing,
    NotAnotherApplication,
    end,
    open_closing,
    require_not_to_be_closed,
    require_own_or_deciding,
    require_repeats,
)
from review.evidence import ReasonMissing
from review.impartiality import require_impartial
from review.lock import locked, locked_both, subject_of, touch
from review.models import Closing, ClosingState


class RequestDayRefused(Exception):
    """The applicant's paper comes between the application and today."""


def record_withdrawal(
    application: int,
    *,
    received_on: date,
    scan: Scan,
    reason: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Closing:
    """Keep the applicant's own paper that asks to withdraw, and write so to the applicant at once.

    Another person confirms it (`closing.py`). Raises NotYours for whoever neither answers for it
    nor decides, MoveRefused, HasConflict, ClosingOpen, ReasonMissing, RequestDayRefused and
    VersionConflict; of the file what `copies.services.receive` raises. Then nothing is kept.
    """
    kept: list[Copy] = []
    try:
        with transaction.atomic():
            row = locked(application, version=version)
            require_closable(row, Status.WITHDRAWN, reason, by)
            if not row.received_on <= received_on <= day_in_kyiv(at):
                raise RequestDayRefused
            kept.append(copies.receive(scan.file, name=scan.name, by=by, at=at))
            closing = Closing(to=Status.WITHDRAWN, received_on=received_on, copy=kept[0])
            return recorded(closing, row, reason, by=by, at=at)
    except BaseException:
        copies.remove_files(*kept)
        raise


@transaction.atomic
def record_duplicate(
    application: int,
    *,
    of: int,
    reason: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Closing:
    """Keep that an undecided application repeats another one, and write so to the applicant.

    Another person confirms it. Raises as `record_withdrawal` does, files aside, and
    NotAnotherApplication, OtherClosed, NobodyShared and Application.DoesNotExist.
    """
    if of == application:
        raise NotAnotherApplication
    row, other = locked_both(application, of, version=version)
    require_closable(row, Status.DUPLICATE, reason, by)
    require_repeats(row, other)
    return recorded(Closing(to=Status.DUPLICATE, of=other), row, reason, by=by, at=at)


@transaction.atomic
def keep_open(
    application: int, *, reason: str, by: User, at: datetime, version: int | None = None
) -> Closing:
    """Turn down what was recorded: the application goes on, and its applicant is told so.

    Raises NoOpenClosing, NotYours, ReasonMissing and VersionConflict.
    """
    row = locked(application, version=version)
    closing = open_closing(row.pk)
    if closing is None:
        raise NoOpenClosing
    require_own_or_deciding(row, by)
    if not reason.strip():
        raise ReasonMissing
    end(closing, ClosingState.KEPT_OPEN, why=reason.strip(), by=by, at=at)
    touch(row)
    letters.queue_kept_open(closing, at=at)
    facts: Facts = {"closing": closing.pk, "reason": Committed(closing.ended_why)}
    record("closing.turned_down", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return closing


def require_closable(row: Application, to: Status, reason: str, by: User) -> None:
    require_own_or_deciding(row, by)
    require_impartial(row, by)
    if to not in MOVES[Status(row.status)]:
        raise MoveRefused(Status(row.status), to)
    require_not_to_be_closed(row.pk)
    if not reason.strip():
        raise ReasonMissing


def recorded(closing: Closing, row: Application, reason: str, *, by: User, at: datetime) -> Closing:
    closing.application, closing.reason = row, reason.strip()
    closing.by_id, closing.at = by.pk, at
    closing.save(force_insert=True)
    touch(row)
    letters.queue_closing_recorded(closing, at=at)
    facts: Facts = {
        "closing": closing.pk,
        "to": closing.to,
        "of": closing.of_id or 0,
        "received_on": closing.received_on.isoformat() if closing.received_on else "",
        "sha256": closing.copy.sha256 if closing.copy else "",
        "reason": Committed(closing.reason),
    }
    record("closing.recorded", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return closing
