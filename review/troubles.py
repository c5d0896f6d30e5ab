"""Why a decision or a protocol is not in print, in one sentence, and when it is tried again."""

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from review.explained import explained
from review.models import DecisionLetter, ProtocolExtract
from review.printed import NOT_GIVEN_OUT

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
