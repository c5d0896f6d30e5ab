"""Who may see which application and take which step; everything here is asked at the edge."""

from collections.abc import Collection
from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from accounts.models import User
from applications.models import Application, Document, DocumentCopy
from applications.status import UNDECIDED, Status
from copies.models import Copy
from review.closing import may_be_confirmed
from review.deciders import commission_decides
from review.evidence import REVIEWED
from review.extending import may_extend
from review.impartiality import require_all_stated, require_not_closed, require_stated
from review.in_force import DECIDED, has_not_decided, in_force
from review.models import (
    Appeal,
    Assignment,
    Closing,
    ClosingState,
    DecisionLetter,
    Hearing,
    Kind,
    Proposal,
    Protocol,
    ProtocolExtract,
)
from review.notices import day_to_speak, notice_of
from review.protected import OVERSEES, has_protected, may_read, require_may_read
from review.votes import vote_on

SEE = "applications.view_application"

# Step → permissions, any of which is enough.
STEPS: dict[str, tuple[str, ...]] = {
    "take": ("review.take_application",),
    "assign": ("review.decide",),
    "add_paper": ("review.judge_evidence", "applications.add_application"),
    "add_note": ("review.judge_evidence", "review.decide"),
    "accept": ("review.judge_evidence",),
    "reject": ("review.judge_evidence",),
    "request_correction": ("review.judge_evidence",),
    "take_back_correction": ("review.judge_evidence",),
    "propose": ("review.propose_decision",),
    "hear": ("review.propose_decision",),
    "decide": ("review.decide",),
    "vote": ("review.record_protocol",),
    "correct_error": ("review.decide",),
    "appeal": ("review.record_appeal",),
    "send_back": ("review.decide", "review.propose_decision"),
    "extend": ("review.decide",),
    "withdraw": ("review.decide", "review.propose_decision"),
    "duplicate": ("review.decide", "review.propose_decision"),
    "close": ("review.decide",),
    "keep_open": ("review.decide", "review.propose_decision"),
}

# Taken on a number alone: whoever shares applications out need not read them (decision 0091).
UNOPENED = frozenset({"assign"})


def user_of(request: HttpRequest) -> User:
    """Return who works in the office; the admin has let nobody else in."""
    return cast("User", request.user)


def access_list(user: User) -> None:
    """Raise PermissionDenied for whoever may not see the list of applications."""
    if not user.has_perm(SEE):
        raise PermissionDenied


def access_application(user: User, pk: int, step: str | None = None) -> Application:
    """Return an application the user may see, or take the step on.

    Raises PermissionDenied before it looks, so that nobody learns which applications exist;
    Http404 when there is none; NotStated and ClosedByConflict where it is closed to this user.
    """
    if not user.has_perm(SEE) or (step is not None and not may(user, step)):
        raise PermissionDenied
    try:
        application = Application.objects.select_related("assignment__caseworker", "arrival").get(
            pk=pk
        )
    except Application.DoesNotExist:
        raise Http404 from None
    if step == "withdraw" and not may_withdraw(user, application):
        raise PermissionDenied
    asked = require_not_closed if step in UNOPENED else require_stated
    asked(application, user)
    return application


def access_document(user: User, application: int, document: int, *, at: datetime) -> Document:
    """Return a document of that application. Raises PermissionDenied and Http404.

    A protected one is returned to those alone who review the application (`protected.py`).
    """
    if not (user.has_perm(SEE) and user.has_perm("applications.view_document")):
        raise PermissionDenied
    held = Document.objects.select_related("application", "person")
    found = held.filter(pk=document, application=application).first()
    if found is None:
        raise Http404
    require_stated(found.application, user)
    require_may_read(user, found, at=at)
    return found


def access_copy(user: User, application: int, copy: UUID, *, at: datetime) -> DocumentCopy:
    """Return a copy of a paper of that application, as `access_document` does the paper."""
    if not (user.has_perm(SEE) and user.has_perm("applications.view_document")):
        raise PermissionDenied
    held = DocumentCopy.objects.select_related("copy", "document__application", "document__person")
    found = held.filter(copy=copy, document__application=application).first()
    if found is None:
        raise Http404
    require_stated(found.document.application, user)
    require_may_read(user, found.document, at=at)
    return found


