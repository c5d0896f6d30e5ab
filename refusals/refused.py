"""A fault in what was given, and the exception that carries every fault found."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Refusal:
    """One fault: where it is ("people[0].birth_date") and what is wrong, with the way out.

    `code` is its name in the table of a room that keeps one.
    """

    path: str
    uk: str
    en: str
    code: str = ""

    def as_error(self) -> dict[str, object]:
        return {"path": self.path, "message": {"uk": self.uk, "en": self.en}}


class Refused(Exception):
    """An input is refused whole; nothing has changed. `refusals` has every fault found.

    The text holds paths and codes, never what was given.
    """

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(
            ", ".join(f"{each.path}: {each.code}" if each.code else each.path for each in refusals)
        )
        self.refusals = refusals

    @classmethod
    def at(cls, path: str, *, uk: str, en: str) -> Self:
        """Refuse for one fault."""
        return cls(Refusal(path, uk, en))

    def as_document(self) -> dict[str, object]:
        """Return the error object of the contract."""
        return {"errors": [each.as_error() for each in self.refusals]}


@contextmanager
def collecting(refusals: list[Refusal]) -> Iterator[None]:
    """Keep what the block is refused for, so that every fault is named at once."""
    try:
        yield
    except Refused as refused:
        refusals.extend(refused.refusals)
