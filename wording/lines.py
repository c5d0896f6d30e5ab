"""What a text is made of, once it is read: lines, each of pieces."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a line is."""

    TITLE = "title"
    SECTION = "section"
    CLAUSE = "clause"
    ITEM = "item"
    PARAGRAPH = "paragraph"
    ANNEX = "annex"
    BLOCK = "block"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, or a variable by its name."""

    text: str
    is_variable: bool = False
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """`label` is its number or letter, or the name of a block; `at` counts from one."""

    at: int
    kind: Kind
    pieces: tuple[Piece, ...] = ()
    label: str = ""
    case: str = ""
