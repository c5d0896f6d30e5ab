"""Text as typed: composed, trimmed, without the characters nobody can see."""

import unicodedata
from re import compile as pattern
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ODD_SPACES = pattern(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
EDGES = " \u200b\u200e\u200f\u2060\ufeff"  # blanks, seen or unseen, that a paste brings along


class LineField(forms.CharField):
    """A line of text of at most `most` characters. `label` begins the sentence of an error.

    Whether one that `depends` may be left empty is for its form to say.
    """

    default_error_messages = {
        "hidden_character": _(
            "%(field)s: the text has a hidden character that is not allowed. Type it again."
        ),
        "too_long": _("%(field)s: at most %(most)s characters, now there are %(length)s."),
    }

    def __init__(self, *, most: int, depends: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most, self.depends = most, depends

    def validate(self, value: Any) -> None:
        if not self.depends:
            super().validate(value)

    def to_python(self, value: Any) -> str:
        typed = unicodedata.normalize("NFC", str(value or ""))
        text = ODD_SPACES.sub(" ", typed).strip(EDGES)
        if not text.isprintable():
            raise self.fault("hidden_character")
        if len(text) > self.most:
            raise self.fault("too_long", most=self.most, length=len(text))
        return text

    def fault(self, code: str, **figures: Any) -> ValidationError:
        """Return the error of this code, its sentence begun with the label of the field."""
        params = {"field": self.label, **figures}
        return ValidationError(self.error_messages[code], code=code, params=params)
