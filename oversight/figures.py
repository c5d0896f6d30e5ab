"""How the office keeps its term, in figures: counted by the database, none of an applicant."""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import TruncDate, TruncWeek

from applications.models import Application, ClockEntry
from applications.status import UNDECIDED
from deadlines.working_days import KYIV, ONE_DAY, BeyondCalendar, Calendar
from review.clock import last_of_soon
from review.models import CorrectionRequest, Decision, Kind, Nature

MOST_ROUNDS = 3  # that many correction rounds, or more
FORECAST = 15  # working days: three weeks


@dataclass(frozen=True, slots=True)
class Span:
    """Whole weeks, from a Monday to the day of asking."""

    weeks: int
    on: date

    @property
    def start(self) -> date:
        monday = self.on - timedelta(days=self.on.weekday())
        return monday - timedelta(weeks=self.weeks - 1)

    @property
    def mondays(self) -> list[date]:
        return [self.start + timedelta(weeks=each) for each in range(self.weeks)]


@dataclass(frozen=True, slots=True)
class Flow:
    """What came in, and what was decided, in the week from `monday`; how much of it in time."""

    monday: date
    received: int
    decided: int
    in_time: int


@dataclass(frozen=True, slots=True)
class Load:
    """What one caseworker answers for; nobody's where `name` is empty.

    What is soon due or overdue is so by a clock that runs; a stopped one is undecided alone.
    `account` is the key of the caseworker's.
    """

    account: int | None
    name: str
    undecided: int
    soon: int
    overdue: int


def first_decisions() -> Any:
    """Return the first decision on each application, with its day in Kyiv as `day`."""
    return Decision.objects.filter(nature=Nature.FIRST).annotate(day=TruncDate("at", tzinfo=KYIV))


def due_then() -> Subquery:
    """Return the due date as the clock gave it when a decision was made; an appeal moves it on."""
    known = ClockEntry.objects.filter(application=OuterRef("application"), at__lte=OuterRef("at"))
    return Subquery(known.order_by("-pk").values("due_on")[:1])


def flow(span: Span) -> list[Flow]:
    """Return the weeks of a span, the earliest first. Two queries."""
    received = Counter(
        dict(
            Application.objects.filter(received_on__gte=span.start, received_on__lte=span.on)
            .annotate(week=TruncWeek("received_on"))
            .values_list("week")
            .annotate(Count("pk"))
        )
    )
    weeks = (
        first_decisions()
        .filter(day__gte=span.start, day__lte=span.on)
        .annotate(week=TruncWeek("day"), due=due_then())
        .values_list("week")
        .annotate(all=Count("pk"), in_time=Count("pk", filter=Q(day__lte=F("due"))))
    )
    decided = {week: (count, in_time) for week, count, in_time in weeks}
    return [Flow(monday, received[monday], *decided.get(monday, (0, 0))) for monday in span.mondays]


def load(on: date, calendar: Calendar) -> list[Load]:
    """Return who answers for how many, the fullest first, and what nobody took. One query."""
    soon = last_of_soon(on, calendar)
    waiting = Application.objects.filter(status__in=UNDECIDED)
    person = "assignment__caseworker__"
    rows = waiting.values_list(
        f"{person}first_name", f"{person}last_name", f"{person}username", f"{person}pk"
    ).annotate(
        all=Count("pk"),
        soon=Count("pk", filter=Q(paused_on=None, due_on__gte=on, due_on__lte=soon)),
        overdue=Count("pk", filter=Q(paused_on=None, due_on__lt=on)),
    )
    loads = [
        Load(account, named(first, last, username), *counts)
        for first, last, username, account, *counts in rows
    ]
    return sorted(loads, key=lambda each: (-each.undecided, each.name))


def named(first: str | None, last: str | None, username: str | None) -> str:
    """Return how somebody of the staff is called; nobody where all three are None."""
    return f"{first or ''} {last or ''}".strip() or username or ""


def refusal_reasons(span: Span) -> list[tuple[str, int]]:
    """Return how often each clause was a ground of a refusal, most often first. One query."""
    refusals = first_decisions().filter(kind=Kind.REFUSE, day__gte=span.start, day__lte=span.on)
    counted = Counter(clause for grounds in refusals.values_list("grounds", flat=True).iterator()
                      for clause in grounds)  # fmt: skip
    return counted.most_common()


def correction_rounds(span: Span) -> list[int]:
    """Return how many of what was decided took 0, 1, 2 rounds, or MOST_ROUNDS and more.

    Two queries.
    """
    decided = first_decisions().filter(day__gte=span.start, day__lte=span.on)
    rounds = Counter(
        dict(
            CorrectionRequest.objects.filter(application__in=decided.values("application"))
            .values_list("application")
            .annotate(Count("pk"))
        ).values()
    )
    corrected = [rounds[each] for each in range(1, MOST_ROUNDS)]
    more = sum(count for each, count in rounds.items() if each >= MOST_ROUNDS)
    return [decided.count() - sum(corrected) - more, *corrected, more]


def forecast(on: date, calendar: Calendar) -> list[tuple[date, int]]:
    """Return how many decisions fall due on each of the next working days, today first.

    Fewer days where the calendar ends before, none where it has no such year. One query.
    """
    days = next_working_days(on, calendar)
    if not days:
        return []
    falling = Counter(
        dict(
            Application.objects.running()
            .filter(due_on__range=(on, days[-1]))
            .values_list("due_on")
            .annotate(Count("pk"))
        )
    )
    return [(day, falling[day]) for day in days]


def next_working_days(on: date, calendar: Calendar) -> list[date]:
    """Return the next FORECAST of them, today among them, or those the calendar still has."""
    days: list[date] = []
    day = on
    with suppress(BeyondCalendar):
        while len(days) < FORECAST:
            if calendar.is_working_day(day):
                days.append(day)
            day += ONE_DAY
    return days


def overdue(on: date) -> int:
    return Application.objects.overdue_on(on).count()


def shares(flows: Iterable[Flow]) -> tuple[int, int]:
    """Return how many were decided, and how many of them in time."""
    listed = list(flows)
    return sum(each.decided for each in listed), sum(each.in_time for each in listed)
