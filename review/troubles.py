"""Why a decision or a protocol is not in print, in one sentence, and when it is tried again."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from applications.models import Application
from review.explained import explained
from review.models import DecisionLetter, ProtocolExtract
from review.printed import NOT_GIVEN_OUT

MOST = 20  # listed; the rest follows as these are dealt with


@dataclass(frozen=True, slots=True)
class Trouble:
    """A sheet that is not in print: of which application, what it is, and why."""

    application: Application
    what: str
    language: str
    why: str


KNOWN = {refusal.__name__: refusal for refusal in NOT_GIVEN_OUT}


def said(sheet: DecisionLetter | ProtocolExtract) -> str:
    """Return the sentence for a sheet that is set aside; nothing for any other."""
    if not sheet.is_set_aside:
        return ""
    known = KNOWN.get(sheet.trouble)
    why = explained(known()) if known else _("The printing program failed.")
    if sheet.printed_at is not None or sheet.not_before is None:
        return why
    at = {"at": f"{localtime(sheet.not_before):%d.%m.%Y %H:%M}"}
    return f"{why} " + _("The portal tries again by itself, not before %(at)s.") % at


def troubles() -> list[Trouble]:
    """Return the decisions and extracts that are not in print, the oldest first. Two queries."""
    is_aside = ~Q(trouble="") | Q(printed_at=None, attempts__gt=0)
    letters = DecisionLetter.objects.select_related("decision__application").filter(is_aside)
    extracts = ProtocolExtract.objects.select_related("vote__proposal__application")
    found = [
        Trouble(each.decision.application, _("Decision"), each.language, said(each))
        for each in letters.order_by("pk")[:MOST]
    ]
    voted = extracts.filter(is_aside).order_by("pk")[:MOST]
    return found + [
        Trouble(
            each.vote.proposal.application, _("Extract of a protocol"), each.language, said(each)
        )
        for each in voted
    ]
