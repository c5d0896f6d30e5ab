"""What the printed extract of a protocol says: plain texts in one language, as they will stand."""

from typing import Any

from django.utils import translation

from deadlines.working_days import day_in_kyiv
from review.models import Vote
from review.printed_words import NORM, OFFICE, grounds, said
from review.votes import is_carried


def words_of_vote(vote: Vote, language: str) -> dict[str, Any]:
    """Return every word that the template does not have; days as 05.01.2026."""
    proposal, protocol = vote.proposal, vote.protocol
    application = proposal.application
    with translation.override(language):
        return {
            "office": OFFICE[language],
            "norm": NORM[language],
            "number": protocol.number,
            "held_on": said(protocol.held_on),
            "members": protocol.members,
            "application": application.number,
            "received_on": said(application.received_on),
            "applicant": application.people.get(relationship="applicant").name,
            "kind": proposal.kind,
            "proposed_on": said(day_in_kyiv(proposal.at)),
            "grounds": grounds(proposal, language),
            "text": proposal.text,
            "for": vote.votes_for,
            "against": vote.votes_against,
            "abstained": vote.abstained,
            "is_carried": is_carried(vote),
            "recorded_on": said(day_in_kyiv(vote.at)),
            "recorded_by": vote.by.get_full_name() or vote.by.get_username(),
        }
