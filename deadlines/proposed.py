"""The days off of a year as the Labour Code has them: proposed to whoever enters the year."""

from collections.abc import Iterator
from datetime import date
from functools import partial

import holidays

from deadlines.working_days import ONE_DAY, SATURDAY

HOLIDAY = "КЗпП України, ст. 73"
REST = "КЗпП України, ст. 67, ч. 3"


def days_off_of(year: int) -> Iterator[tuple[date, str, str]]:
    """Yield day, name and source of the public holidays and of the days off that follow them.

    Labour Code, art. 67 part 3: a holiday on a weekend gives the next working day off. Under
    martial law the library lists these days in its category `workday`, because people work on
    them. Days that the Government moves by an act of its own are entered one by one.
    """
    named = {day: name for year in (year - 1, year, year + 1) for day, name in holidays_of(year)}
    taken = set(named)
    for holiday in sorted(day for day in named if day.weekday() >= SATURDAY):
        rest = next(filter(partial(is_free, taken), days_from(holiday)))
        taken.add(rest)
        named[rest] = f"Вихідний за {holiday:%d.%m.%Y}"
    for day in sorted(named):
        if day.year == year:
            yield day, named[day], REST if named[day].startswith("Вихідний за") else HOLIDAY


def holidays_of(year: int) -> Iterator[tuple[date, str]]:
    lists = holidays.country_holidays(
        "UA", years=[year], categories=("public", "workday"), language="uk"
    )
    yield from lists.items()


def days_from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += ONE_DAY


def is_free(taken: set[date], day: date) -> bool:
    return day.weekday() < SATURDAY and day not in taken
