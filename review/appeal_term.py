"""Until when a refusal can be appealed: counted from the day its letter counts as received."""

from dataclasses import dataclass
from datetime import date, timedelta

from deadlines.calendars import approved_calendar
from deadlines.working_days import day_in_kyiv, working_day_from
from outbox.delivered import delivered_on
from outbox.models import Letter
from review.appeals import appeal_on
from review.in_force import decided_first
from review.models import Decision


@dataclass(frozen=True, slots=True)
class Term:
    """`named` is the day the decision names, `received_on` when its letter counts as received.

    `until` is the last day, a working day; none while the letter has not left, for then no term has
    begun. It `is_by_weekday` where its year has no approved calendar yet.
    """

    named: date
    received_on: date | None
    until: date | None
    is_by_weekday: bool = False


def key_of(decision: Decision) -> str:
    """Return what makes the letter of a decision one letter."""
    return f"decision:{decision.pk}"


def named_on(decided_on: date) -> date:
    """Return the last day to appeal that a decision of a day names."""
    return working_day_from(appeal_on(decided_on).until(decided_on), calendar=approved_calendar())


def term_of_appeal(decision: Decision) -> Term | None:
    """Return the term of a refusal; none of an approval (decisions 0031 and 0123).

    The day the decision names, or later where its letter left late; where that is no working day,
    the next one (decision 0172). An obvious error put right afterwards begins no new term.
    """
    first = decided_first(decision)
    if first.appeal_until is None:
        return None
    letter = Letter.objects.filter(dedupe_key=key_of(first)).first()
    if letter is None:
        return ending(first.appeal_until, None, first.appeal_until)
    received = delivered_on(letter)
    if received is None:
        return Term(first.appeal_until, None, None)
    counted = received + timedelta(days=appeal_on(day_in_kyiv(first.at)).complaint_days)
    return ending(first.appeal_until, received, max(first.appeal_until, counted))


def ending(named: date, received: date | None, last: date) -> Term:
    """Return the term that ends on a day, or on the next working day where it is none."""
    calendar = approved_calendar()
    until = working_day_from(last, calendar=calendar)
    return Term(named, received, until, is_by_weekday=not calendar.tells(until))


def last_day_to_appeal(decision: Decision) -> date | None:
    """Return the last day; none of an approval, and none while the term has not begun."""
    term = term_of_appeal(decision)
    return term.until if term else None
