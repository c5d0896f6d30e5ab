"""What a printer is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"


@dataclass(frozen=True, slots=True)
class Attached:
    """A text that goes with a PDF; `relationship` is one of PDF/A-3: Data, Supplement."""

    name: str
    description: str
    relationship: str
    text: str


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be printed: `base` says what the tags of the HTML are, `sheet` how it looks."""

    html: str
    base: str
    sheet: str
    variant: str
    attached: Sequence[Attached] = ()
