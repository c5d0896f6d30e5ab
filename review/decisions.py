"""The decision, by another person than proposed it; or back to review."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from applications.models import Application
from applications.services import move
from applications.status import Status
from audit.commitments import Committed, Facts
from audit.services import record
from deadlines.working_days import day_in_kyiv
from review import letters
from review.appeal_term import named_on
from review.assigning import NotYours
from review.awaiting import NoOpenProposal, close, open_proposal
from review.closing import require_not_to_be_closed
from review.determining import verified_determination
from review.evidence import ReasonMissing, require_judged
from review.hearings import require_heard
from review.impartiality import require_impartial
from review.in_force import in_force, require_new_to_decide
from review.lock import locked, subject_of, touch
from review.models import Decision, Kind, Nature, Proposal, State
from review.printed import pin
from review.protocols import require_vote

STATUS_OF = {Kind.APPROVE: Status.APPROVED, Kind.REFUSE: Status.REFUSED}


class SamePerson(Exception):
    """Whoever proposed does not decide."""


class FactsChanged(Exception):
    """The proven facts are no longer those the proposal rests on."""


class ConsiderationMissing(Exception):
    """The applicant was heard, and the refusal does not say how that was weighed."""


@transaction.atomic
def decide(
    application: int,
    *,
    text: str,
    considered: str = "",
    by: User,
    at: datetime,
    version: int | None = None,
) -> Decision:
    """Approve or refuse as proposed, with reasons, and queue the letter that says so.

    `considered` says how what the applicant said was weighed, and a refusal after a hearing needs
    it (law 2073-IX, art. 17). The rules are applied to the proven facts once more. Raises
    NoOpenProposal, ClosingOpen, SamePerson, HasConflict, DecidedBefore, ReasonMissing,
    NoticeNotSent, NotHeard, BeyondCalendar, ConsiderationMissing, NotVoted, VotedDown,
    PapersWaiting, FactsChanged and VersionConflict; then nothing has changed.
    """
    row = locked(application, version=version)
    proposal = open_proposal(row)
    if proposal is None:
        raise NoOpenProposal
    require_not_to_be_closed(row.pk)
    require_another_person(row, proposal, by)
    if not text.strip():
        raise ReasonMissing
    require_decidable(row, proposal, considered, at)
    decision = written(row, proposal, text.strip(), considered.strip(), by=by, at=at)
    move(row, STATUS_OF[Kind(proposal.kind)], by=by, reason=decision.text, at=at)
    close(proposal, State.DECIDED, by=by, at=at)
    pin(decision)
    letters.queue_decision(decision, at=at)
    facts: Facts = {
        "kind": decision.kind,
        "grounds": ",".join(decision.grounds),
        "proposed_by": decision.proposed_by_id,
        "determination": Committed(proposal.determination.sha256),
        "text": Committed(decision.text),
        "considered": Committed(decision.considered),
    }
    record("application.decided", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return decision


def require_another_person(row: Application, proposal: Proposal, by: User) -> None:
    if proposal.by_id == by.pk:
        raise SamePerson
    require_impartial(row, by, proposal.by)
    require_new_to_decide(row, by)


def require_decidable(row: Application, proposal: Proposal, considered: str, at: datetime) -> None:
    """Hold a proposal against the hearing, the commission's vote and the facts as they are."""
    require_heard(proposal, at)
    require_vote(row, proposal, at)
    was_heard = proposal.kind == Kind.REFUSE and proposal.hearing.heard_on is not None
    if was_heard and not considered.strip():
        raise ConsiderationMissing
    require_judged(row)
    if verified_determination(row).sha256 != proposal.determination.sha256:
        raise FactsChanged


def written(
    row: Application, proposal: Proposal, text: str, considered: str, *, by: User, at: datetime
) -> Decision:
    decided_on = day_in_kyiv(at)
    is_refusal = proposal.kind == Kind.REFUSE
    earlier = in_force(row)
    return Decision.objects.create(
        application=row,
        nature=Nature.ON_APPEAL if earlier else Nature.FIRST,
        supersedes=earlier,
        earlier_by_id=earlier.by_id if earlier else None,
        kind=proposal.kind,
        proposal=proposal,
        grounds=proposal.grounds,
        text=text,
        considered=considered if is_refusal else "",
        proposed_by_id=proposal.by_id,
        by_id=by.pk,
        at=at,
        appeal_until=named_on(decided_on) if is_refusal else None,
        determination=proposal.determination,
    )


@transaction.atomic
def send_back(
    application: int, *, reason: str, by: User, at: datetime, version: int | None = None
) -> Proposal:
    """Close a proposal undecided: the application is under review again.

    Whoever proposed takes it back; anybody else's is sent back by one who decides. Raises
    NoOpenProposal, NotYours, ReasonMissing and VersionConflict.
    """
    row = locked(application, version=version)
    proposal = open_proposal(row)
    if proposal is None:
        raise NoOpenProposal
    if proposal.by_id != by.pk and not by.has_perm("review.decide"):
        raise NotYours(proposal.by)
    if not reason.strip():
        raise ReasonMissing
    close(proposal, State.SENT_BACK, reason=reason.strip(), by=by, at=at)
    if row.status == Status.PROPOSED_REFUSAL:
        move(row, Status.UNDER_REVIEW, by=by, reason=reason.strip(), at=at)
    else:
        touch(row)
    facts: Facts = {
        "proposal": proposal.pk,
        "reason": Committed(proposal.closing_reason),
    }
    record("proposal.sent_back", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return proposal
