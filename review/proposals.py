"""What a caseworker proposes, and the applicant's hearing before a refusal."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.models import User
from applications.models import Application
from applications.services import MoveRefused, move
from applications.status import Status
from audit.chain import Fact
from audit.services import record
from deadlines.calendars import approved_calendar
from deadlines.working_days import day_in_kyiv, due_on
from eligibility.determination import Outcome
from eligibility.rules import COMMON, ROUTES
from review import letters
from review.assigning import require_own
from review.determining import Determined, recorded, verified_determination
from review.evidence import ReasonMissing
from review.lock import locked, subject_of, touch
from review.models import Hearing, Kind, Proposal, State

OUTCOME_OF = {Kind.APPROVE: Outcome.ELIGIBLE, Kind.REFUSE: Outcome.INELIGIBLE}
GROUND_OF = {Kind.APPROVE: "met", Kind.REFUSE: "not_met"}


class ProposalOpen(Exception):
    """A proposal awaits its decision already."""


class NoOpenProposal(Exception):
    """Nothing is proposed that could be decided or sent back."""


class NotDetermined(Exception):
    """The proven facts leave it unknown; `missing` names what would tell, as in the contract."""

    def __init__(self, missing: list[dict[str, Any]]) -> None:
        super().__init__("unknown is not the same as not eligible")
        self.missing = missing


class AgainstDetermination(Exception):
    """The proven facts say the opposite of what is proposed; `outcome` is what they say."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(f"the verified outcome is {outcome}")
        self.outcome = outcome


class NoGrounds(Exception):
    """A proposal names at least one clause."""


class NotAGround(Exception):
    """The clause does not carry the proposal: its verified value is another."""

    def __init__(self, clause: str) -> None:
        super().__init__(clause)
        self.clause = clause


class GroundsNotEnough(Exception):
    """The clauses named leave a way to be eligible open: they do not carry a refusal alone."""


class AlreadyHeard(Exception):
    """What the applicant said is recorded, and stays."""


class HearingDayRefused(Exception):
    """A hearing lies between the notice and today."""


@transaction.atomic
def propose(
    application: int,
    kind: Kind,
    *,
    grounds: Sequence[str],
    text: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Proposal:
    """Propose approval or refusal on the proven facts, naming the clauses it rests on.

    A refusal opens the applicant's hearing first (law 2073-IX, art. 17). Raises MoveRefused,
    NotYours, ProposalOpen, ReasonMissing, NotDetermined, AgainstDetermination, NoGrounds,
    NotAGround, GroundsNotEnough and VersionConflict; then nothing has changed.
    """
    row = locked(application, version=version)
    if row.status != Status.UNDER_REVIEW:
        raise MoveRefused(Status(row.status), target(kind))
    require_own(row, by)
    if open_proposal(row) is not None:
        raise ProposalOpen
    if not text.strip():
        raise ReasonMissing
    found = verified_determination(row)
    require_grounds(kind, grounds, found)
    proposal = Proposal.objects.create(
        application=row,
        kind=kind,
        grounds=list(grounds),
        text=text.strip(),
        by_id=by.pk,
        at=at,
        determination=recorded(row, found, at=at),
    )
    open_hearing(proposal, row, by=by, at=at) if kind == Kind.REFUSE else touch(row)
    facts = {"kind": str(kind), "grounds": ",".join(grounds), "determination": found.sha256}
    record("decision.proposed", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return proposal


def target(kind: Kind) -> Status:
    return Status.APPROVED if kind == Kind.APPROVE else Status.PROPOSED_REFUSAL


def require_grounds(kind: Kind, grounds: Sequence[str], found: Determined) -> None:
    """Hold a proposal against the proven facts; what is unknown carries neither kind."""
    outcome = found.determination.outcome
    if outcome is Outcome.NEEDS_INFORMATION:
        raise NotDetermined(found.document["missing"])
    if outcome is not OUTCOME_OF[kind]:
        raise AgainstDetermination(outcome)
    if not grounds:
        raise NoGrounds
    carrying = found.clauses(GROUND_OF[kind])
    for clause in grounds:
        if clause not in carrying:
            raise NotAGround(clause)
    if kind == Kind.REFUSE and not carries_refusal(grounds):
        raise GroundsNotEnough


def carries_refusal(grounds: Sequence[str]) -> bool:
    """Tell whether a household fails by these clauses alone, whatever the others say.

    By one that both groups need, or by at least one of each group.
    """
    named = set(grounds)
    return bool(named & set(COMMON)) or all(named & set(clauses) for clauses in ROUTES.values())


def open_hearing(proposal: Proposal, row: Application, *, by: User, at: datetime) -> Hearing:
    """Give the applicant the working days of the setting to speak (docs/decisions/0030)."""
    move(row, Status.PROPOSED_REFUSAL, by=by, reason=proposal.text, at=at)
    last = due_on(day_in_kyiv(at), days=settings.HEARING_WORKING_DAYS, calendar=approved_calendar())
    hearing = Hearing.objects.create(proposal=proposal, notice_at=at, hear_by=last)
    letters.queue_hearing_notice(hearing, at=at)
    return hearing


@transaction.atomic
def record_hearing(
    application: int,
    statement: str,
    *,
    heard_on: date,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Hearing:
    """Keep what the applicant said before a refusal, and on which day.

    Raises NoOpenProposal, NotYours, ReasonMissing for an empty statement, AlreadyHeard,
    HearingDayRefused and VersionConflict.
    """
    row = locked(application, version=version)
    hearing = Hearing.objects.filter(proposal__application=row, proposal__state=State.OPEN).first()
    if hearing is None:
        raise NoOpenProposal
    require_own(row, by)
    if hearing.heard_on is not None:
        raise AlreadyHeard
    if not statement.strip():
        raise ReasonMissing
    if not day_in_kyiv(hearing.notice_at) <= heard_on <= day_in_kyiv(at):
        raise HearingDayRefused
    hearing.heard_on, hearing.statement = heard_on, statement.strip()
    hearing.save(update_fields=["heard_on", "statement"])
    touch(row)
    facts: dict[str, Fact] = {"proposal": hearing.proposal_id, "heard_on": heard_on.isoformat()}
    record("hearing.recorded", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return hearing


def open_proposal(application: Application) -> Proposal | None:
    """Return what awaits a decision, if anything does."""
    waiting = Proposal.objects.filter(application=application, state=State.OPEN)
    return waiting.select_related("determination", "by").first()


def close(proposal: Proposal, state: State, *, reason: str = "", by: User, at: datetime) -> None:
    proposal.state, proposal.closing_reason = state, reason
    proposal.closed_by_id, proposal.closed_at = by.pk, at
    proposal.save(update_fields=["state", "closing_reason", "closed_by", "closed_at"])
