"""The term of a lease in months, and its last day."""

import calendar
from datetime import date, timedelta

LEAST_MONTHS = 6  # Resolution 814: the term of a lease is not less than six months
MOST_MONTHS = 60  # Civil Code, art. 821: five years where nothing else is agreed
SHORT_BELOW = 12  # Civil Code, art. 821: below one year a lease is short-term

MOST_AHEAD = timedelta(days=365)  # a first day further ahead is a slip of the keyboard


class StartRefused(Exception):
    """A lease begins between `earliest`, the day of the approval, and `latest`, a year ahead."""

    def __init__(self, earliest: date, latest: date) -> None:
        super().__init__(f"a lease begins between {earliest} and {latest}")
        self.earliest, self.latest = earliest, latest


class TermTooShort(Exception):
    """Resolution 814: a lease is for six months or more."""


class TermTooLong(Exception):
    """We let nobody for more than five years (docs/decisions/0022)."""


def check_start(starts_on: date, *, approved_on: date, today: date) -> None:
    """Refuse a start before the decision it rests on, or so far ahead that it is a slip.

    Raises StartRefused (docs/decisions/0022).
    """
    latest = today + MOST_AHEAD
    if not approved_on <= starts_on <= latest:
        raise StartRefused(approved_on, latest)


def last_day(starts_on: date, months: int) -> date:
    """Return the last day of a term whose first day is `starts_on`; both days count.

    It is the day before the same day of the last month, and the end of that month where the month
    has no such day (Civil Code, art. 254). Raises TermTooShort and TermTooLong.
    """
    if months < LEAST_MONTHS:
        raise TermTooShort
    if months > MOST_MONTHS:
        raise TermTooLong
    same_day = months_after(starts_on, months)
    return same_day if same_day.day != starts_on.day else same_day - timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, before where negative (Civil Code, art. 254).

    The end of that month where the month has no such day.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def is_short(months: int) -> bool:
    """Civil Code, art. 821: a short-term lease gives no preference when it is let again."""
    return months < SHORT_BELOW
