"""The notice of a hearing on its way: until it has left, no day to speak has begun."""

from datetime import date

from django.conf import settings

from deadlines.calendars import approved_calendar
from deadlines.working_days import day_in_kyiv, due_on
from outbox.models import Letter
from outbox.state import State
from review.models import Hearing


def key_of(hearing: Hearing) -> str:
    return f"hearing_notice:proposal:{hearing.proposal_id}"


def notice_of(hearing: Hearing) -> Letter | None:
    return Letter.objects.filter(dedupe_key=key_of(hearing)).first()


def last_day(hearing: Hearing, notice: Letter | None) -> date | None:
    """Return the last day to speak; none while the notice is neither sent nor printed.

    The day the notice names, or later where it left late: the working days of the setting are
    counted from the day it left (docs/decisions/0030).
    """
    if notice is None or notice.state not in {State.SENT, State.PRINTED}:
        return None
    left_at = notice.sent_at or notice.printed_at or hearing.notice_at
    days, calendar = settings.HEARING_WORKING_DAYS, approved_calendar()
    return max(hearing.hear_by, due_on(day_in_kyiv(left_at), days=days, calendar=calendar))
