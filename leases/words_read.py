"""Ukrainian words of an amount read back into the number, with gender and cases checked.

It knows nothing of the library that writes them, so that each is the other's proof.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

APOSTROPHE = "\u2019"
SMALL: Final = {
    word: number
    for number, words in enumerate(
        (
            "нуль", "один одна", "два дві", "три", "чотири", "п’ять", "шість", "сім", "вісім",
            "дев’ять", "десять", "одинадцять", "дванадцять", "тринадцять", "чотирнадцять",
            "п’ятнадцять", "шістнадцять", "сімнадцять", "вісімнадцять", "дев’ятнадцять",
        )
    )
    for word in words.split()
}  # fmt: skip
TENS: Final = {
    "двадцять": 20, "тридцять": 30, "сорок": 40, "п’ятдесят": 50, "шістдесят": 60,
    "сімдесят": 70, "вісімдесят": 80, "дев’яносто": 90,
}  # fmt: skip
HUNDREDS: Final = {
    "сто": 100, "двісті": 200, "триста": 300, "чотириста": 400, "п’ятсот": 500, "шістсот": 600,
    "сімсот": 700, "вісімсот": 800, "дев’ятсот": 900,
}  # fmt: skip
FEMININE, MASCULINE = {"одна", "дві"}, {"один", "два"}
HRYVNIA = ("гривня", "гривні", "гривень")
KOPECK = ("копійка", "копійки", "копійок")
# What a word multiplies by, its forms after one, two and five, and the words its number never has.
SCALES: Final = (
    (10**9, ("мільярд", "мільярди", "мільярдів"), FEMININE),
    (10**6, ("мільйон", "мільйони", "мільйонів"), FEMININE),
    (10**3, ("тисяча", "тисячі", "тисяч"), MASCULINE),
)
KOPECKS_HAVE = 2  # digits


class NotReadable(Exception):
    """These words are no amount, or not in the forms they stand in."""


def amount(words: str) -> Decimal:
    """Return the hryvnias and kopecks that the words say, such as “дві гривні 05 копійок”.

    Raises NotReadable.
    """
    told = words.split()
    if len(told) < 4:  # noqa: PLR2004  # a number, its noun, the kopecks and theirs
        raise NotReadable(words)
    *said, hryvnia, kopecks, kopeck = told
    number = whole(said)
    if not (kopecks.isascii() and kopecks.isdecimal() and len(kopecks) == KOPECKS_HAVE):
        raise NotReadable(words)
    if hryvnia != form(number, HRYVNIA) or kopeck != form(int(kopecks), KOPECK):
        raise NotReadable(words)
    return number + Decimal(kopecks) / 100


def whole(said: Sequence[str]) -> int:
    """Return the number of hryvnias: the words before their noun."""
    if list(said) == ["нуль"]:
        return 0
    total, rest = 0, list(said)
    for factor, forms, never in SCALES:
        place = next((at for at, word in enumerate(rest) if word in forms), None)
        if place is not None:
            number = below_a_thousand(rest[:place], never)
            if rest[place] != form(number, forms):
                raise NotReadable(rest[place])
            total, rest = total + number * factor, rest[place + 1 :]
    return total + (below_a_thousand(rest, MASCULINE) if rest else 0)


def below_a_thousand(said: Sequence[str], never: set[str]) -> int:
    """Return a number from 1 to 999: hundreds, then tens, then units, each once at most."""
    rest, number, tens = list(said), 0, 0
    if rest and rest[0] in HUNDREDS:
        number = HUNDREDS[rest.pop(0)]
    if rest and rest[0] in TENS:
        tens = TENS[rest.pop(0)]
    if rest and rest[0] in SMALL and rest[0] not in never:
        units = SMALL[rest.pop(0)]
        if not 1 <= units < (10 if tens else 20):
            raise NotReadable(*said)
        number += units
    if rest or not (number or tens):
        raise NotReadable(*said)
    return number + tens


def form(number: int, forms: tuple[str, str, str]) -> str:
    """Return the form of a noun after a number: 1 гривня, 2 гривні, 5 and 11 гривень."""
    last = number % 10 if number % 100 not in range(11, 20) else 0
    return forms[0 if last == 1 else 1 if last in {2, 3, 4} else 2]
