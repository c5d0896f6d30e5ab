"""The commission's protocol, where a commission decides: who was there and how they voted."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from applications.models import Application
from audit.chain import Fact
from audit.services import record
from deadlines.working_days import day_in_kyiv
from review.awaiting import NoOpenProposal, open_proposal
from review.deciders import commission_decides
from review.impartiality import require_impartial
from review.lock import locked, subject_of, touch
from review.models import Proposal, Protocol, Vote
from review.printed import pin_vote
from review.votes import is_carried, vote_on


class NotOfACommission(Exception):
    """In this programme one official decides."""


class AlreadyVoted(Exception):
    """How the commission voted on this proposal is recorded, and stays."""


class NumberMissing(Exception):
    """A protocol has a number, and names who was there."""


class SittingDayRefused(Exception):
    """The commission sits between the proposal and today."""


class VotesDoNotAdd(Exception):
    """The votes are not as many as the members present, `present`."""

    def __init__(self, present: int) -> None:
        super().__init__(f"{present} were present")
        self.present = present


class OtherMembers(Exception):
    """The protocol of this number and day is kept already, with other members present."""


class NotVoted(Exception):
    """The commission has not voted on the proposal yet."""


class VotedDown(Exception):
    """The commission did not vote for the proposal by more than half of those present."""


@transaction.atomic
def record_vote(
    application: int,
    *,
    number: str,
    held_on: date,
    members: Sequence[str],
    votes_for: int,
    votes_against: int,
    abstained: int,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Vote:
    """Keep how the commission voted on the open proposal, in the protocol of that number and day.

    One protocol holds any number of proposals. Raises NoOpenProposal, NotOfACommission,
    AlreadyVoted, NumberMissing, SittingDayRefused, VotesDoNotAdd, OtherMembers, HasConflict and
    VersionConflict.
    """
    row = locked(application, version=version)
    proposal = open_proposal(row)
    if proposal is None:
        raise NoOpenProposal
    require_impartial(row, by)
    require_commission(row, proposal, at)
    if not day_in_kyiv(proposal.at) <= held_on <= day_in_kyiv(at):
        raise SittingDayRefused
    present = [name.strip() for name in members if name.strip()]
    if not number.strip() or not present:
        raise NumberMissing
    if votes_for + votes_against + abstained != len(present):
        raise VotesDoNotAdd(len(present))
    vote = Vote.objects.create(
        protocol=protocol_of(number.strip(), held_on, present, by=by, at=at),
        proposal=proposal,
        votes_for=votes_for,
        votes_against=votes_against,
        abstained=abstained,
        by_id=by.pk,
        at=at,
    )
    touch(row)
    pin_vote(vote)
    facts: dict[str, Fact] = {"proposal": proposal.pk, "protocol": vote.protocol_id}
    record("proposal.voted", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return vote


def require_commission(row: Application, proposal: Proposal, at: datetime) -> None:
    if not commission_decides(row.programme, on=day_in_kyiv(at)):
        raise NotOfACommission
    if vote_on(proposal) is not None:
        raise AlreadyVoted


def protocol_of(
    number: str, held_on: date, members: list[str], *, by: User, at: datetime
) -> Protocol:
    protocol, is_new = Protocol.objects.get_or_create(
        number=number, held_on=held_on, defaults={"members": members, "by_id": by.pk, "at": at}
    )
    if not is_new and sorted(protocol.members) != sorted(members):
        raise OtherMembers
    return protocol


def require_vote(row: Application, proposal: Proposal, at: datetime) -> None:
    """Raise NotVoted or VotedDown where a commission decides and did not vote for the proposal."""
    if not commission_decides(row.programme, on=day_in_kyiv(at)):
        return
    vote = vote_on(proposal)
    if vote is None:
        raise NotVoted
    if not is_carried(vote):
        raise VotedDown
