"""Decisions, appeals and the commission's vote, as the page of an application shows them."""

from dataclasses import dataclass

from django.urls import reverse

from applications.vocabulary import LANGUAGES
from review import troubles
from review.appealing import counts_from
from review.dossier import Dossier
from review.models import Appeal, Decision, Kind, Nature, Vote
from review.printed_words import number_of
from review.votes import vote_on


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision; `prints`: language and address of its PDFs; `troubles`: why one is not had."""

    decision: Decision
    number: str
    is_in_force: bool
    is_refusal: bool
    is_correction: bool
    vote: Vote | None
    prints: list[tuple[str, str]]
    troubles: list[str]


def decision_rows(dossier: Dossier) -> list[DecisionRow]:
    """Return the decisions, the latest first."""
    found = Decision.objects.filter(application=dossier.application).prefetch_related("letters")
    decisions = found.select_related("by", "proposed_by", "proposal", "application")
    last = True
    rows = []
    for decision in decisions.order_by("-pk"):
        rows.append(row(decision, is_in_force=last and dossier.decision is not None))
        last = False
    return rows


def row(decision: Decision, *, is_in_force: bool) -> DecisionRow:
    return DecisionRow(
        decision=decision,
        number=number_of(decision),
        is_in_force=is_in_force,
        is_refusal=decision.kind == Kind.REFUSE,
        is_correction=decision.nature == Nature.CORRECTION,
        vote=vote_on(decision.proposal),
        prints=[
            (
                language,
                reverse(
                    "admin:review_decision", args=[decision.application_id, decision.pk, language]
                ),
            )
            for language in LANGUAGES
        ],
        troubles=list(dict.fromkeys(filter(None, map(troubles.said, decision.letters.all())))),
    )


def after_decision(dossier: Dossier) -> dict[str, object]:
    """Return what the page shows of decisions, appeals and votes."""
    appeals = Appeal.objects.filter(application=dossier.application).select_related("by")
    proposal = dossier.proposal
    return {
        "decisions": decision_rows(dossier),
        "appeals": list(appeals.order_by("-pk")),
        "counts_from": counts_from(dossier.application),
        "vote": vote_on(proposal) if proposal else None,
    }
