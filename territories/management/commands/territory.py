import json
import re
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from refusals.commands import refusals_said_on, refuse_usage
from refusals.refused import Refused
from territories import gazetteer
from territories.codifier import CODE
from territories.gazetteer import Gazetteer

DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Command(BaseCommand):
    help = "Say where a place lies and which periods of hostilities or occupation it has."

    def add_arguments(self, parser: CommandParser) -> None:
        refuse_usage(parser)
        parser.add_argument("code", help="a KATOTTH code, UA and 17 digits")
        parser.add_argument("--on", required=True, metavar="DAY", help="a day, such as 2026-01-05")

    def handle(self, *, code: str, on: str, **_: Any) -> None:
        with refusals_said_on(self.stdout, indent=1):
            found = territory(code, on=on, places=gazetteer.load())
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))


def territory(code: str, *, on: str, places: Gazetteer) -> dict[str, object]:
    """Answer as the contract says. Raises Refused."""
    day = day_of(on)
    check_code(code, places)
    return {
        "code": code,
        "name": places.name(code),
        "path": [{"code": place.code, "name": place.name} for place in places.path(code)],
        "periods": [
            {
                "kind": period.kind,
                "start": period.start.isoformat(),
                "end": period.end and period.end.isoformat(),
                "listed_as": period.listed_as,
            }
            for period in places.periods(code)
        ],
        "open": places.open_period(code, day) is not None,
    }


def day_of(text: str) -> date:
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Refused.at(
        "on", uk="Потрібна наявна дата виду РРРР-ММ-ДД.", en="Give a day that exists, YYYY-MM-DD."
    )


def check_code(code: str, places: Gazetteer) -> None:
    if not CODE.fullmatch(code):
        raise Refused.at(
            "code", uk="Код має бути UA і 17 цифр.", en="The code must be UA and 17 digits."
        )
    if places.edition == gazetteer.NOTHING:
        raise Refused.at(
            "code",
            uk="Кодифікатор і перелік територій ще не завантажено.",
            en="The codifier and the list of territories are not loaded yet.",
        )
    if not places.knows(code):
        raise Refused.at(
            "code",
            uk="Завантажений кодифікатор не знає цього коду.",
            en="The loaded codifier does not know this code.",
        )
