"""The area of a home, as people write it: 53,4 or 53.4, with or without the unit."""

import re
import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import localize_input
from django.utils.translation import gettext_lazy as _

UNIT = re.compile(r"\s*(м²|м2|кв\.?\s*м\.?|m²|m2|sq\.?\s*m\.?)\s*$", re.IGNORECASE)
NUMBER = re.compile(r"[0-9]{1,4}([.,][0-9]+)?")
DECIMALS = 2  # of the contract
LEAST, MOST = Decimal("0.1"), Decimal(1000)


class AreaField(forms.CharField):
    """Cleans to square metres, or None."""

    default_error_messages = {
        "required": _("Enter the area in square metres."),
        "not_area": _("The area is a number from 0.1 to 1000, such as 53.4."),
        "decimals": _("The area has at most two digits after the point, such as 53.45."),
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "size": "8", "autocomplete": "off", "class": "number"}
        super().__init__(**{"widget": forms.TextInput(attrs), "empty_value": None, **kwargs})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # of CharField
        if value is None or isinstance(value, Decimal):
            return value
        typed = "".join(unicodedata.normalize("NFKC", UNIT.sub("", value)).split())
        if not typed:
            return None
        if not NUMBER.fullmatch(typed):
            raise self.refused("not_area")
        area = Decimal(typed.replace(",", "."))
        if not LEAST <= area <= MOST:
            raise self.refused("not_area")
        if area != round(area, DECIMALS):
            raise self.refused("decimals")
        return round(area, DECIMALS)

    def prepare_value(self, value: Any) -> Any:
        """Show a known area as the language of the page writes it; what was typed, as typed."""
        return localize_input(value) if isinstance(value, Decimal) else value

    def refused(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)
