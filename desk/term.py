"""The term of a form from its stamped day, told before it is registered."""

from datetime import date, datetime

from deadlines.calendars import approved_calendar
from deadlines.terms import NoTermsInForce, review_days
from deadlines.working_days import BeyondCalendar, day_in_kyiv, due_on
from review.clock import Due, due


def term_of(received_on: date | None, *, at: datetime) -> Due | None:
    """Return when a form received that day is due, as seen now; None where it cannot be counted."""
    today = day_in_kyiv(at)
    if received_on is None or received_on > today:
        return None
    calendar = approved_calendar()
    try:
        last = due_on(received_on, days=review_days(received_on), calendar=calendar)
        return due(last, on=today, calendar=calendar)
    except (BeyondCalendar, NoTermsInForce):
        return None
