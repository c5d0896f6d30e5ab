"""What a printed decision says, all of it in one language: plain texts, as they will stand."""

from datetime import date
from typing import Any

from django.utils import translation

from deadlines.working_days import day_in_kyiv
from outbox.delivered import left_on, terms_on
from review.appeals import appeal_on
from review.findings import fact
from review.models import Decision, Hearing, Nature, Proposal, Vote
from review.notices import day_to_speak, notice_of
from review.words import FACTS

OFFICE = {
    "uk": "Маріупольська міська військова адміністрація",
    "en": "Mariupol City Military Administration",
}
# Who decides, as the act names the post; whose it is, the name beside it tells.
POSITION = {
    "uk": "Уповноважена посадова особа Маріупольської міської військової адміністрації",
    "en": "Authorised official of the Mariupol City Military Administration",
}
# Where a commission votes, the official decides on its protocol, and the line says so.
ON_PROTOCOL = {
    "uk": "{position}, на підставі рішення комісії (протокол № {number} від {held_on})",
    "en": "{position}, on the decision of the commission (protocol No. {number} of {held_on})",
}
NORM = {
    "uk": "Постанова Кабінету Міністрів України від 7 липня 2025 р. № 814; Закон України"
    " «Про адміністративну процедуру» № 2073-IX",
    "en": "Resolution of the Cabinet of Ministers of Ukraine No. 814 of 7 July 2025; Law of Ukraine"
    " on administrative procedure No. 2073-IX",
}


def words_of(decision: Decision, language: str) -> dict[str, Any]:
    """Return every word that the template does not have; days as 05.01.2026."""
    application = decision.application
    with translation.override(language):
        return {
            "office": OFFICE[language],
            "norm": NORM[language],
            "number": number_of(decision),
            "kind": decision.kind,
            "nature": decision.nature,
            "decided_on": said(day_in_kyiv(decision.at)),
            "application": application.number,
            "received_on": said(application.received_on),
            "applicant": application.people.get(relationship="applicant").name,
            "grounds": grounds(decision.proposal, language),
            "hearing": hearing(decision),
            "vote": vote(decision),
            "text": decision.text,
            "considered": decision.considered,
            "earlier": earlier(decision),
            "appeal": appeal(decision, language),
            "position": position(decision, language),
            "by": decision.by.get_full_name() or decision.by.get_username(),
        }


def number_of(decision: Decision) -> str:
    """Return the number of a decision: of its application, and its place among its decisions."""
    before = Decision.objects.filter(application=decision.application_id, pk__lt=decision.pk)
    return f"{decision.application.number}/{before.count() + 1}"


def said(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def grounds(proposal: Proposal, language: str) -> list[dict[str, Any]]:
    """Return the clauses it rests on: provision, sentence, and the facts picked of it."""
    return [
        {
            "citation": clause["citation"],
            "why": clause["why"][language],
            "facts": [
                [str(FACTS.get(key, key)), fact(key, told)]
                for key, told in clause["facts"].items()
                if f"{clause['id']}:{key}" in proposal.facts
            ],
        }
        for clause in proposal.determination.document["clauses"]
        if clause["id"] in proposal.grounds
    ]


def hearing(decision: Decision) -> dict[str, Any] | None:
    """Return when the notice left, until when the applicant could speak, and what they said."""
    found = Hearing.objects.filter(proposal=decision.proposal_id).first()
    if found is None:
        return None
    notice = notice_of(found)
    left = left_on(notice) if notice else None
    return {
        "notice_on": said(left or day_in_kyiv(found.notice_at)),
        "until": said(day_to_speak(found, notice) or found.hear_by),
        "heard_on": said(found.heard_on) if found.heard_on else "",
        "statement": found.statement,
    }


def vote(decision: Decision) -> dict[str, Any] | None:
    """Return how the commission voted, where one decides."""
    found = Vote.objects.select_related("protocol").filter(proposal=decision.proposal_id).first()
    if found is None:
        return None
    return {
        "number": found.protocol.number,
        "held_on": said(found.protocol.held_on),
        "members": found.protocol.members,
        "for": found.votes_for,
        "against": found.votes_against,
        "abstained": found.abstained,
    }


def position(decision: Decision, language: str) -> str:
    """Return whose signature stands under it: the official's, and on which protocol, if any."""
    told = vote(decision)
    if told is None:
        return POSITION[language]
    return ON_PROTOCOL[language].format(
        position=POSITION[language], number=told["number"], held_on=told["held_on"]
    )


def earlier(decision: Decision) -> dict[str, Any] | None:
    """Return which decision this one follows, and of a correction what was wrong in it."""
    if decision.supersedes is None:
        return None
    return {
        "number": number_of(decision.supersedes),
        "decided_on": said(day_in_kyiv(decision.supersedes.at)),
        "wrong": decision.wrong,
        "right": decision.right,
        "is_corrected": decision.nature == Nature.CORRECTION,
    }


def appeal(decision: Decision, language: str) -> dict[str, Any] | None:
    """Return how, where and until when to appeal, and how the term is counted."""
    if decision.appeal_until is None:
        return None
    terms = appeal_on(day_in_kyiv(decision.at))
    return {
        "until": said(decision.appeal_until),
        "days": terms.complaint_days,
        "post_days": terms_on(day_in_kyiv(decision.at)).post_days,
        "how": terms.how[language],
        "where": terms.where[language],
        "source": terms.source,
    }
