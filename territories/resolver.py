"""What the rows of the list name, found in the codifier."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from territories.codifier import CODE, SETTLEMENTS, Codifier
from territories.exclusions import MARK, NAME, Excepted, Spelling, excepted, fold, spelled, tidy
from territories.order376 import Row

OF_COMMUNITY = re.compile(
    rf"(?P<mark>{MARK})(?P<name>{NAME}?)\s*(?:\([^()]*\)\s*)?"
    r"(?P<community>[\w’-]+)ої (?:міської|селищної|сільської) територіальної громади"
)
PART = re.compile(r"\bчастина\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a row that could not be read as it stands, with what was done about it."""

    row: Row
    text: str
    uk: str
    en: str

    def as_document(self) -> dict[str, object]:
        return {
            "section": str(self.row.section),
            "row": self.row.number,
            "text": self.text,
            "why": {"uk": self.uk, "en": self.en},
        }


@dataclass(frozen=True, slots=True)
class Resolved:
    """A row with the code it is for and the codes it excepts.

    The code is the listed one where no place could be found for it.
    """

    row: Row
    code: str
    excepted: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class Names:
    """Cities, settlements and villages by name."""

    def __init__(self, codifier: Codifier) -> None:
        self.codifier = codifier
        self._codes: dict[str, list[str]] = defaultdict(list)
        for place in codifier:
            if place.category in SETTLEMENTS:
                self._codes[fold(place.name)].append(place.code)

    def called(self, spelling: Spelling, *, below: str) -> set[str]:
        """Return the codes of that name below a place: of the category given, else of any."""
        codes = self._codes.get(fold(spelling.name), [])
        found = {code for code in codes if self.codifier.is_below(code, below)}
        fitting = {c for c in found if self.codifier[c].category == spelling.category}
        return fitting or found

    def in_community(self, spelling: Spelling, *, community: str) -> set[str]:
        """Return the codes of that name in the communities of that name."""
        return {
            code
            for code in self._codes.get(fold(spelling.name), [])
            if self.codifier[code].category == spelling.category
            and any(
                fold(self.codifier[above].name) == fold(community)
                for above in self.codifier.upwards(code)[1:]
            )
        }


def resolve(rows: Iterable[Row], codifier: Codifier) -> list[Resolved]:
    """Find the places that rows are for and those they except; what is not found is a doubt."""
    names = Names(codifier)
    return [resolved(row, names) for row in rows]


def resolved(row: Row, names: Names) -> Resolved:
    code, doubts = own_code(row, names)
    codes: list[str] = []
    for place in excepted(row.name):
        found = places_of(place, names, below=code)
        if len(found) == 1:
            codes += found
        else:
            doubts.append(unresolved(row, place, found))
    return Resolved(row, code, tuple(dict.fromkeys(codes)), tuple(doubts))


def own_code(row: Row, names: Names) -> tuple[str, list[Doubt]]:
    """Return the code the row is for, and what is doubtful about it."""
    if row.code in names.codifier:
        return row.code, [partial(row)] if is_part(row.name) else []
    listed = f"{row.code} {row.name}"
    if CODE.fullmatch(row.code):
        return row.code, [Doubt(row, listed, *UNKNOWN_CODE)]
    found = by_name(row.name, names)
    if len(found) != 1:
        return row.code, [Doubt(row, listed, *MALFORMED_CODE)]
    uk, en = READ_BY_NAME
    return found[0], [Doubt(row, listed, f"{uk} {found[0]}.", f"{en} {found[0]}.")]


def is_part(name: str) -> bool:
    """Tell whether the row itself, not a place it excepts, is a part of a place."""
    return bool(PART.match(name))


def by_name(name: str, names: Names) -> list[str]:
    match = OF_COMMUNITY.fullmatch(tidy(name))
    if not match:
        return []
    return list(names.in_community(spelled(match), community=f"{match['community']}а"))


def places_of(place: Excepted, names: Names, *, below: str) -> set[str]:
    if place.code is not None:
        return {place.code} if names.codifier.is_below(place.code, below) else set()
    return {code for name in place.spellings for code in names.called(name, below=below)}


def unresolved(row: Row, place: Excepted, found: set[str]) -> Doubt:
    if found:
        return Doubt(row, place.text, *AMBIGUOUS)
    return Doubt(row, place.text, *NOT_FOUND)


def partial(row: Row) -> Doubt:
    return Doubt(row, f"{row.code} {row.name}", *PART_ONLY)


UNKNOWN_CODE = (
    "Такого коду в кодифікаторі немає; рядок завантажено з цим кодом.",
    "The codifier has no such code; the row is loaded with it.",
)
MALFORMED_CODE = (
    "Код не має вигляду UA і 17 цифр, а за назвою місце не знайдено; рядок завантажено як є.",
    "The code is not UA and 17 digits, and the name finds no place; the row is loaded as it is.",
)
READ_BY_NAME = (
    "Код не має вигляду UA і 17 цифр; за назвою і громадою прочитано як",
    "The code is not UA and 17 digits; by name and community it is read as",
)
PART_ONLY = (
    "Рядок називає частину місця, а код має лише все місце; завантажено для всього місця.",
    "The row names a part of the place, but only the whole has a code; it is loaded for the whole.",
)
AMBIGUOUS = (
    "Під цією назвою нижче за код рядка є кілька місць; виняток не діє.",
    "Several places below the row's code have this name; the exception has no effect.",
)
NOT_FOUND = (
    "Нижче за код рядка такого місця в кодифікаторі немає; виняток не діє.",
    "The codifier has no such place below the row's code; the exception has no effect.",
)
