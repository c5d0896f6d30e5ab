"""What SQLite does not know of Ukrainian: letter case and the order of the alphabet."""

import re
import sqlite3
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
APOSTROPHES = "'’ʼ`"

# The letters take places no lower-case text uses, in order and before all other Cyrillic;
# an apostrophe takes none, however it is typed.
PLACES = str.maketrans(
    {
        **{letter: chr(0x400 + place) for place, letter in enumerate(ALPHABET)},
        **dict.fromkeys(APOSTROPHES, ""),
    }
)

Value = str | int | float | None


def teach_ukrainian(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Register LIKE, UPPER, LOWER and the collation "ukrainian" on a new SQLite connection."""
    if connection.vendor != "sqlite":
        return
    database: sqlite3.Connection = connection.connection
    database.create_function("lower", 1, lower, deterministic=True)
    database.create_function("upper", 1, upper, deterministic=True)
    database.create_function("like", 2, like, deterministic=True)
    database.create_function("like", 3, like, deterministic=True)
    database.create_collation("ukrainian", compare)


def lower(value: Value) -> str | None:
    return None if value is None else str(value).lower()


def upper(value: Value) -> str | None:
    return None if value is None else str(value).upper()


def like(pattern: Value, value: Value, escape: str | None = None) -> bool | None:
    """Answer SQL's `value LIKE pattern`, blind to letter case in every alphabet."""
    if pattern is None or value is None:
        return None
    return compiled(str(pattern), escape).fullmatch(str(value)) is not None


@lru_cache(maxsize=256)
def compiled(pattern: str, escape: str | None) -> re.Pattern[str]:
    """Translate a LIKE pattern: % is any run of characters, _ is one."""
    parts, letters = [], iter(pattern)
    for letter in letters:
        if letter == escape:
            parts.append(re.escape(next(letters, "")))
        else:
            parts.append({"%": ".*", "_": "."}.get(letter, re.escape(letter)))
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)


def compare(left: str, right: str) -> int:
    """Order two texts by the Ukrainian alphabet; -1, 0 or 1. Letter case counts last."""
    one, other = place(left), place(right)
    return (one > other) - (one < other)


def place(text: str) -> tuple[str, str]:
    return text.lower().translate(PLACES), text
