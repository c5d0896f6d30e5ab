"""What differs between two texts, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Difference:
    """Lines that went and lines that came, `at` their number in the newer text."""

    at: int
    gone: tuple[str, ...]
    come: tuple[str, ...]


def differences(older: str, newer: str) -> Iterator[Difference]:
    """Yield every place where two texts differ, from the top."""
    before, after = older.splitlines(), newer.splitlines()
    for what, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        if what != "equal":
            yield Difference(c + 1, tuple(before[a:b]), tuple(after[c:d]))
