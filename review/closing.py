"""What ends an application without a decision: two people, or its applicant alone."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from applications.models import Application
from applications.selectors import same_people
from applications.services import MoveRefused, move
from applications.status import Status
from audit.commitments import Committed, Facts
from audit.services import record
from copies.models import State as CopyState
from deadlines.working_days import BeyondCalendar, day_in_kyiv
from review import corrections, letters
from review.assigning import require_own
from review.awaiting import close, open_proposal
from review.evidence import ReasonMissing
from review.impartiality import require_impartial
from review.lock import locked, locked_both, subject_of
from review.models import Closing, ClosingState, State
from review.notices import last_day_to_answer

CLOSED = frozenset({Status.DUPLICATE, Status.WITHDRAWN, Status.REFUSED})
ACT_OF = {
    Status.WITHDRAWN: "application.withdrawn",
    Status.DUPLICATE: "application.marked_duplicate",
}


class ClosingOpen(Exception):
    """That it is to be closed is recorded, and awaits another person."""


class NotAnotherApplication(Exception):
    """A duplicate is of another application, not of itself."""


class OtherClosed(Exception):
    """The application that would go on stands at `status`, and gives nobody a dwelling."""

    def __init__(self, status: Status) -> None:
        super().__init__(f"the other application is {status}")
        self.status = status


class NobodyShared(Exception):
    """The two applications name no person in common."""


class NoOpenClosing(Exception):
    """Nothing is recorded that could be confirmed or turned down."""


class RecordedByYou(Exception):
    """Another person confirms than the one who recorded it."""


class PaperNotChecked(Exception):
    """The paper of the applicant was refused by its check, or is not checked yet."""


class AnswerAwaited(Exception):
    """The applicant may answer until the end of `answer_by`; None while the letter has not left."""

    def __init__(self, answer_by: date | None) -> None:
        super().__init__("the applicant may still answer")
        self.answer_by = answer_by


@transaction.atomic
def confirm_closing(
    application: int, *, by: User, at: datetime, version: int | None = None
) -> Application:
    """Close an application as another person recorded, and write to the applicant that it is.

    A repeated one only once its applicant was told, and had the days to answer that one has before
    a refusal (law 2073-IX, art. 17). Raises NoOpenClosing, RecordedByYou, HasConflict,
    PaperNotChecked, MoveRefused, OtherClosed, NobodyShared, AnswerAwaited, BeyondCalendar and
    VersionConflict; then nothing has changed.
    """
    named = open_closing(application)
    of = named.of_id if named else None
    if of is None:
        rows = [locked(application, version=version)]
    else:
        rows = locked_both(application, of, version=version)
    row, closing = rows[0], open_closing(application)
    if closing is None or closing.of_id != of:
        raise NoOpenClosing
    if closing.by_id == by.pk:
        raise RecordedByYou
    require_impartial(row, by, closing.by)
    require_paper(closing)
    if of is not None:
        require_repeats(*rows)
        require_answerable(closing, at)
    end(closing, ClosingState.CONFIRMED, by=by, at=at)
    to = Status(closing.to)
    set_aside(row, to, closing.reason, by=by, at=at)
    facts: Facts = {"closing": closing.pk, "reason": Committed(closing.reason)}
    if of is not None:
        facts["of"] = of
    record(ACT_OF[to], subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return row


def open_closing(application: int) -> Closing | None:
    """Return what one person recorded and no other has confirmed or turned down yet."""
    waiting = Closing.objects.filter(application=application, state=ClosingState.OPEN)
    return waiting.select_related("by", "copy", "of").first()


def require_not_to_be_closed(application: int) -> None:
    """Raise ClosingOpen while one person recorded that it ends, and no other settled whether."""
    if open_closing(application) is not None:
        raise ClosingOpen


def require_paper(closing: Closing) -> None:
    copy = closing.copy
    if copy is not None and (copy.state == CopyState.REFUSED or copy.inspected_at is None):
        raise PaperNotChecked


def require_answerable(closing: Closing, at: datetime) -> None:
    """Raise AnswerAwaited while its applicant may still say why it repeats no other."""
    answer_by = last_day_to_answer(closing)
    if answer_by is None or day_in_kyiv(at) <= answer_by:
        raise AnswerAwaited(answer_by)


def may_be_confirmed(closing: Closing, on: date) -> bool:
    """Tell whether the paper passed its check, or the applicant had the days to answer."""
    if closing.copy is not None:
        return closing.copy.state != CopyState.REFUSED
    answer_by = day_to_answer(closing)
    return answer_by is not None and on > answer_by


def day_to_answer(closing: Closing) -> date | None:
    """Return the last day to answer, where a letter left and a calendar tells."""
    try:
        return last_day_to_answer(closing)
    except BeyondCalendar:
        return None


def require_repeats(row: Application, other: Application) -> None:
    """Raise unless an application repeats another one that goes on.

    What is approved was decided by two, and is not undone so.
    """
    if row.status == Status.APPROVED:
        raise MoveRefused(Status.APPROVED, Status.DUPLICATE)
    if other.status in CLOSED:
        raise OtherClosed(Status(other.status))
    if other.pk not in {match.application.pk for match in same_people(row)}:
        raise NobodyShared


def require_own_or_deciding(row: Application, by: User) -> None:
    if not by.has_perm("review.decide"):
        require_own(row, by)


def end(closing: Closing, state: ClosingState, *, why: str = "", by: User, at: datetime) -> None:
    closing.state, closing.ended_why = state, why
    closing.ended_by_id, closing.ended_at = by.pk, at
    closing.save(update_fields=["state", "ended_why", "ended_by", "ended_at"])


def set_aside(row: Application, to: Status, reason: str, *, by: User, at: datetime) -> None:
    """Move it, end with it whatever waits in it, and write so to the applicant."""
    if not reason.strip():
        raise ReasonMissing
    if (proposal := open_proposal(row)) is not None:
        close(proposal, State.SET_ASIDE, reason=reason.strip(), by=by, at=at)
    if (closing := open_closing(row.pk)) is not None:
        end(closing, ClosingState.SET_ASIDE, by=by, at=at)
    corrections.set_aside(row, by=by, at=at)
    move(row, to, by=by, reason=reason.strip(), at=at)
    letters.queue_closing(row, to, at=at)
