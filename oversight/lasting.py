"""How long the office takes, from receipt to the first decision, in working days."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count

from applications.models import Application
from applications.status import UNDECIDED
from deadlines.working_days import BeyondCalendar, Calendar, working_days_left
from oversight.figures import Span, first_decisions

HALF, MOST = 50, 90  # percent


@dataclass(frozen=True, slots=True)
class Duration:
    """Working days from receipt to the decision; `at_least` where open ones may make it longer."""

    days: int | None
    at_least: bool


UNKNOWN = Duration(None, at_least=False)


@dataclass(slots=True)
class Lasted:
    """How many were decided after so many working days, and how many are open after so many.

    An open application counts with its age so far, which is the least it can become: where one of
    them is no older than the percentile, the percentile is a lower bound (decision 0097).
    """

    ended: Counter[int] = field(default_factory=Counter)
    ages: Counter[int] = field(default_factory=Counter)

    def percentile(self, percent: int) -> Duration:
        """Return the least number of days within which so many of a hundred are (nearest rank)."""
        total = self.ended.total() + self.ages.total()
        if not total:
            return UNKNOWN
        rank, passed = -(-total * percent // 100), 0
        days = -1
        for days in sorted(self.ended.keys() | self.ages.keys()):
            passed += self.ended[days] + self.ages[days]
            if passed >= rank:
                break
        return Duration(days, at_least=any(age <= days for age in self.ages))


def lasted(span: Span, calendar: Calendar) -> dict[date, Lasted]:
    """Return by the Monday of their week how long what was received in a span took. Two queries.

    What was withdrawn or is a duplicate waits for nobody and is left out. Nothing is known where
    one of them lasts beyond the calendar.
    """
    received = {"received_on__gte": span.start, "received_on__lte": span.on}
    decided = (
        first_decisions()
        .filter(**{f"application__{name}": day for name, day in received.items()})
        .values_list("application__received_on", "day")
        .annotate(Count("pk"))
    )
    still_open = (
        Application.objects.filter(status__in=UNDECIDED, **received)
        .exclude(decisions__isnull=False)
        .values_list("received_on")
        .annotate(Count("pk"))
    )
    found: defaultdict[date, Lasted] = defaultdict(Lasted)
    try:
        for received_on, day, count in decided:
            days = working_days(received_on, day, calendar)
            found[monday_of(received_on)].ended[days] += count
        for received_on, count in still_open:
            age = working_days(received_on, span.on, calendar)
            found[monday_of(received_on)].ages[age] += count
    except BeyondCalendar:
        return {}
    return found


def altogether(weeks: dict[date, Lasted]) -> Lasted:
    every = Lasted()
    for week in weeks.values():
        every.ended += week.ended
        every.ages += week.ages
    return every


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def working_days(first: date, last: date, calendar: Calendar) -> int:
    return working_days_left(first, due_on=last, calendar=calendar) if last > first else 0
