"""Whether a calendar is asked for, and whether a term that begins today has its end."""

from datetime import date

from applications.clock import first_step, reaches
from deadlines.calendars import approved_calendar
from deadlines.models import CalendarYear

ASKED_FROM = (11, 1)  # month and day: domain, "a banner asks for the next year from 1 November"

# An approved year stays approved, so what was found once need not be asked again.
known: set[int] = set()


def year_asked_for(on: date) -> int | None:
    """Return the year whose calendar is to be entered and approved now, if any; one query at most.

    This year's while it is missing, and from 1 November the next one's.
    """
    wanted = [on.year, on.year + 1] if (on.month, on.day) >= ASKED_FROM else [on.year]
    missing = set(wanted) - known
    if missing:
        years = CalendarYear.objects.approved().filter(year__in=missing)
        known.update(years.values_list("year", flat=True))
    return min(set(wanted) - known, default=None)


def receives_on(day: date) -> bool:
    """Tell whether an application received on a day can be given its due date."""
    return reaches(approved_calendar(), [first_step(day)])
