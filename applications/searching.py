"""What applications are searched by: the number, and the names of the household folded to one form.

Names stand plain in the database already (docs/decisions/0009); this is them once more, so that
letter case, apostrophes and hyphens make no difference, and one index serves any of them. Numbers
of people are found by their blind index alone, typed in full.
"""

import unicodedata
from collections.abc import Iterable
from typing import Protocol

from django.db.models import Q

from applications.models import Person
from applications.names import taxpayer_fault
from applications.sealing import blind_index

ONE_FORM = str.maketrans({**dict.fromkeys("’ʼ`‘′", "'"), **dict.fromkeys("-‐‑–—\u00a0", " ")})
FEWEST_DIGITS = 3  # of a fragment of a number; fewer are in every second one
WHOLE_WORD = 2  # letters up to which a word is looked for as a whole


class Named(Protocol):
    """Anybody with a name: a person of a package, or a row."""

    @property
    def surname(self) -> str: ...
    @property
    def given_name(self) -> str: ...
    @property
    def patronymic(self) -> str | None: ...


class TooShort(Exception):
    """Nothing to look for, or a fragment of a number that is in every second one."""


def folded(text: str) -> str:
    """Return the words in lower case, one blank between them, every apostrophe the same."""
    plain = unicodedata.normalize("NFC", text.casefold()).translate(ONE_FORM)
    return " ".join(plain.split())


def search_text(number: str, people: "Iterable[Named]") -> str:
    """Return the digits of the number and everybody's names, each word between blanks."""
    names = (
        folded(" ".join(filter(None, (each.surname, each.given_name, each.patronymic))))
        for each in people
    )
    return f" {number.replace('-', '')} {' '.join(names)} "


def taxpayer_number_in(typed: str) -> str | None:
    """Return the taxpayer number that was typed, if that is what it is."""
    digits = "".join(typed.split())
    return digits if digits.isascii() and taxpayer_fault(digits) is None else None


def matching(typed: str) -> Q:
    """Return which applications fit what was typed.

    A taxpayer number typed in full fits whoever in the household has it. Otherwise every word must
    begin a word of the household's names, and every run of digits be part of the number. Raises
    TooShort.
    """
    if number := taxpayer_number_in(typed):
        index = blind_index("taxpayer_number", number)
        return Q(pk__in=Person.objects.filter(taxpayer_index=index).values("application"))
    words = folded(typed)
    if words.replace(" ", "").isdecimal():
        words = words.replace(" ", "")
    found = Q()
    for word in words.split():
        found &= Q(search_text__contains=pattern(word))
    if not found:
        raise TooShort
    return found


def pattern(word: str) -> str:
    if word.isdecimal():
        if len(word) < FEWEST_DIGITS:
            raise TooShort
        return word
    return f" {word} " if len(word) <= WHOLE_WORD else f" {word}"
