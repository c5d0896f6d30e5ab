"""Numbers of leases in what a payer wrote, however they are spelt."""

import re
import unicodedata

from applications.numbers import grouped, is_number

LETTER_FOR_ZERO = re.compile(r"(?<=[\d\-–—/ ])[OoОо](?=[\d\-–—/ ])")
BETWEEN = r"[\s\-–—‑−._]{0,3}"
# Which lease of an application it is stands behind a stroke and nowhere else (docs/decisions/0135):
# a digit behind a blank or a dash may be a month, or how many live there. A date is no place.
PLACE = r"\s{0,3}[/\\|]\s{0,3}(\d{1,2})(?!\d|[.\-–—‑−_/\\]\d)"
NO_MORE = r"(?=\d{0,2}(?!\d))"
# Twelve digits however grouped.
NUMBER = re.compile(rf"(?<!\d)(?=((?:\d{BETWEEN}){{11}}\d)(?:{PLACE}|{NO_MORE}))")


def lease_numbers(text: str) -> list[str]:
    """Return what may be numbers of leases, as they are stored; "4829-3057-1630/1"."""
    return [f"{application}/{int(place)}" for application, place in found(text) if place]


def application_numbers(text: str) -> list[str]:
    """Return what may be numbers of applications, with a lease named or without."""
    return [application for application, _place in found(text)]


def found(text: str) -> list[tuple[str, str]]:
    plain = unicodedata.normalize("NFKC", text)
    while (zeroed := LETTER_FOR_ZERO.sub("0", plain)) != plain:
        plain = zeroed
    pairs = (
        (grouped("".join(filter(str.isdecimal, digits))), place)
        for digits, place in NUMBER.findall(plain)
    )
    return list(dict.fromkeys(pair for pair in pairs if is_number(pair[0])))