def access_decision(
    user: User, application: int, decision: int, language: str, *, at: datetime
) -> DecisionLetter:
    """Return a decision on that application as it is printed.

    Raises as `access_application`, and `require_open_to` whoever proposed and decided it.
    """
    if not user.has_perm("review.view_decision"):
        raise PermissionDenied
    row = access_application(user, application)
    letters = DecisionLetter.objects.select_related("decision__application")
    found = letters.filter(decision=decision, decision__application=row, language=language).first()
    if found is None:
        raise Http404
    require_open_to(user, row, {found.decision.by_id, found.decision.proposed_by_id}, at=at)
    return found


def access_extract(
    user: User, application: int, vote: int, language: str, *, at: datetime
) -> ProtocolExtract:
    """Return what the protocol says of that application.

    Raises as `access_application`, and `require_open_to` whoever proposed and recorded the vote.
    """
    if not user.has_perm("review.view_protocol"):
        raise PermissionDenied
    row = access_application(user, application)
    extracts = ProtocolExtract.objects.select_related("vote__protocol", "vote__proposal")
    found = extracts.filter(vote=vote, vote__proposal__application=row, language=language).first()
    if found is None:
        raise Http404
    require_open_to(user, row, {found.vote.by_id, found.vote.proposal.by_id}, at=at)
    return found


def access_closing(user: User, application: int, closing: int, *, at: datetime) -> Closing:
    """Return what closes that application on a paper of its applicant, which may be looked at.

    Raises as `access_application`; where something is protected, the paper is returned to those
    alone who review it, whoever recorded it, and who decides while it awaits another person.
    """
    if not (user.has_perm("review.view_closing") and user.has_perm("applications.view_document")):
        raise PermissionDenied
    row = access_application(user, application)
    scanned = Closing.objects.select_related("copy", "application").exclude(copy=None)
    found = scanned.filter(pk=closing, application=row).first()
    if found is None:
        raise Http404
    if not (found.state == ClosingState.OPEN and user.has_perm("review.decide")):
        require_open_to(user, row, {found.by_id}, at=at)
    return found


def access_sitting(user: User, protocol: int) -> Protocol:
    """Return a sitting of the commission with all its applications, to who decides or oversees.

    Raises PermissionDenied and Http404; NotStated and ClosedByConflict where one of its
    applications is closed to the user.
    """
    if not may_print_sittings(user):
        raise PermissionDenied
    found = Protocol.objects.filter(pk=protocol).first()
    if found is None:
        raise Http404
    require_all_stated(Application.objects.filter(proposals__vote__protocol=found), user)
    return found


def may_print_sittings(user: User) -> bool:
    reads = user.has_perm("review.decide") or user.has_perm(OVERSEES)
    return reads and user.has_perm("review.view_protocol")


def require_open_to(user: User, row: Application, own: Collection[int], *, at: datetime) -> None:
    """Raise PermissionDenied where something is protected, and the user does not review it.

    Whose `own` act it is may read it: nobody can tell what a text names.
    """
    if user.pk not in own and has_protected(row) and not may_read(user, row, at=at):
        raise PermissionDenied


def access_appeal(user: User, application: int, appeal: int, copy: UUID, *, at: datetime) -> Copy:
    """Return a file of an appeal of that application, to be looked at.

    Raises as `access_application`; where something in the application is protected, a scan is
    returned to those alone who review it and to whoever recorded it: nobody can tell what it names.
    """
    if not (user.has_perm("review.view_appeal") and user.has_perm("applications.view_document")):
        raise PermissionDenied
    row = access_application(user, application)
    kept = Appeal.objects.select_related("copy").prefetch_related("further__copy")
    found = kept.filter(pk=appeal, application=row).first()
    files = {each.pk: each for each in found.copies} if found else {}
    if found is None or copy not in files:
        raise Http404
    require_open_to(user, row, {found.by_id}, at=at)
    return files[copy]


