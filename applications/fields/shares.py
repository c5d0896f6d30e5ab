"""How much of a home somebody owns: 1/2, 0,5, 50 %, or 1 for the whole."""

import re
import unicodedata
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

RATIO = re.compile(r"([0-9]{1,9})[/\\⁄∕:]([0-9]{1,9})")
NUMBER = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,6})?)(%?)")
WHOLE = Fraction(1)


class ShareField(forms.CharField):
    """Cleans to an exact fraction above 0 and up to 1, or None."""

    default_error_messages = {
        "required": _("Enter the share, such as 1/2, or 1 for the whole home."),
        "not_share": _("The share is from 0 to 1: such as 1/2, or 1 for the whole home."),
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"size": "8", "autocomplete": "off", "class": "number"}
        super().__init__(**{"widget": forms.TextInput(attrs), "empty_value": None, **kwargs})

    def to_python(self, value: Any) -> Fraction | None:  # type: ignore[override]  # of CharField
        if value is None or isinstance(value, Fraction):
            return value
        typed = "".join(unicodedata.normalize("NFKC", value).split())
        if not typed:
            return None
        share = fraction(typed)
        if share is None or not 0 < share <= WHOLE:
            raise ValidationError(self.error_messages["not_share"], code="not_share")
        return share

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, Fraction) else value


def fraction(typed: str) -> Fraction | None:
    """Return the number that a ratio, a decimal or a percentage says; None if it is none."""
    if ratio := RATIO.fullmatch(typed):
        above, below = map(int, ratio.groups())
        return Fraction(above, below) if below else None
    if number := NUMBER.fullmatch(typed):
        return Fraction(number[1].replace(",", ".")) / (100 if number[2] else 1)
    return None
