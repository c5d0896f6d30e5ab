"""How a commission voted on a proposal, as others read it."""

from review.models import Proposal, Vote


def vote_on(proposal: Proposal) -> Vote | None:
    return Vote.objects.select_related("protocol", "proposal").filter(proposal=proposal).first()


def is_carried(vote: Vote) -> bool:
    """Tell whether more than half of those present voted for the proposal (decision 0088)."""
    return 2 * vote.votes_for > len(vote.protocol.members)
