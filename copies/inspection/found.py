"""What an inspection finds, and where it leaves what it made."""

from dataclasses import dataclass
from pathlib import Path

MOST_PAGES = 60
MADE = "made.jpg"  # the picture made anew, in the folder of the inspection


class Unfit(Exception):
    """The file cannot be taken; `code` is one of `copies.wording.REFUSALS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Found:
    """`flags` are codes of `copies.wording.FLAGS`; `pages` is how many pictures were drawn."""

    flags: tuple[str, ...]
    pages: int
    is_made_anew: bool = False


def page_path(folder: Path, number: int) -> Path:
    """Return where the picture of a page is left; the first page is 1."""
    return folder / f"page-{number}.jpg"
