"""Terms changed for a question: those in force, with what somebody would set otherwise."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from applications.vocabulary import STATUS_CODES
from eligibility.terms import Terms
from refusals.refused import Refusal, Refused, collecting

AREA = "area_per_person_m2"
COUNTS = (
    "child_age", "student_age", "young_child_age", "large_family_children",
)  # fmt: skip
HIGHEST, LARGEST = 120, 1000  # years or children; square metres
METRES = re.compile(r"[0-9]{1,4}([.,][0-9]{1,6})?")
NAMED = ("id", "in_force_from", "source", "citations")  # of an act as a whole; they decide nothing


def changed_terms(text: str, base: Terms) -> Terms:
    """Return the terms in force with the figures and lists that a TOML text sets.

    The text may name one of them or be a whole file as in `eligibility/terms/`. Raises Refused with
    every fault, each at its key; for a text that sets nothing too.
    """
    given = table_of(text)
    fields: dict[str, Any] = {}
    refusals: list[Refusal] = []
    for key, value in given.items():
        with collecting(refusals):
            fields |= read_key(key, value, base)
    if refusals:
        raise Refused(*refusals)
    if not fields:
        raise Refused.at(
            "",
            uk='Не названо жодної зміни. Назвіть, наприклад: area_per_person_m2 = "15"',
            en='No change is named. Name one, for example: area_per_person_m2 = "15"',
        )
    return replace(base, id=f"{base.id}/what-if", **fields)


def table_of(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise Refused.at(
            "",
            uk="Це не TOML: забагато вкладених рівнів.",
            en="This is not TOML: it is nested too deeply.",
        ) from None
    except ValueError as fault:  # a figure of thousands of digits too, which tomllib lets through
        raise Refused.at(
            "",
            uk=f"Це не TOML. Де саме: {fault}",
            en=f"This is not TOML. Where: {fault}",
        ) from None


def read_key(key: str, value: Any, base: Terms) -> dict[str, Any]:
    if key in NAMED:
        return {}
    if key in COUNTS:
        return {key: count(key, value)}
    if key not in READ:
        allowed = ", ".join((*READ, *COUNTS))
        raise Refused.at(
            key,
            uk=f"Такої норми немає. Є: {allowed}.",
            en=f"There is no such term. There are: {allowed}.",
        )
    return READ[key](key, value, base)


def count(key: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= HIGHEST:
        raise Refused.at(
            key,
            uk=f"Тут має бути ціле число від 0 до {HIGHEST}.",
            en=f"A whole number from 0 to {HIGHEST} is expected here.",
        )
    return value


def area(key: str, value: Any, _base: Terms) -> dict[str, Any]:
    metres = metres_of(value)
    if not 0 < metres <= LARGEST:
        raise Refused.at(
            key,
            uk='Тут має бути площа в кв. метрах у лапках, наприклад "13.65".',
            en='An area in square metres is expected here, in quotes, such as "13.65".',
        )
    return {"area_per_person": metres}


def metres_of(value: Any) -> Fraction:
    """Return an area as it is written, exact; 0 for what is none."""
    if isinstance(value, str) and METRES.fullmatch(value):
        return Fraction(value.replace(",", "."))
    return (
        Fraction(value) if isinstance(value, int) and not isinstance(value, bool) else Fraction(0)
    )


def prefix(key: str, value: Any, _base: Terms) -> dict[str, Any]:
    if not (isinstance(value, str) and value.startswith("UA") and value[2:].isdecimal()):
        raise Refused.at(
            key,
            uk='Тут має бути початок коду КАТОТТГ, наприклад "UA14140050".',
            en='The beginning of a KATOTTH code is expected here, such as "UA14140050".',
        )
    return {"community_prefix": value}


def categories(key: str, value: Any, base: Terms) -> dict[str, Any]:
    """Read the categories that are named; the others keep their statuses."""
    listed = {name: codes(f"{key}.{name}", given) for name, given in table(key, value).items()}
    if unknown := sorted(listed.keys() - set(base.categories)):
        allowed = ", ".join(base.categories)
        raise Refused.at(
            f"{key}.{unknown[0]}",
            uk=f"Такої категорії немає. Є: {allowed}.",
            en=f"There is no such category. There are: {allowed}.",
        )
    kept = {code: name for code, name in base.category_of.items() if name not in listed}
    return {"category_of": kept | {code: name for name in listed for code in listed[name]}}


def defence(key: str, value: Any, _base: Terms) -> dict[str, Any]:
    given = table(key, value).get("statuses")
    return {"defence_statuses": frozenset(codes(f"{key}.statuses", given))}


def table(key: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Refused.at(key, uk=f"Тут має бути розділ [{key}].", en=f"A [{key}] is expected here.")
    return value


def codes(key: str, value: Any) -> list[str]:
    if not isinstance(value, list) or not all(is_status(each) for each in value):
        allowed = ", ".join(STATUS_CODES)
        raise Refused.at(
            key,
            uk=f"Тут має бути список кодів статусів. Дозволені: {allowed}.",
            en=f"A list of codes of statuses is expected here. Allowed: {allowed}.",
        )
    return value


def is_status(value: Any) -> bool:
    return isinstance(value, str) and value in STATUS_CODES


READ: dict[str, Callable[[str, Any, Terms], dict[str, Any]]] = {
    AREA: area,
    "community_prefix": prefix,
    "categories": categories,
    "defence_or_captivity": defence,
}
