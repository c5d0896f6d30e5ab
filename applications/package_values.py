"""JSON values of one kind, read into typed ones: each fault is collected with its path."""

import contextlib
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from applications.package_json import NotText
from applications.refusal import refusal
from refusals.refused import Refusal

INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
KATOTTG = re.compile(r"UA[0-9]{17}")
AREA = re.compile(r"[0-9]{1,5}([.][0-9]{1,2})?")
SHARE = re.compile(r"1|[1-9][0-9]{0,8}/[1-9][0-9]{0,8}")
HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
YEARS = range(2000, 2100)  # of receipt: outside, the clock or the typing is wrong

NAME, NUMBER, ADDRESS, REF = 150, 100, 1000, 64  # most characters

Object = dict[str, Any]
Keys = dict[str, None]  # names in their order, looked up at once


def keys(*names: str) -> Keys:
    return dict.fromkeys(names)


class Values:
    """Reads JSON values into typed ones and collects what is wrong with them.

    A method returns None for a value that is absent, null or refused; the refusals tell which.
    """

    def __init__(self) -> None:
        self.refusals: list[Refusal] = []

    def refuse(self, path: str, code: str, **figures: str) -> None:
        self.refusals.append(refusal(path, code, **figures))

    def object(self, value: Any, path: str, allowed: Keys, required: Iterable[str]) -> Object:
        if not isinstance(value, dict):
            self.refuse(path, "not_object")
            return {}
        for key in () if value.keys() <= allowed.keys() else value:
            if key not in allowed:
                shown = key if len(key) <= REF and not HIDDEN.search(key) else "?"
                self.refuse(inside(path, shown), "unknown_key", allowed=", ".join(allowed))
        for key in required:
            if key not in value:
                self.refuse(inside(path, key), "required")
        return value

    def items(self, value: Any, path: str, most: int) -> list[Any]:
        if value is None or not isinstance(value, list):
            self.refuse(path, "not_list")
            return []
        if len(value) > most:
            self.refuse(path, "too_many", limit=str(most))
            return []
        return value

    def text(self, value: Any, path: str, most: int = ADDRESS) -> str:
        if type(value) is str and len(value) <= most and value.isprintable():
            return value  # nearly every text there is
        if not isinstance(value, str) or isinstance(value, NotText):
            self.refuse(path, "not_text")
        elif len(value) > most:
            self.refuse(path, "too_long", limit=str(most))
        elif not value.isprintable() and HIDDEN.search(value):
            self.refuse(path, "hidden_character")
        else:
            return value
        return ""

    def line(self, value: Any, path: str, most: int) -> str:
        """Read a text of one line: numbers, addresses of e-mail, names of files."""
        text = self.text(value, path, most)
        if text and not text.isprintable() and any(letter in text for letter in "\t\n"):
            self.refuse(path, "hidden_character")
        return text

    def optional_line(self, value: Any, path: str, most: int) -> str | None:
        return None if value is None else self.line(value, path, most)

    def optional_text(self, value: Any, path: str, most: int = ADDRESS) -> str | None:
        return None if value is None else self.text(value, path, most)

    def ref(self, value: Any, path: str, refs: Collection[str] | None) -> str:
        """Read the ref of somebody among the people; None: which they are could not be read."""
        ref = self.line(value, path, REF)
        if refs is not None and ref not in refs and not self.is_refused(path):
            self.refuse(path, "unknown_person", ref=ref)
        return ref

    def flag(self, value: Any, path: str) -> bool:
        if not isinstance(value, bool):
            self.refuse(path, "not_flag")
        return value is True

    def optional_flag(self, value: Any, path: str) -> bool | None:
        return None if value is None else self.flag(value, path)

    def choice(self, value: Any, path: str, allowed: Sequence[str]) -> str:
        if isinstance(value, str) and value in allowed:
            return value
        self.refuse(path, "not_allowed", allowed=", ".join(allowed))
        return ""

    def day(self, value: Any, path: str) -> date | None:
        if isinstance(value, str) and DATE.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        self.refuse(path, "not_date")
        return None

    def instant(self, value: Any, path: str) -> datetime | None:
        if isinstance(value, str) and INSTANT.fullmatch(value):
            with contextlib.suppress(ValueError):
                return self.in_years(datetime.fromisoformat(value.upper()), path)
        self.refuse(path, "not_instant")
        return None

    def in_years(self, instant: datetime, path: str) -> datetime | None:
        if instant.year in YEARS:
            return instant.astimezone(UTC)
        first, last = str(YEARS[0]), str(YEARS[-1])
        self.refuse(path, "not_year_of_receipt", first=first, last=last)
        return None

    def matching(self, value: Any, path: str, pattern: re.Pattern[str], code: str) -> str | None:
        if isinstance(value, str) and not isinstance(value, NotText) and pattern.fullmatch(value):
            return value
        self.refuse(path, code)
        return None

    def katottg(self, value: Any, path: str) -> str | None:
        return None if value is None else self.matching(value, path, KATOTTG, "not_katottg")

    def need(
        self, given: Object, key: str, path: str, read_as: Callable[..., Any], *more: Any
    ) -> Any:
        """Read a required value; its absence is already refused."""
        return read_as(given[key], inside(path, key), *more) if key in given else None

    def is_refused(self, path: str) -> bool:
        return bool(self.refusals) and self.refusals[-1].path == path

    def area(self, value: Any, path: str) -> Decimal | None:
        """Read square metres."""
        typed = self.matching(value, path, AREA, "not_area")
        if typed is None:
            return None
        if (area := Decimal(typed)) <= 0:
            self.refuse(path, "area_not_positive")
        return area

    def share(self, value: Any, path: str) -> Fraction | None:
        typed = self.matching(value, path, SHARE, "not_share")
        if typed is None:
            return None
        if (share := Fraction(typed)) > 1:
            self.refuse(path, "share_above_one")
        return share


def inside(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
