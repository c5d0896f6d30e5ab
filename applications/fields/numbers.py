"""Numbers of papers, read as people write them: spaces, hyphens, digits of any script."""

import re
import unicodedata
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.fields.lines import LineField
from applications.names import taxpayer_fault
from applications.package_values import NUMBER

SEPARATORS = re.compile(r"[\s\-‐‑–—./№]")
LOOKALIKES = str.maketrans("ABCEHIKMOPTXY", "АВСЕНІКМОРТХУ")
ROMAN = str.maketrans("ІХУ1", "IXVI")
BOOKLET = re.compile(r"[А-ЩЬЮЯЄІЇҐ]{2}[0-9]{6}")
BIRTH_CERTIFICATE = re.compile(r"([IVXІХУ1]{1,5})([A-ZА-ЩЬЮЯЄІЇҐ]{2})([0-9]{6})")
UNZR = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{5})")
CERTIFICATE = re.compile(r"([0-9]{4})([0-9]{10})")
USUAL_CERTIFICATE = re.compile(r"[0-9]{4}-[0-9]{10}|[А-ЩЬЮЯЄІЇҐA-Z]{1,3}[ \-№]*[0-9]{4,10}")
LATIN_LETTER = re.compile(r"[A-Za-z]")


class NumberField(LineField):
    """A number of a paper in its own form: whatever is written in it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=NUMBER, **kwargs)
        self.widget.attrs.setdefault("spellcheck", "false")
        self.widget.attrs.setdefault("autocomplete", "off")


class DigitsField(NumberField):
    """A number of `length` digits."""

    length: int
    default_error_messages = {
        "not_digits": _(
            "%(field)s: it has %(length)s digits and nothing else. Remove the letters."
        ),
        "length": _("%(field)s: it has %(length)s digits, you typed %(count)s."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "numeric")

    def to_python(self, value: Any) -> str:
        digits = plain(super().to_python(value))
        if digits and not digits.isdecimal():
            raise self.fault("not_digits", length=self.length)
        if digits and len(digits) != self.length:
            raise self.fault("length", length=self.length, count=len(digits))
        return digits


class TaxpayerField(DigitsField):
    """РНОКПП, the taxpayer number."""

    length = 10
    default_error_messages = {
        "taxpayer_equal": _("%(field)s: no such number exists. Check it against the document."),
        "taxpayer_check": _(
            "%(field)s: the check digit does not match, some digit is wrong. Check the number "
            "against the document."
        ),
    }

    def to_python(self, value: Any) -> str:
        digits = super().to_python(value)
        if digits and (fault := taxpayer_fault(digits)):
            raise self.fault(fault)
        return digits


class IdCardField(DigitsField):
    """The number of an ID card."""

    length = 9


class BookletField(NumberField):
    """Series and number of a passport booklet; Latin lookalikes become the Ukrainian letters."""

    default_error_messages = {
        "booklet": _(
            "%(field)s: a passport booklet has two Ukrainian letters and six digits, such as "
            "АВ 123456."
        ),
    }

    def to_python(self, value: Any) -> str:
        number = plain(super().to_python(value)).upper().translate(LOOKALIKES)
        if number and not BOOKLET.fullmatch(number):
            raise self.fault("booklet")
        return number


class BirthCertificateField(NumberField):
    """A birth certificate: a Ukrainian one as I-БК 123456, a foreign one as typed."""

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        found = BIRTH_CERTIFICATE.fullmatch(plain(typed).upper())
        if found is None:
            return typed
        roman, series, number = found.groups()
        return f"{roman.translate(ROMAN)}-{series.translate(LOOKALIKES)} {number}"


class UnzrField(NumberField):
    """УНЗР, the number of the entry in the demographic register: birth date and five digits."""

    default_error_messages = {
        "unzr": _(
            "%(field)s: the number is written as YYYYMMDD-NNNNN: the birth date and five digits, "
            "such as 19900412-12345."
        ),
    }

    def to_python(self, value: Any) -> str:
        digits = plain(super().to_python(value))
        if digits and born_by_unzr(digits) is None:
            raise self.fault("unzr")
        return f"{digits[:8]}-{digits[8:]}" if digits else ""


class CertificateField(NumberField):
    """The number of an IDP certificate: 1234-1234567890, an older one as typed."""

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        found = CERTIFICATE.fullmatch(plain(typed))
        return "-".join(found.groups()) if found else typed


def plain(typed: str) -> str:
    """Return what was typed with digits of every script as 0–9, without spaces and hyphens."""
    letters = SEPARATORS.sub("", typed)
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in letters)


def born_by_taxpayer_number(number: str) -> date:
    """Return the birth date a taxpayer number holds: its first five digits count days from 1900."""
    return date(1899, 12, 31) + timedelta(days=int(number[:5]))


def born_by_unzr(number: str) -> date | None:
    """Return the birth date that a number of the demographic register begins with, if it is one."""
    found = UNZR.fullmatch(plain(number))
    if found is None:
        return None
    year, month, day, _rest = found.groups()
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def is_usual_birth_certificate(number: str) -> bool:
    return bool(re.fullmatch(r"[IVX]{1,5}-[А-ЩЬЮЯЄІЇҐ]{2} [0-9]{6}", number))


def is_usual_certificate(number: str) -> bool:
    """Tell whether an IDP certificate is numbered as they are, now or in the first years."""
    return bool(USUAL_CERTIFICATE.fullmatch(number.upper()))


def is_typed_in_latin(typed: str) -> bool:
    return bool(LATIN_LETTER.search(typed))
