"""A file of a bank statement as lines and cells: which letters, which separator, how long.

What cannot be read is refused with what to do about it; nothing of the text is repeated in it.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 2 * 1024 * 1024
MOST_LINES = 10_000
LONGEST_LINE = 10_000  # letters
SEPARATORS = (";", "\t", ",", "|")
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
NOT_TEXT = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"Rar!")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line, or with the file where `line` is 0, and what to do."""

    line: int
    why: "str | Promise"


class StatementRefused(Exception):
    """Nothing of the file was taken in: `faults` say why, line by line."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def of_the_file(why: "str | Promise") -> StatementRefused:
    return StatementRefused([Fault(0, why)])


def cells_of(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each line that is not empty by its number, as cells. Raises StatementRefused."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in lines:
            if lines.line_num > MOST_LINES:
                raise of_the_file(
                    _("The file has more than 10,000 lines. Ask the bank for a shorter period.")
                )
            if any(cell.strip() for cell in cells):
                yield lines.line_num, [cell.strip() for cell in cells]
    except csv.Error:
        raise StatementRefused(
            [
                Fault(
                    lines.line_num,
                    _("A quotation mark is not closed here. Export the statement once more."),
                )
            ]
        ) from None


def text_of(raw: bytes) -> str:
    """Return the text of the file: UTF-8, UTF-16 with its mark, or Windows-1251."""
    if not raw.strip():
        raise of_the_file(_("The file is empty. Choose the statement as the bank exported it."))
    if len(raw) > MOST_BYTES:
        raise of_the_file(_("The file is above 2 MB. Ask the bank for a shorter period."))
    if raw.startswith(NOT_TEXT):
        raise of_the_file(_("This is no CSV file. Open it in a spreadsheet and save it as CSV."))
    text = decoded(raw)
    if "\0" in text:
        raise of_the_file(_("The file is no text. Export the statement from the bank as CSV."))
    if max(map(len, text.splitlines()), default=0) > LONGEST_LINE:
        raise of_the_file(_("A line is too long for a statement. Export it from the bank as CSV."))
    return text


def decoded(raw: bytes) -> str:
    marked = next((name for mark, name in MARKS.items() if raw.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "cp1251"]:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise of_the_file(_("The letters cannot be read. Export the statement as CSV in UTF-8."))
