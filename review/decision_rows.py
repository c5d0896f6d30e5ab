"""Decisions, appeals and the commission's vote, as the page of an application shows them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from applications.vocabulary import LANGUAGES
from review import troubles
from review.access import may_print_sittings
from review.appealing import counts_from
from review.copy_rows import CopyRow, row_of
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
    vote: "VoteRow | None"
    prints: list[tuple[str, str]]
    troubles: list[str]
    is_hidden: bool


def decision_rows(dossier: Dossier) -> list[DecisionRow]:
    """Return the decisions, the latest first."""
    found = Decision.objects.filter(application=dossier.application).prefetch_related("letters")
    decisions = found.select_related("by", "proposed_by", "proposal", "application")
    last = True
    rows = []
    for decision in decisions.order_by("-pk"):
        rows.append(row(decision, dossier, is_in_force=last and dossier.decision is not None))
        last = False
    return rows


def is_hidden(dossier: Dossier, *own: int) -> bool:
    """Tell whether a text is shown to those alone who review, and whose own act it is."""
    return dossier.has_hidden and dossier.user.pk not in own


def row(decision: Decision, dossier: Dossier, *, is_in_force: bool) -> DecisionRow:
    return DecisionRow(
        decision=decision,
        number=number_of(decision),
        is_in_force=is_in_force,
        is_refusal=decision.kind == Kind.REFUSE,
        is_correction=decision.nature == Nature.CORRECTION,
        vote=vote_row(vote_on(decision.proposal), dossier),
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
        is_hidden=is_hidden(dossier, decision.by_id, decision.proposed_by_id),
    )


@dataclass(frozen=True, slots=True)
class AppealRow:
    """An appeal, with its scans if it came on paper. `title` and `about` name them to a reader."""

    appeal: Appeal
    copies: list[CopyRow]
    is_hidden: bool
    title: str
    about: str


def appeal_row(appeal: Appeal, dossier: Dossier) -> AppealRow:
    address = [appeal.application_id, appeal.pk]
    return AppealRow(
        appeal=appeal,
        copies=[
            row_of(scan, place, "review_scan_page", "review_scan", [*address, scan.pk])
            for place, scan in enumerate(appeal.copies, start=1)
        ],
        is_hidden=is_hidden(dossier, appeal.by_id),
        title=_("Scan of the appeal"),
        about=appeal.from_whom,
    )


@dataclass(frozen=True, slots=True)
class VoteRow:
    """How the commission voted; `prints` are language and address of the extract.

    `sittings` are those of the whole sitting, for who decides.
    """

    vote: Vote
    prints: list[tuple[str, str]]
    sittings: list[tuple[str, str]]
    troubles: list[str]
    is_hidden: bool


def vote_row(vote: Vote | None, dossier: Dossier) -> VoteRow | None:
    if vote is None:
        return None
    extracts = list(vote.extracts.order_by("-language"))
    return VoteRow(
        vote=vote,
        prints=[
            (
                each.language,
                reverse(
                    "admin:review_protocol",
                    args=[dossier.application.pk, vote.pk, each.language],
                ),
            )
            for each in extracts
        ],
        sittings=[
            (language, reverse("admin:review_sitting", args=[vote.protocol_id, language]))
            for language in LANGUAGES
            if may_print_sittings(dossier.user)
        ],
        troubles=list(dict.fromkeys(filter(None, map(troubles.said, extracts)))),
        is_hidden=is_hidden(dossier, vote.by_id, vote.proposal.by_id),
    )


def after_decision(dossier: Dossier) -> dict[str, object]:
    """Return what the page shows of decisions, appeals and votes."""
    found = Appeal.objects.filter(application=dossier.application).select_related("by", "copy")
    appeals = found.prefetch_related("copy__pages", "further__copy__pages").order_by("-pk")
    proposal = dossier.proposal
    return {
        "decisions": decision_rows(dossier),
        "appeals": [appeal_row(appeal, dossier) for appeal in appeals],
        "counts_from": counts_from(dossier.application),
        "vote": vote_row(vote_on(proposal), dossier) if proposal else None,
    }