def may(user: User, step: str) -> bool:
    return any(user.has_perm(permission) for permission in STEPS[step])


def may_withdraw(user: User, application: Application) -> bool:
    """What two people approved is closed by one who decides."""
    return application.status != Status.APPROVED or user.has_perm("review.decide")


def next_steps(
    user: User,
    application: Application,
    caseworker: User | None,
    proposal: Proposal | None,
    closing: Closing | None,
    *,
    on: date,
) -> frozenset[str]:
    """Return the steps this user can take now; the services ask once more."""
    possible = possible_steps(user, application, caseworker, proposal, on=on)
    possible |= steps_of_closing(
        user, application, closing, on, is_own=caseworker is not None and caseworker.pk == user.pk
    )
    if closing is not None:
        possible.discard("decide")
    if may(user, "extend") and on <= application.due_on and may_extend(application):
        possible.add("extend")
    return frozenset(step for step in possible if may(user, step))


def possible_steps(
    user: User,
    application: Application,
    caseworker: User | None,
    proposal: Proposal | None,
    *,
    on: date,
) -> set[str]:
    status = Status(application.status)
    is_own = caseworker is not None and caseworker.pk == user.pk
    steps = {"add_note"}
    if status in UNDECIDED:
        steps |= {"assign", "add_paper"}
    if status == Status.REGISTERED:
        steps.add("take")
    if is_own and status in REVIEWED:
        steps |= {"accept", "reject"}
    if is_own and status == Status.UNDER_REVIEW and proposal is None:
        steps |= {"propose", "request_correction"}
    if is_own and status == Status.CORRECTION_REQUESTED:
        steps.add("take_back_correction")
    steps |= steps_after_decision(user, application)
    return steps | steps_on_proposal(user, proposal, is_own=is_own, on=on)


def steps_of_closing(
    user: User, application: Application, closing: Closing | None, on: date, *, is_own: bool
) -> set[str]:
    """Return the steps that end an application without a decision, in two pairs of hands."""
    status = Status(application.status)
    is_answering = is_own or user.has_perm("review.decide")
    if closing is None:
        steps = {"duplicate", "withdraw"} if status in UNDECIDED and is_answering else set()
        is_approved = status == Status.APPROVED and may_withdraw(user, application)
        return steps | {"withdraw"} if is_approved else steps
    steps = {"keep_open"} if is_answering else set()
    closable = UNDECIDED if closing.to == Status.DUPLICATE else UNDECIDED | {Status.APPROVED}
    is_anothers = status in closable and closing.by_id != user.pk
    return steps | {"close"} if is_anothers and may_be_confirmed(closing, on) else steps


def steps_after_decision(user: User, application: Application) -> set[str]:
    if application.status not in DECIDED or (decision := in_force(application)) is None:
        return set()
    steps = {"correct_error"} if decision.proposed_by_id != user.pk else set()
    if application.status == Status.REFUSED and has_not_decided(application, user):
        steps.add("appeal")
    return steps


def steps_on_proposal(user: User, proposal: Proposal | None, *, is_own: bool, on: date) -> set[str]:
    if proposal is None:
        return set()
    is_proposer = proposal.by_id == user.pk
    steps = {"send_back"} if is_proposer or user.has_perm("review.decide") else set()
    if commission_decides(proposal.application.programme, on=on) and vote_on(proposal) is None:
        steps.add("vote")
    hearing = proposal.hearing if proposal.kind == Kind.REFUSE else None
    if not is_proposer and (hearing is None or is_over(hearing, on)):
        steps.add("decide")
    if is_own and hearing is not None and hearing.heard_on is None:
        steps.add("hear")
    return steps


def is_over(hearing: Hearing, on: date) -> bool:
    """Tell whether the applicant was heard, or had the days to speak; not where none tells them."""
    if hearing.heard_on:
        return True
    hear_by = day_to_speak(hearing, notice_of(hearing))
    return hear_by is not None and on > hear_by


def holder(application: Application) -> User | None:
    """Return who answers for an application read with its assignment."""
    assignment: Assignment | None = getattr(application, "assignment", None)
    return assignment.caseworker if assignment else None
