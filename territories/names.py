"""Names of places made comparable, so that a place is found however its name is typed."""

import re
import unicodedata

MARK = re.compile(
    r"^(?:м|с|смт|с-ще|с-ща|місто|село|селище міського типу|селище|г|пгт|пос|город|поселок|посёлок)"
    r"(?:\.\s*|\s+)(?=\S)"
)
APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ`‘′´\u0301"))
BLANKS = str.maketrans("-‐‑–—", "     ")

ALIKE = str.maketrans(
    {"і": "и", "ї": "и", "ы": "и", "й": "и", "є": "е", "э": "е", "ё": "е", "ь": None, "ъ": None}
)
"""Letters that Ukrainian and Russian spelling exchange, to one of each kind."""

TWICE = re.compile(r"(.)\1+")
ENDING = re.compile(r"[ое]в\b")  # Харьков, Киев: Харків, Київ

LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh",
    "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia",
}  # fmt: skip
FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}  # at the beginning of a word


def folded(name: str) -> str:
    """Return the name without letter case, apostrophes and hyphens; ґ is г."""
    plain = unicodedata.normalize("NFC", name).translate(APOSTROPHES).casefold()
    return " ".join(plain.translate(BLANKS).replace("ґ", "г").split())


def unmarked(typed: str) -> str:
    """Return what was typed without "м.", "с.", "село" and the like before the name."""
    return MARK.sub("", " ".join(typed.casefold().split()))


def skeleton(name: str) -> str:
    """Return what Ukrainian and Russian spelling of a folded name share: Маріуполь, Мариуполь."""
    return TWICE.sub(r"\1", ENDING.sub("ив", name.translate(ALIKE)))


def romanised(name: str) -> str:
    """Return a folded name in Latin letters (Resolution 55 of 27.01.2010)."""
    words = name.replace("зг", "zgh").split()
    return " ".join(
        FIRST.get(word[0], LATIN.get(word[0], word[0]))
        + "".join(LATIN.get(letter, letter) for letter in word[1:])
        for word in words
    )
