"""The proposal that awaits its decision."""

from datetime import datetime

from accounts.models import User
from applications.models import Application
from review.models import Proposal, State


class NoOpenProposal(Exception):
    """Nothing is proposed that could be decided or sent back."""


def open_proposal(application: Application) -> Proposal | None:
    """Return what awaits a decision, if anything does."""
    waiting = Proposal.objects.filter(application=application, state=State.OPEN)
    return waiting.select_related("determination", "by").first()


def close(proposal: Proposal, state: State, *, reason: str = "", by: User, at: datetime) -> None:
    proposal.state, proposal.closing_reason = state, reason
    proposal.closed_by_id, proposal.closed_at = by.pk, at
    proposal.save(update_fields=["state", "closing_reason", "closed_by", "closed_at"])
