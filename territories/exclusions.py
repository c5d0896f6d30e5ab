"""The words "за винятком …" of a row, taken apart. What they name is found by `resolver`."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from territories.codifier import CODE

CATEGORIES = {"м": "M", "с": "C", "с-ще": "X", "с-ща": "X", "смт": "X"}
"""The list's abbreviation to the category; с-ща is с-ще in the genitive."""

MARK = r"(?<![\w’-])(?:смт|с-щ[еа]|с|м)(?:\.\s*|\s+)(?=[А-ЯЄІЇҐ])"
NAME = r"[А-ЯЄІЇҐ][А-Яа-яЄєІіЇїҐґ’ -]*"
OUTSIDE_BRACKETS = r"(?![^()]*\))"

EXCEPT = re.compile(r"\b(?:за винятком|за виключенням|окрім|крім)\b\s*:?")
BETWEEN = re.compile(
    rf"[,;]{OUTSIDE_BRACKETS}"
    rf"|(?<!\bчастина)\s+(?:(?:та|і|й)\s+)?(?={MARK}){OUTSIDE_BRACKETS}"
)
ITEM = re.compile(rf"(?P<mark>{MARK})?(?P<name>{NAME}?)\s*(?:\((?P<note>[^()]*)\))?")
SPELLED = re.compile(rf"(?P<mark>{MARK})?(?P<name>{NAME})")


class Spelling(NamedTuple):
    """A name as listed, with its category where the list gives one."""

    category: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Excepted:
    """One place a row excepts: the words, and what could be read in them.

    Neither a code nor a spelling means that nothing could.
    """

    text: str
    code: str | None = None
    spellings: tuple[Spelling, ...] = ()


def excepted(name: str) -> list[Excepted]:
    """Return the places that the name of a row excepts, in the order of the words."""
    _, *rest = EXCEPT.split(tidy(name), maxsplit=1)
    return [read(part) for words in rest for part in parts(words)]


def parts(words: str) -> list[str]:
    return [part for piece in BETWEEN.split(words) if (part := piece.strip(" ."))]


def read(text: str) -> Excepted:
    """Read "с. Пікузи", "с-ще Грейгове (с-ще Миролюбове)" or "с. Степове (UA…)"."""
    item = ITEM.fullmatch(text)
    if not item:
        return Excepted(text)
    spelling, note = spelled(item), item["note"]
    if note is None:
        return Excepted(text, spellings=(spelling,))
    if CODE.fullmatch(note.strip()):
        return Excepted(text, note.strip(), (spelling,))
    other = SPELLED.fullmatch(note.strip())
    return Excepted(text, spellings=(spelling, spelled(other))) if other else Excepted(text)


def spelled(match: re.Match[str]) -> Spelling:
    mark = (match["mark"] or "").strip(" .")
    return Spelling(CATEGORIES.get(mark), match["name"].strip())


def tidy(text: str) -> str:
    """Return the text with one kind of blank and apostrophe, and no Latin letter as a mark."""
    text = re.sub("['`ʼ‘′]", "’", " ".join(text.split()))
    return re.sub(r"\bc(?=[.-])", "с", text)


def fold(name: str) -> str:
    """Return the name for comparison: no letter case, apostrophes, or doubled blanks."""
    return tidy(name).replace("’", "").casefold()
