"""The same people in other applications: by a number of theirs, else by name and birth date.

A match is for a person to weigh; nothing is merged or refused by it. Brothers and sisters, twins
among them, are no match: their given names or birth dates differ.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from applications.models import Application, Person
from applications.sealing import blind_index

NUMBERS = {
    "taxpayer_index": "taxpayer_number",
    "identity_index": "identity_number",
    "unzr_index": "unzr",
}
NAME = "name_and_birth_date"
MARKS = str.maketrans(
    {"’": "'", "ʼ": "'", "`": "'", "‘": "'", "´": "'"} | dict.fromkeys("‐‑–—", "-")
)


@dataclass(frozen=True, slots=True)
class Sought:
    """Somebody who is looked for, as far as they are known; empty is not known."""

    ref: str
    surname: str = ""
    given_name: str = ""
    patronymic: str = ""
    birth_date: date | None = None
    taxpayer_index: str = ""
    identity_index: str = ""
    unzr_index: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody of another application, who of those sought they match, and by what."""

    application: Application
    person: Person
    sought: Sought
    matched_on: str


def sought(row: Person) -> Sought:
    """Return a member of an application as somebody to look for elsewhere."""
    return Sought(
        row.ref, row.surname, row.given_name, row.patronymic or "", row.birth_date,
        row.taxpayer_index, row.identity_index, row.unzr_index,
    )  # fmt: skip


def indexes(*, identity_type: str, identity: str, taxpayer: str, unzr: str) -> dict[str, str]:
    """Return the blind indexes of numbers as typed, under the names of `Sought`."""
    return {
        "taxpayer_index": blind_index("taxpayer_number", taxpayer),
        "identity_index": blind_index(identity_type, identity) if identity_type else "",
        "unzr_index": blind_index("unzr", unzr),
    }


def elsewhere(people: Sequence[Sought], *, but: Application | None = None) -> list[Match]:
    """Find these people in applications, but not in that one. One query, none for nobody."""
    condition = wanted(people)
    if not condition:
        return []
    rows = Person.objects.filter(condition).select_related("application")
    if but is not None:
        rows = rows.exclude(application=but)
    return [
        Match(row.application, row, each, reason)
        for row in rows.order_by("application__received_at", "pk")
        for each in people
        for reason in reasons(each, row)
    ]


def wanted(people: Sequence[Sought]) -> Q:
    found = Q()
    for index in NUMBERS:
        if values := [value for each in people if (value := getattr(each, index))]:
            found |= Q(**{f"{index}__in": values})
    if days := [each.birth_date for each in people if each.birth_date and each.surname]:
        found |= Q(birth_date__in=days)
    return found


def reasons(one: Sought, row: Person) -> Iterator[str]:
    """Yield the numbers two have in common; only where there is none, the name with the birth."""
    numbers = [
        label
        for index, label in NUMBERS.items()
        if getattr(one, index) and getattr(one, index) == getattr(row, index)
    ]
    yield from numbers
    if not numbers and one.birth_date == row.birth_date and is_same_name(one, row):
        yield NAME


def is_same_name(one: Sought, row: Person) -> bool:
    """Compare names however they are typed; a patronymic only where both have one."""
    if not one.surname or not one.given_name:
        return False
    pairs = [(one.surname, row.surname), (one.given_name, row.given_name)]
    if one.patronymic and row.patronymic:
        pairs.append((one.patronymic, row.patronymic))
    return all(plain(mine) == plain(theirs) for mine, theirs in pairs)


def plain(name: str) -> str:
    """Return a name without what typing makes of it: case, kinds of apostrophes, of dashes."""
    return " ".join(unicodedata.normalize("NFKC", name).translate(MARKS).casefold().split())
