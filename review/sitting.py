"""The protocol of a whole sitting, printed when it is asked for: votes may still be entered."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.timezone import localtime

from accounts.models import User
from printing import renderer
from review.lock import subject_of
from review.models import Protocol, ProtocolExtract
from review.printed import TEMPLATES, opened
from review.printed_words import NORM, OFFICE, said
from review.readings import note

CURRENT = "1"
FOLDER = TEMPLATES / "sittings" / CURRENT


def sitting_pdf(protocol: Protocol, language: str, *, by: User, at: datetime) -> bytes:
    """Print a sitting with every application voted on in it, and note who read of each of them.

    Raises CannotUnseal, FetchRefused and NotPrinted; then nothing was read.
    """
    extracts = list(extracts_of(protocol, language))
    html = render_to_string(
        f"review/sittings/{CURRENT}/sitting.{language}.html",
        words_of(protocol, extracts, language, at),
    )
    pdf = renderer.pdf(html, base=FOLDER / "base.css", sheet=FOLDER / "sitting.css")
    for extract in extracts:
        about = subject_of(extract.vote.proposal.application_id)
        note("protocol.read", about, by=by, at=at, facts={"vote": extract.vote_id})
    return pdf


def extracts_of(protocol: Protocol, language: str) -> QuerySet[ProtocolExtract]:
    found = ProtocolExtract.objects.filter(vote__protocol=protocol, language=language)
    return found.select_related("vote__proposal").order_by("vote")


def words_of(
    protocol: Protocol, extracts: list[ProtocolExtract], language: str, at: datetime
) -> dict[str, Any]:
    return {
        "office": OFFICE[language],
        "norm": NORM[language],
        "number": protocol.number,
        "held_on": said(protocol.held_on),
        "members": protocol.members,
        "items": [opened(extract) for extract in extracts],
        "printed_at": f"{localtime(at):%d.%m.%Y %H:%M}",
    }
