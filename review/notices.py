"""Notices on their way: until one has left, no day to speak or to answer has begun."""

from datetime import date

from django.conf import settings

from deadlines.calendars import approved_calendar
from deadlines.working_days import BeyondCalendar, Calendar, due_on
from outbox.delivered import delivered_on
from outbox.models import Letter
from review.models import Closing, Hearing

KEY = "hearing_notice:proposal:"


def key_of(hearing: Hearing) -> str:
    return f"{KEY}{hearing.proposal_id}"


def notice_of(hearing: Hearing) -> Letter | None:
    return Letter.objects.filter(dedupe_key=key_of(hearing)).first()


def last_day(
    hearing: Hearing, notice: Letter | None, calendar: Calendar | None = None
) -> date | None:
    """Return the last day to speak; none while the notice has neither been sent nor posted.

    The day the notice names, or later where it arrived late: the working days of the setting are
    counted from the day it counts as received (docs/decisions/0030 and 0085). Raises
    BeyondCalendar.
    """
    delivered = delivered_on(notice) if notice else None
    if delivered is None:
        return None
    days, calendar = settings.HEARING_WORKING_DAYS, calendar or approved_calendar()
    return max(hearing.hear_by, due_on(delivered, days=days, calendar=calendar))


def day_to_speak(
    hearing: Hearing, notice: Letter | None, calendar: Calendar | None = None
) -> date | None:
    """Return the last day to speak, where the notice left and a calendar tells."""
    try:
        return last_day(hearing, notice, calendar)
    except BeyondCalendar:
        return None


def has_left(notice: Letter | None) -> bool:
    """Tell whether the notice was sent, posted or handed over."""
    return notice is not None and delivered_on(notice) is not None


def key_of_closing(closing: Closing) -> str:
    return f"closing:{closing.pk}"


def last_day_to_answer(closing: Closing) -> date | None:
    """Return the last day to say that an application repeats no other; none while no letter left.

    As many working days as before a refusal, from the day the letter counts as received. Raises
    BeyondCalendar.
    """
    letter = Letter.objects.filter(dedupe_key=key_of_closing(closing)).first()
    delivered = delivered_on(letter) if letter else None
    if delivered is None:
        return None
    return due_on(delivered, days=settings.HEARING_WORKING_DAYS, calendar=approved_calendar())
