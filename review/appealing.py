"""An appeal against a refusal: kept, and, unless it is late for no good reason, examined."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from django.core.files.base import File
from django.db import transaction

from accounts.models import User
from applications import clock
from applications.models import Application
from applications.services import MoveRefused, move
from applications.status import Status
from audit.commitments import Committed, Facts
from audit.services import record
from copies import services as copies
from copies.models import Copy
from deadlines.calendars import approved_calendar
from deadlines.working_days import day_in_kyiv
from review import letters
from review.appeal_term import last_day_to_appeal
from review.appeals import appeal_on
from review.assigning import caseworker_of, is_caseworker, release
from review.evidence import ReasonMissing
from review.impartiality import conflict_of, require_impartial
from review.in_force import (
    day_decided,
    has_not_decided,
    in_force,
    is_new_to_decide,
    require_new_to_it,
)
from review.lock import locked, subject_of, touch
from review.models import Appeal, Decision


@dataclass(frozen=True, slots=True)
class Scan:
    """The file of an appeal on paper, and what its sender called it."""

    file: "BinaryIO | File[Any]"
    name: str


class AppealDayRefused(Exception):
    """An appeal comes between the decision and today."""


class LateWithoutReason(Exception):
    """The term ended with `until`: what the applicant says of that, or that nothing, is kept."""

    def __init__(self, until: date) -> None:
        super().__init__(f"the term of appeal ended on {until}")
        self.until = until


class NotTheirsToLeave(Exception):
    """An appeal is left unexamined by one who decides, and took no part in what it is against."""


class BasisMissing(Exception):
    """Another answer on the place than the act's names its legal basis."""


def receive_appeal(
    application: int,
    *,
    received_on: date,
    channel: str,
    from_whom: str,
    text: str = "",
    scans: Sequence[Scan] = (),
    late_reason: str = "",
    is_excused: bool = False,
    keeps_place: bool | None = None,
    basis: str = "",
    by: User,
    at: datetime,
    version: int | None = None,
) -> Appeal:
    """Keep an appeal against the refusal in force, and reopen the application for it.

    As `text`, as `scans` of papers, or both. A late one reopens it only if `is_excused`;
    `late_reason` says why either way. `keeps_place` None is as the act says; any other answer
    names its `basis`. The earlier decision stays, and whoever made it takes no part; where nobody
    answers for the application any more, those who decide are asked to assign it. Raises
    MoveRefused, HasConflict, DecidedBefore, AppealDayRefused, LateWithoutReason, NotTheirsToLeave,
    ReasonMissing, BasisMissing and VersionConflict; of a file what `copies.services.receive`
    raises. Then nothing is kept.
    """
    kept: list[Copy] = []
    try:
        with transaction.atomic():
            row = locked(application, version=version)
            decision = require_appealable(row, by)
            if not (text.strip() or scans) or not from_whom.strip():
                raise ReasonMissing
            is_late = lateness(decision, received_on, late_reason, at)
            if is_late and not is_excused and not may_leave_unexamined(row, by):
                raise NotTheirsToLeave
            for scan in scans:
                one = copies.receive(scan.file, name=scan.name, by=by, at=at)
                kept.append(one)  # at once: it is removed if the next one is refused
            appeal = Appeal(
                application=row,
                decision=decision,
                received_on=received_on,
                channel=channel,
                from_whom=from_whom.strip(),
                text=text.strip(),
                copy=kept[0] if kept else None,
                is_late=is_late,
                late_reason=late_reason.strip() if is_late else "",
                reopened=is_excused or not is_late,
                by_id=by.pk,
                at=at,
            )
            settle_place(appeal, keeps_place, basis.strip())
            return kept_appeal(row, appeal, further=kept[1:], by=by, at=at)
    except BaseException:
        copies.remove_files(*kept)
        raise


def require_appealable(row: Application, by: User) -> Decision:
    """Return the refusal in force. Raises MoveRefused, HasConflict and DecidedBefore."""
    decision = in_force(row)
    if row.status != Status.REFUSED or decision is None:
        raise MoveRefused(Status(row.status), Status.UNDER_REVIEW)
    require_impartial(row, by)
    require_new_to_it(row, by)
    return decision


def may_leave_unexamined(row: Application, user: User) -> bool:
    """Tell whether a user may end an appeal by leaving it: as whoever would decide on it may."""
    return user.has_perm("review.decide") and is_new_to_decide(row, user)


def kept_appeal(
    row: Application, appeal: Appeal, *, further: Sequence[Copy], by: User, at: datetime
) -> Appeal:
    appeal.save(force_insert=True)
    for position, copy in enumerate(further, start=2):
        appeal.further.create(copy=copy, position=position)
    reopen(row, appeal, by=by, at=at) if appeal.reopened else touch(row)
    letters.queue_appeal(appeal, at=at)
    facts: Facts = {
        "decision": appeal.decision_id,
        "received_on": appeal.received_on.isoformat(),
        "late": appeal.is_late,
        "reopened": appeal.reopened,
        "keeps_place": appeal.keeps_place,
        "text": Committed(appeal.text),
        "late_reason": Committed(appeal.late_reason),
        "basis": Committed(appeal.basis),
        "sha256": ",".join(copy.sha256 for copy in appeal.copies),
    }
    record("appeal.received", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return appeal


def lateness(decision: Decision, received_on: date, late_reason: str, at: datetime) -> bool:
    """Tell whether an appeal of that day is late; none is before the decision has left.

    Raises AppealDayRefused and LateWithoutReason.
    """
    if not day_decided(decision) <= received_on <= day_in_kyiv(at):
        raise AppealDayRefused
    until = last_day_to_appeal(decision)
    if until is None or received_on <= until:
        return False
    if not late_reason.strip():
        raise LateWithoutReason(until)
    return True


def settle_place(appeal: Appeal, keeps_place: bool | None, basis: str) -> None:
    """Write down whether the place is kept, and by which act. Raises BasisMissing."""
    if not appeal.reopened:
        return
    terms = appeal_on(appeal.received_on)
    appeal.keeps_place = terms.keeps_place if keeps_place is None else keeps_place
    if appeal.keeps_place != terms.keeps_place and not basis:
        raise BasisMissing
    appeal.basis = basis or terms.keeps_place_basis


def reopen(row: Application, appeal: Appeal, *, by: User, at: datetime) -> None:
    """Put the application under review again, with a term of its own from the day of the appeal."""
    terms = appeal_on(appeal.received_on)
    clock.add(
        row,
        "restarted",
        on=appeal.received_on,
        working_days=terms.review_working_days,
        legal_basis=terms.review_basis,
        calendar=approved_calendar(),
        by=by,
        at=at,
    )
    move(row, Status.UNDER_REVIEW, by=by, reason="", at=at)
    if not is_answered_for(row):
        release(row)
        letters.queue_reassignment(row, why="appeal", at=at)


def is_answered_for(row: Application) -> bool:
    """Tell whether somebody still answers for it who may propose what is decided anew."""
    holder = caseworker_of(row)
    if holder is None or not is_caseworker(holder):
        return False
    return conflict_of(row, holder) is None and has_not_decided(row, holder)


def counts_from(application: Application) -> date:
    """Return the day the place counts from: of receipt, or of an appeal that did not keep it."""
    moved = Appeal.objects.filter(application=application, reopened=True, keeps_place=False)
    last = moved.order_by("-pk").first()
    return last.received_on if last else application.received_on
