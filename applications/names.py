"""Names and numbers of people: what cannot be one."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from stdnum.ua import rntrc

WORD = re.compile(r"[^\s\-‐‑–—]+")
TAXPAYER = re.compile(r"[0-9]{10}")
CYRILLIC, LATIN = "CYRILLIC", "LATIN"


@dataclass(frozen=True, slots=True)
class OddLetter:
    """The first letter of a word's rarer alphabet; `place` counts from 1."""

    letter: str
    place: int


def composed(name: str) -> str:
    """Return the name in Unicode's composed form (NFC), as typed otherwise."""
    return unicodedata.normalize("NFC", name)


@lru_cache(maxsize=65536)
def odd_letter(name: str) -> OddLetter | None:
    """Find the letter that does not belong in a word of two alphabets; None if there is none."""
    if name.isascii():
        return None
    for word in WORD.findall(name):
        alphabets = [alphabet(letter) for letter in word]
        if CYRILLIC in alphabets and LATIN in alphabets:
            odd = LATIN if alphabets.count(LATIN) <= alphabets.count(CYRILLIC) else CYRILLIC
            place = alphabets.index(odd)
            return OddLetter(word[place], place + 1)
    return None


def alphabet(letter: str) -> str:
    """Return the alphabet of a letter: CYRILLIC, LATIN or something else."""
    plain = unicodedata.normalize("NFKC", letter)[:1]  # a fullwidth letter is the letter
    return unicodedata.name(plain, "?").partition(" ")[0] if letter.isalpha() else ""


def taxpayer_fault(number: str) -> str | None:
    """Name what is wrong with a taxpayer number (РНОКПП): its length, equal digits, check digit.

    The check digit is (Σ digit × weight mod 11) mod 10 with the weights -1 5 7 9 4 6 10 5 7.
    """
    if not TAXPAYER.fullmatch(number):
        return "taxpayer_digits"
    if len(set(number)) == 1:
        return "taxpayer_equal"
    return None if rntrc.calc_check_digit(number[:-1]) == number[-1] else "taxpayer_check"
