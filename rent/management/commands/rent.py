"""`manage.py rent --area 53 --rooms 2 --on 2025-06-01`: the rent, factor by factor."""

import json
import re
from argparse import ArgumentParser
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand

from refusals.commands import refusals_said_on, refuse_usage
from refusals.refused import Refusal, Refused, collecting
from rent.formula import Factor, NoCoefficient, monthly_rent, plain
from rent.tariffs import NoTariff, tariff_on

AREA = re.compile(r"[0-9]{1,5}([.][0-9]{1,2})?")
ROOMS = re.compile(r"[0-9]{1,3}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Command(BaseCommand):
    """Prints the rent as one JSON document, amounts as decimal strings in hryvnias.

    {"area_rent_per_m2", "area_m2", "room_coefficient", "social_coefficient", "exact",
    "monthly_rent", "tariff", "lines"}; a line is {"symbol", "value", "unit", "name": {"uk", "en"},
    "citation"}, the factors first and the rent last. A refused input prints
    {"errors": [{"path", "message": {"uk", "en"}}]} and exits with 2.
    """

    help = "Print the monthly rent of a dwelling and the factors it is the product of, as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        refuse_usage(parser)
        parser.add_argument("--area", default="", help="total area in m², as 53.5; required")
        parser.add_argument("--rooms", default="", help="number of rooms; required")
        parser.add_argument("--on", default="", help="day of the rent, as 2025-06-01; required")

    def handle(self, *_: Any, area: str, rooms: str, on: str, **__: Any) -> None:
        faults: list[Refusal] = []
        with refusals_said_on(self.stdout):
            with collecting(faults):
                total_area = read_area(area)
            with collecting(faults):
                number = read_rooms(rooms)
            with collecting(faults):
                day = read_day(on)
            if faults:
                raise Refused(*faults)
            answer = document(total_area, rooms=number, on=day)
        self.stdout.write(json.dumps(answer, ensure_ascii=False))


def read_area(text: str) -> Decimal:
    if not AREA.fullmatch(text) or not Decimal(text):
        raise Refused.at(
            "area",
            uk="Площа — це число, більше за нуль і менше за 100000, щонайбільше з двома "
            "знаками після крапки: 53 або 53.25.",
            en="An area is a number above 0 and below 100000 with at most two digits after "
            "the point: 53 or 53.25.",
        )
    return Decimal(text)


def read_rooms(text: str) -> int:
    if not ROOMS.fullmatch(text) or not int(text):
        raise Refused.at(
            "rooms",
            uk="Кількість кімнат — це ціле число від 1.",
            en="The number of rooms is a whole number from 1.",
        )
    return int(text)


def read_day(text: str) -> date:
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Refused.at(
        "on",
        uk="Це не дата. Запишіть день так: 2025-06-01.",
        en="This is not a date. Write the day as 2025-06-01.",
    )


def document(total_area: Decimal, *, rooms: int, on: date) -> dict[str, Any]:
    """Return what the command prints. Reads the tariff: two queries."""
    try:
        tariff = tariff_on(on).tariff()
        statement = monthly_rent(total_area, rooms, tariff)
    except NoTariff as refusal:
        raise no_tariff(refusal.day) from refusal
    except NoCoefficient as refusal:
        raise no_coefficient(refusal.rooms, most=refusal.most) from refusal
    mean_rent, area, by_rooms, social = statement.factors
    return {
        "area_rent_per_m2": plain(mean_rent.value),
        "area_m2": plain(area.value),
        "room_coefficient": plain(by_rooms.value),
        "social_coefficient": plain(social.value),
        "exact": plain(statement.exact),
        "monthly_rent": plain(statement.total),
        "tariff": tariff.name,
        "lines": [written(line) for line in statement.lines],
    }


def no_tariff(day: date) -> Refused:
    return Refused.at(
        "on",
        uk=f"На {day:%d.%m.%Y} немає затвердженого тарифу. "
        f"Внесіть тариф на {day.year} рік; інша особа має його затвердити.",
        en=f"No approved tariff is in force on {day}. "
        f"Enter the tariff of {day.year} and have another person approve it.",
    )


def no_coefficient(rooms: int, *, most: int) -> Refused:
    return Refused.at(
        "rooms",
        uk=f"Для житла з такою кількістю кімнат ({rooms}) коефіцієнта не встановлено: "
        f"тариф має їх від 1 до {most}.",
        en=f"No coefficient is set for a dwelling of {rooms} rooms: "
        f"the tariff has them for 1 to {most}.",
    )


def written(line: Factor) -> dict[str, Any]:
    return {
        "symbol": line.symbol,
        "value": plain(line.value),
        "unit": line.unit,
        "name": {"uk": line.name_uk, "en": line.name_en},
        "citation": line.citation,
    }
