"""What a second person says to a proposed correction: posted, or declined."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.commitments import Facts
from audit.services import record
from charges.correcting import posted
from charges.models import Answer, Proposal
from leases.moves import about as subject_of


class AlreadyAnswered(Exception):
    """Somebody has posted or declined it."""


class SameProposer(Exception):
    """Whoever proposed a correction does not approve it."""


@transaction.atomic
def approve_correction(number: int, *, by: User, at: datetime) -> Answer:
    """Post what another person proposed, on the day of the approval.

    Raises Proposal.DoesNotExist, AlreadyAnswered and SameProposer.
    """
    proposal = locked_open(number)
    if proposal.by_id == by.pk:
        raise SameProposer
    made = posted(proposal.lease, proposal.ref, proposal.amount, proposal.reason, proposal.by, at)
    facts: Facts = {"proposal": proposal.pk, "amount": str(proposal.amount)}
    record("correction.approved", subject=subject_of(proposal.lease), by=by, at=at, facts=facts)
    return Answer.objects.create(proposal=proposal, posting=made, by=by, at=at)


@transaction.atomic
def decline_correction(number: int, *, by: User, at: datetime) -> Answer:
    """Let a proposed correction come to nothing; who proposed it may do so too.

    Raises Proposal.DoesNotExist and AlreadyAnswered.
    """
    proposal = locked_open(number)
    facts: Facts = {"proposal": proposal.pk, "amount": str(proposal.amount)}
    record("correction.declined", subject=subject_of(proposal.lease), by=by, at=at, facts=facts)
    return Answer.objects.create(proposal=proposal, by=by, at=at)


def locked_open(number: int) -> Proposal:
    proposals = Proposal.objects.select_for_update(of=("self",)).select_related("lease", "by")
    proposal = proposals.get(pk=number)
    if Answer.objects.filter(proposal=proposal).exists():
        raise AlreadyAnswered
    return proposal
