"""What a caseworker proposes, held against the proven facts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from applications.services import MoveRefused
from applications.status import Status
from audit.commitments import Committed, Facts
from audit.services import record
from eligibility.determination import Outcome
from eligibility.rules import COMMON, ROUTES
from review.assigning import require_own
from review.awaiting import open_proposal
from review.determining import Determined, recorded, verified_determination
from review.evidence import ReasonMissing, require_judged
from review.facts_named import picked
from review.hearings import open_hearing
from review.impartiality import require_impartial
from review.in_force import require_new_to_it
from review.lock import locked, subject_of, touch
from review.models import Kind, Proposal

OUTCOME_OF = {Kind.APPROVE: Outcome.ELIGIBLE, Kind.REFUSE: Outcome.INELIGIBLE}
GROUND_OF = {Kind.APPROVE: "met", Kind.REFUSE: "not_met"}


class ProposalOpen(Exception):
    """A proposal awaits its decision already."""


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


@transaction.atomic
def propose(
    application: int,
    kind: Kind,
    *,
    grounds: Sequence[str],
    text: str,
    by: User,
    at: datetime,
    facts: Sequence[str] | None = None,
    version: int | None = None,
) -> Proposal:
    """Propose approval or refusal on the proven facts, naming the clauses and facts it rests on.

    `facts` are as "clause:fact"; None are all of the clauses named. A refusal opens the
    applicant's hearing first (law 2073-IX, art. 17). Raises MoveRefused, NotYours, HasConflict,
    DecidedBefore, ProposalOpen, ReasonMissing, NotDetermined, AgainstDetermination, NoGrounds,
    NotAGround, GroundsNotEnough, NotAFactOfIt, FactsMissing, PapersWaiting and VersionConflict;
    then nothing has changed.
    """
    row = locked(application, version=version)
    if row.status != Status.UNDER_REVIEW:
        raise MoveRefused(Status(row.status), target(kind))
    require_own(row, by)
    require_impartial(row, by)
    require_new_to_it(row, by)
    if open_proposal(row) is not None:
        raise ProposalOpen
    if not text.strip():
        raise ReasonMissing
    found = verified_determination(row)
    require_grounds(kind, grounds, found)
    named = picked(facts, grounds, found.document)
    require_judged(row)
    proposal = Proposal.objects.create(
        application=row,
        kind=kind,
        grounds=list(grounds),
        facts=named,
        text=text.strip(),
        by_id=by.pk,
        at=at,
        determination=recorded(row, found, at=at),
    )
    open_hearing(proposal, row, by=by, at=at) if kind == Kind.REFUSE else touch(row)
    told: Facts = {
        "kind": str(kind),
        "grounds": ",".join(grounds),
        "facts": ",".join(named),
        "determination": Committed(found.sha256),
        "text": Committed(proposal.text),
    }
    record("decision.proposed", subject=subject_of(row.pk), by=by, at=at, facts=told)
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
