"""A name as it stands in a paper: any letters, one alphabet in a word."""

import re
import unicodedata
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.fields.lines import LineField
from applications.names import CYRILLIC, LATIN, alphabet, odd_letter
from applications.package_values import NAME

# A picture with what joins and colours it: a family, a hand of some shade.
PICTURE = re.compile(
    r"[\u2600-\u27bf\U0001f000-\U0001faff][\u200d\ufe0f\u2600-\u27bf\U0001f000-\U0001faff]*"
)


class NameField(LineField):
    """A surname, given name or patronymic, kept as typed."""

    default_error_messages = {
        "symbols": _("%(field)s: remove “%(symbols)s”. A name is written in letters."),
        "digits": _("%(field)s: a name cannot have digits. Write it as in the document."),
        "latin_letter": _(
            "%(field)s: the letter “%(letter)s” (letter %(place)s of the word) is Latin. "
            "Replace it with the Ukrainian one."
        ),
        "cyrillic_letter": _(
            "%(field)s: the letter “%(letter)s” (letter %(place)s of the word) is Cyrillic, the "
            "others are Latin. Write the word in one alphabet."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=NAME, **kwargs)
        self.widget.attrs.setdefault("spellcheck", "false")

    def to_python(self, value: Any) -> str:
        if found := symbols(str(value or "")):
            raise self.fault("symbols", symbols=found)
        name = super().to_python(value)
        if any(unicodedata.category(letter).startswith("N") for letter in name):
            raise self.fault("digits")
        if odd := odd_letter(name):
            code = "cyrillic_letter" if alphabet(odd.letter) == CYRILLIC else "latin_letter"
            raise self.fault(code, letter=odd.letter, place=odd.place)
        return name


def symbols(name: str) -> str:
    """Return the pictures and signs in a name that are no letters, as typed."""
    pictures = PICTURE.findall(name)
    return "".join(pictures or [sign for sign in name if unicodedata.category(sign) == "So"])


def is_foreign(name: str) -> bool:
    """Tell whether a name is written in Latin letters alone."""
    alphabets = {alphabet(letter) for letter in name}
    return LATIN in alphabets and CYRILLIC not in alphabets
