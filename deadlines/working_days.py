"""Terms counted in working days. Pure: days, terms and the calendar come in as arguments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Literal
from zoneinfo import ZoneInfo

KYIV = ZoneInfo("Europe/Kyiv")
SATURDAY = 5
ONE_DAY = timedelta(days=1)


class BeyondCalendar(Exception):
    """No approved calendar says which days of this year are working days."""

    def __init__(self, year: int) -> None:
        super().__init__(f"no approved calendar of working days for {year}")
        self.year = year


@dataclass(frozen=True, slots=True)
class Regime:
    """Martial law or peace, from a day on; `end` is the last day, None while none is entered."""

    kind: Literal["martial_law", "peace"]
    start: date
    end: date | None
    source: str

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


PEACE = Regime("peace", date.min, None, "КЗпП України, ст. 67, ч. 3, і ст. 73")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row under one regime; both ends are part of it."""

    first: date
    last: date
    regime: Regime


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are working days, for whole approved years.

    `holidays` are the days off that hold in peace only. `overrides` are moved days, True where
    people work; they hold under every regime. `version` names the content, sources aside.
    """

    version: str
    years: frozenset[int]
    regimes: tuple[Regime, ...]
    holidays: frozenset[date]
    overrides: Mapping[date, bool]

    def is_working_day(self, day: date) -> bool:
        """Tell whether people work on the day: Monday to Friday, unless it is a day off.

        Public holidays are working days while martial law is in force (Law 2136-IX, art. 6
        part 6). A moved day wins over both. Raises BeyondCalendar outside the approved years.
        """
        self.require(day)
        if day in self.overrides:
            return self.overrides[day]
        if day.weekday() >= SATURDAY:
            return False
        return day not in self.holidays or self.regime_on(day).kind == "martial_law"

    def regime_on(self, day: date) -> Regime:
        """Return the regime that began last of those the day falls under; peace if there is none.

        So the end of martial law may be entered either as its last day or as a regime of peace.
        """
        covering = (regime for regime in self.regimes if regime.covers(day))
        return max(covering, key=lambda regime: regime.start, default=PEACE)

    def tells(self, day: date) -> bool:
        """Tell whether the day is in an approved year."""
        return day.year in self.years

    def require(self, day: date) -> None:
        """Raise BeyondCalendar when the day is in no approved year."""
        if not self.tells(day):
            raise BeyondCalendar(day.year)


def due_on(received_on: date, *, days: int, calendar: Calendar) -> date:
    """Return the last day of a term of that many working days.

    Counting starts on the day after receipt (Civil Code, art. 253), so day 1 is the first working
    day after it. Raises BeyondCalendar when the day of receipt or the last day is in no approved
    year, ValueError for a term of less than one day.
    """
    if days < 1:
        raise ValueError("a term has at least one working day")
    calendar.require(received_on)
    day, left = received_on, days
    while left:
        day += ONE_DAY
        left -= calendar.is_working_day(day)
    return day


def working_day_from(day: date, *, calendar: Calendar) -> date:
    """Return the day, or the next working day where it is none (Civil Code, art. 254 part 5).

    Beyond the approved years the days off are Saturday and Sunday.
    """
    while not (calendar.is_working_day(day) if calendar.tells(day) else day.weekday() < SATURDAY):
        day += ONE_DAY
    return day


def last_start(due_on: date, *, days: int, lead: int = 0, calendar: Calendar) -> date:
    """Return the last working day from which that many working days pass by the last day of a term.

    Before the first of them `lead` calendar days go by, such as those of a letter on its way.
    Raises BeyondCalendar.
    """
    day, left = due_on, days
    while left:
        left -= calendar.is_working_day(day)
        day -= ONE_DAY
    day -= ONE_DAY * lead
    while not calendar.is_working_day(day):
        day -= ONE_DAY
    return day


def working_days_left(on: date, *, due_on: date, calendar: Calendar) -> int:
    """Return the working days after `on` up to and including the last day; 0 on the last day.

    Overdue, it is minus the working days after the last day up to and including `on`.
    """
    if on > due_on:
        return -working_days_left(due_on, due_on=on, calendar=calendar)
    return sum(calendar.is_working_day(day) for day in days_between(on + ONE_DAY, due_on))


def stretches(first: date, last: date, *, calendar: Calendar) -> tuple[Stretch, ...]:
    """Split the days from first to last, both included, where the regime changes."""
    runs = [list(run) for _, run in groupby(days_between(first, last), key=calendar.regime_on)]
    return tuple(Stretch(run[0], run[-1], calendar.regime_on(run[0])) for run in runs)


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield every day from first to last, both included; none when last is before first."""
    return (first + ONE_DAY * number for number in range((last - first).days + 1))


def day_in_kyiv(instant: datetime) -> date:
    """Return the day of receipt: the calendar day in Kyiv at that instant, whatever the hour.

    Receipt out of hours counts the same day (docs/decisions/0012). Raises ValueError when the
    instant has no offset, OverflowError when its day in Kyiv is outside the years 1 to 9999.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant of receipt needs its offset")
    return instant.astimezone(KYIV).date()
