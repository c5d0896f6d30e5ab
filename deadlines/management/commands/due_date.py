"""`manage.py due_date DAY [--days 15]`: the last day of a term, and the calendar it rests on."""

import json
import re
from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand

from deadlines.calendars import approved_calendar
from deadlines.working_days import (
    ONE_DAY,
    BeyondCalendar,
    Stretch,
    day_in_kyiv,
    due_on,
    stretches,
)
from refusals.commands import refusals_said_on, refuse_usage
from refusals.refused import Refusal, Refused, collecting

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
INSTANT = re.compile(
    DAY.pattern + r"[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})?"
)
DAYS = re.compile(r"[1-9][0-9]{0,2}")
MOST_DAYS = 366


class Command(BaseCommand):
    """Prints {"received_on", "due_on", "working_days", "calendar"} as one JSON document.

    `working_days` is the length of the term. `calendar` is the list of stretches that the counting
    crossed, from the day after receipt to the last day, both included: {"from", "to", "regime",
    "source"}, where `regime` is "martial_law" or "peace". A refused input prints
    {"errors": [{"path", "message": {"uk", "en"}}]} and exits with 2.
    """

    help = "Print the last day of a term of working days, and the calendar it rests on, as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        refuse_usage(parser)
        parser.add_argument(
            "day", nargs="?", default="", help="2026-01-05, or an instant with its offset; required"
        )
        parser.add_argument("--days", default="15", help="working days, 1 to 366; 15 if not given")

    def handle(self, *_: Any, day: str, days: str, **__: Any) -> None:
        faults: list[Refusal] = []
        with refusals_said_on(self.stdout):
            with collecting(faults):
                received_on = read_day(day)
            with collecting(faults):
                length = read_days(days)
            if faults:
                raise Refused(*faults)
            answer = document(received_on, days=length)
        self.stdout.write(json.dumps(answer, ensure_ascii=False))


def read_day(text: str) -> date:
    """Return the day of receipt: the day itself, or the day in Kyiv at the instant."""
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
        if found := INSTANT.fullmatch(text):
            return day_at(text.upper(), has_offset=bool(found[2]))
    except (ValueError, OverflowError):
        pass
    raise Refused.at(
        "day",
        uk="Це не дата. Запишіть день так: 2026-01-05, або мить так: 2026-01-05T23:30:00+02:00.",
        en="This is not a date. Write a day as 2026-01-05 or an instant as "
        "2026-01-05T23:30:00+02:00.",
    )


def day_at(instant: str, *, has_offset: bool) -> date:
    if not has_offset:
        raise Refused.at(
            "day",
            uk="Час без зміщення від UTC не називає миті. Додайте його: +02:00, +03:00 або Z.",
            en="A time without its offset from UTC names no instant. Add it: +02:00, +03:00 or Z.",
        )
    return day_in_kyiv(datetime.fromisoformat(instant))


def read_days(text: str) -> int:
    if not DAYS.fullmatch(text) or int(text) > MOST_DAYS:
        raise Refused.at(
            "days",
            uk="Строк — це ціле число робочих днів від 1 до 366.",
            en="A term is a whole number of working days from 1 to 366.",
        )
    return int(text)


def document(received_on: date, *, days: int) -> dict[str, Any]:
    """Return what the command prints. Reads the approved calendar: three queries."""
    calendar = approved_calendar()
    try:
        last = due_on(received_on, days=days, calendar=calendar)
    except BeyondCalendar as beyond:
        raise beyond_calendar(beyond.year) from beyond
    crossed = stretches(received_on + ONE_DAY, last, calendar=calendar)
    return {
        "received_on": str(received_on),
        "due_on": str(last),
        "working_days": days,
        "calendar": [written(stretch) for stretch in crossed],
    }


def beyond_calendar(year: int) -> Refused:
    return Refused.at(
        "day",
        uk=f"Немає затвердженого календаря робочих днів на {year} рік. "
        "Внесіть календар цього року; інша особа має його затвердити.",
        en=f"There is no approved calendar of working days for {year}. "
        "Enter the calendar of that year and have another person approve it.",
    )


def written(stretch: Stretch) -> dict[str, str]:
    return {
        "from": str(stretch.first),
        "to": str(stretch.last),
        "regime": stretch.regime.kind,
        "source": stretch.regime.source,
    }
