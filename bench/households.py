# ruff: noqa: PLR2004  # every number is a chance, in its place
"""Households as there might be, from a fixed seed: packages of the contract, one a line.

Most are two or three people with one home in the Mariupol community; a tenth leave out what the
rules would need. Nobody in them exists.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from stdnum.ua import rntrc

SEED = 814
RECEIVED_ON = date(2026, 1, 5)
MARIUPOL = "UA14140050"
FIRST_DAY = date(1899, 12, 31)  # taxpayer numbers count days from here
SURNAMES = ("Коваленко", "Шевченко", "Бондаренко", "Ткаченко", "Кравченко", "Олійник", "Лисенко")
NAMES = ("Олена", "Марія", "Ірина", "Андрій", "Сергій", "Юрій", "Наталія", "Ганна", "Петро")
STATUSES = (
    ("veteran", "holder"),
    ("servicemember", "family_member"),
    ("disability", "holder"),
    ("child_with_disability", "holder"),
    ("defender_of_mariupol", "holder"),
    ("deprived_of_liberty", "family_member"),
    ("fallen_defender", "family_member"),
    ("constant_care", "holder"),
)
EVIDENCE = ("damage_register", "inspection_report", "technical_assessment")


@dataclass(frozen=True, slots=True)
class Places:
    """Codes to live and own in: of the Mariupol community, and of anywhere."""

    community: Sequence[str]
    anywhere: Sequence[str]


def lines(count: int, places: Places) -> Iterator[str]:
    """Yield so many packages as JSON, the same ones every time."""
    dice = Random(SEED)
    for number in range(count):
        yield json.dumps(package(dice, number, places), ensure_ascii=False)


def package(dice: Random, number: int, places: Places) -> dict[str, Any]:
    size = dice.choices(range(1, 7), weights=(18, 27, 27, 17, 8, 3))[0]
    homes = [home(dice, place, size, places) for place in range(home_count(dice))]
    return {
        "format": "housing-application/1",
        "programme": "resolution-814",
        "channel": dice.choices(("online", "in_person", "post", "email"), (70, 20, 7, 3))[0],
        "received_at": f"{RECEIVED_ON}T{dice.randrange(10, 18)}:{dice.randrange(10, 60)}:00+02:00",
        "language": "uk",
        "invitation": {"method": "electronic"},
        "declarations": {
            "no_monetary_assistance": dice.choices((True, False, None), (90, 4, 6))[0],
            "owns_no_housing": None if homes else dice.choices((True, None), (92, 8))[0],
            "personal_data_notice": "1",
        },
        "former_residence": residence(dice, places),
        "people": [person(dice, place, number) for place in range(size)],
        "homes": homes,
        "documents": [],
    }


def home_count(dice: Random) -> int:
    return dice.choices(range(4), weights=(35, 50, 11, 4))[0]


def residence(dice: Random, places: Places) -> dict[str, Any] | None:
    if dice.random() < 0.02:
        return None
    where = places.community if dice.random() < 0.93 else places.anywhere
    bases = dice.choices((["registered"], ["declared"], ["actual"], []), (75, 10, 13, 2))[0]
    return {"bases": bases, "katottg": dice.choice(where), "address": "вул. Зразкова, 1"}


def person(dice: Random, place: int, number: int) -> dict[str, Any]:
    is_child = place > 0 and dice.random() < 0.55
    born = RECEIVED_ON - timedelta(
        dice.randrange(30, 8000) if is_child else dice.randrange(7000, 30000)
    )
    is_applicant = place == 0
    held = dice.sample(STATUSES, 1) if dice.random() < 0.12 else []
    return {
        "ref": f"p{place + 1}",
        "relationship": "applicant" if is_applicant else relationship(dice, is_child=is_child),
        "surname": SURNAMES[number % len(SURNAMES)],
        "given_name": dice.choice(NAMES),
        "patronymic": "Іванівна" if dice.random() < 0.95 else None,
        "birth_date": born.isoformat(),
        "identity_document": identity(dice, is_child=is_child),
        "taxpayer_number": None if is_child else taxpayer_number(dice, born),
        "taxpayer_number_refused": False,
        "unzr": None,
        "idp_certificate": certificate(dice) if is_applicant else None,
        "phone": "+380501234567" if is_applicant else None,
        "email": f"a{number}@example.org" if is_applicant else None,
        "full_time_student": not is_child and dice.random() < 0.05,
        "statuses": [{"code": code, "as": held_as} for code, held_as in held],
        "unsure_of_statuses": dice.random() < 0.02,
    }


def relationship(dice: Random, *, is_child: bool) -> str:
    return "child" if is_child else dice.choice(("spouse", "parent", "sibling", "other"))


def identity(dice: Random, *, is_child: bool) -> dict[str, str]:
    if is_child:
        return {"type": "birth_certificate", "number": f"I-БК {dice.randrange(10**6):06d}"}
    return {"type": "id_card", "number": f"{dice.randrange(10**9):09d}"}


def taxpayer_number(dice: Random, born: date) -> str:
    body = f"{(born - FIRST_DAY).days:05d}{dice.randrange(10**4):04d}"
    return body + rntrc.calc_check_digit(body)


def certificate(dice: Random) -> dict[str, str] | None:
    if dice.random() < 0.04:
        return None
    return {"number": f"1401-5{dice.randrange(10**9):09d}", "issued_on": "2022-05-02"}


def home(dice: Random, place: int, size: int, places: Places) -> dict[str, Any]:
    where = places.community if dice.random() < 0.75 else places.anywhere
    condition = dice.choices(("habitable", "destroyed", "uninhabitable"), (55, 35, 10))[0]
    is_proven = condition != "habitable" and dice.random() < 0.8
    evidence = {"type": dice.choice(EVIDENCE), "reference": f"№ {dice.randrange(10**6)}"}
    return {
        "ref": f"h{place + 1}",
        "owner": f"p{dice.randrange(size) + 1}",
        "total_area_m2": f"{dice.randrange(1800, 9000) / 100:.2f}",
        "share": dice.choices(("1", "1/2", "1/3", "1/4", "2/3"), (60, 20, 8, 8, 4))[0],
        "katottg": dice.choice(where) if dice.random() < 0.95 else None,
        "address": "вул. Зразкова, 1",
        "condition": condition,
        "evidence": evidence if is_proven else None,
    }
