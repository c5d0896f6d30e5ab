"""Telephone numbers as people write them, Ukrainian and foreign."""

import re
import unicodedata
from typing import Any

import phonenumbers
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from phonenumbers import NumberParseException, ValidationResult

from applications.fields.lines import LineField
from applications.package_values import NUMBER

OLD_PREFIX = re.compile(r"80\d{9}")  # the way to dial between cities until 2009
UKRAINE, UKRAINIAN_DIGITS = 380, 9
UNREAD = {
    NumberParseException.TOO_LONG: "long",
    NumberParseException.TOO_SHORT_AFTER_IDD: "short",
    NumberParseException.TOO_SHORT_NSN: "short",
}
TOO_SHORT = {ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY}


class PhoneField(LineField):
    """A telephone number; cleaned as +380501234567. One without a country is Ukrainian."""

    default_error_messages = {
        "short": ngettext_lazy(
            "%(field)s: the number has only %(count)s digit. A Ukrainian number has 10, such as "
            "050 123 45 67; a foreign one begins with + and the code of its country.",
            "%(field)s: the number has only %(count)s digits. A Ukrainian number has 10, such as "
            "050 123 45 67; a foreign one begins with + and the code of its country.",
            "count",
        ),
        "long": _(
            "%(field)s: there are too many digits, now %(count)s. Give one number, such as "
            "050 123 45 67; a foreign one begins with + and the code of its country."
        ),
        "invalid": _(
            "%(field)s: this is not a telephone number. Type it in digits, such as 050 123 45 67; "
            "a foreign one begins with + and the code of its country."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=NUMBER, **kwargs)
        self.widget.input_type = "tel"
        self.widget.attrs.setdefault("autocomplete", "tel")

    def to_python(self, value: Any) -> str:
        typed = super().to_python(without_marks(str(value or "")))
        return self.normalised(typed) if typed else ""

    def normalised(self, typed: str) -> str:
        count = sum(letter.isdecimal() for letter in typed)
        try:
            number = phonenumbers.parse(with_country(typed), "UA")
        except NumberParseException as unread:
            raise self.fault(UNREAD.get(unread.error_type, "invalid"), count=count) from None
        reason = phonenumbers.is_possible_number_with_reason(number)
        if reason in TOO_SHORT:
            raise self.fault("short", count=count)
        if reason == ValidationResult.TOO_LONG or is_overlong(number):
            raise self.fault("long", count=count)
        if reason != ValidationResult.IS_POSSIBLE:
            raise self.fault("invalid")
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def is_overlong(number: phonenumbers.PhoneNumber) -> bool:
    """Tell of a Ukrainian number with a digit too many, which the plan keeps for free calls."""
    is_long = len(str(number.national_number)) > UKRAINIAN_DIGITS
    return number.country_code == UKRAINE and is_long and not is_doubtless(number)


def is_doubtless(number: phonenumbers.PhoneNumber) -> bool:
    """Tell whether the numbering plan of its country has the number."""
    return bool(phonenumbers.is_valid_number(number))


def is_doubtful(phone: str) -> bool:
    """Tell of a cleaned number that the plan of its country does not have, or not yet."""
    return not is_doubtless(phonenumbers.parse(phone))


def without_marks(typed: str) -> str:
    """Leave out the marks of direction that a contact list puts around a number."""
    return "".join(letter for letter in typed if unicodedata.category(letter) != "Cf")


def with_country(typed: str) -> str:
    """Return a number written with 80 in front, as older people do, with its country."""
    plain = re.sub(r"[\s()\-]", "", typed)
    return f"+3{plain}" if OLD_PREFIX.fullmatch(plain) else typed
