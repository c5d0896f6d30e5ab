"""The list approved by Order 376 of 28.02.2025: from the bytes of its DOCX to rows. No database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, zip_longest

from refusals.refused import Refused
from territories.docx import Table, blocks
from territories.kinds import Kind

Periods = tuple[tuple[date, date | None], ...]

HEADINGS = {
    Kind.POSSIBLE_HOSTILITIES: re.compile(r"1\. ?Території можливих бойових дій"),
    Kind.ACTIVE_HOSTILITIES: re.compile(r"2\. ?Території активних бойових дій"),
    Kind.ACTIVE_HOSTILITIES_WITH_REGISTERS: re.compile(
        r"3\. ?Території активних бойових дій, на яких функціонують "
        r"державні електронні інформаційні ресурси.*"
    ),
    Kind.OCCUPATION: re.compile(r"(?:ІІ|II)\. ?Тимчасово окуповані .*"),
}
COLUMNS = 4
FIRST_COLUMN = "Код"
MAX_CODE = 32
HAS_CODE = re.compile(r"UA\d{10}")
DATES = re.compile(r"(?:\d\d\.?\d\d\.?\d{4})*", re.ASCII)
DATE = re.compile(r"(\d\d)\.?(\d\d)\.?(\d{4})", re.ASCII)
EARLIEST = date(2014, 1, 1)  # the occupation began in February 2014 (Law 1207-VII, art. 1)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list, as listed: blanks tidied, nothing looked up.

    `number` counts the rows of the section below its header, headings of oblasts and districts
    included; a table that continues another continues its count.
    """

    section: Kind
    number: int
    code: str
    name: str
    periods: Periods


def parse(document: bytes) -> list[Row]:
    """Return every row of the four sections. Raises Refused, with the row, at the first fault."""
    return [
        row
        for section, table in sections(blocks(document)).items()
        for number, cells in enumerate(table, start=1)
        if (row := row_of(section, number, cells))
    ]


def sections(document: list[str | Table]) -> dict[Kind, Table]:
    """Return the rows below each heading, header rows left out. Refuses when one is missing."""
    found: dict[Kind, Table] = {section: [] for section in Kind}
    present: Kind | None = None
    for block in document:
        if isinstance(block, str):
            present = section_named(block) or present
        elif present and is_listing(block):
            found[present] += block[1:]
        elif has_codes(block):
            raise Refused.at(
                "file",
                uk="Таблиця з кодами стоїть поза розділами переліку.",
                en="A table with codes stands outside the sections of the list.",
            )
    for section, table in found.items():
        if not has_codes(table):
            raise Refused.at(section, uk="Розділу немає.", en="The section is missing.")
    return found


def section_named(paragraph: str) -> Kind | None:
    text = tidy(paragraph)
    return next((kind for kind, words in HEADINGS.items() if words.fullmatch(text)), None)


def is_listing(table: Table) -> bool:
    return bool(table) and len(table[0]) == COLUMNS and tidy(table[0][0]) == FIRST_COLUMN


def has_codes(table: Table) -> bool:
    return any(HAS_CODE.search(compact(cell)) for cells in table for cell in cells)


def row_of(section: Kind, number: int, cells: list[str]) -> Row | None:
    """Return the row, or None for the heading of an oblast or district, or a repeated header."""
    path = f"{section}[{number}]"
    if len(cells) == 1 and not has_codes([cells]):
        return None
    if len(cells) != COLUMNS:
        raise Refused.at(
            path, uk="У рядку має бути чотири клітинки.", en="The row must have four cells."
        )
    code, name = compact(cells[0]), tidy(cells[1])
    if code == FIRST_COLUMN:
        return None
    if not name or "\ufffd" in name or len(code) > MAX_CODE:
        raise Refused.at(
            path, uk="Рядок без найменування або коду.", en="The row has no name or no code."
        )
    return Row(section, number, code, name, periods(cells[2], cells[3], path=path))


def periods(starts: str, ends: str, *, path: str) -> Periods:
    """Pair the starts of a row with its ends, in order; the last may have none.

    A period may end on the day it began, and the next may begin on the day the last one ended.
    """
    begun, ended = dates(starts, path=f"{path}.start"), dates(ends, path=f"{path}.end")
    if not begun or len(begun) - len(ended) not in {0, 1}:
        raise Refused.at(
            path,
            uk="Дати початку й завершення не утворюють пар.",
            en="The dates of start and end do not pair up.",
        )
    found = tuple(zip_longest(begun, ended))
    if any(end is not None and end < start for start, end in found):
        raise Refused.at(
            f"{path}.end",
            uk="Дата завершення раніша за дату початку.",
            en="An end is before its start.",
        )
    if any(start == later or (end and end > later) for (start, end), (later, _) in pairwise(found)):
        raise Refused.at(
            f"{path}.start", uk="Дати йдуть не за порядком.", en="The dates are out of order."
        )
    return found


def dates(cell: str, *, path: str) -> list[date]:
    """Read the dates of a cell, however they are divided: by paragraphs, blanks, or not at all.

    A full stop may be missing ("12.11 2022"); the note mark (*) says nothing here.
    """
    text = compact(cell).replace("*", "")
    if not DATES.fullmatch(text):
        raise Refused.at(
            path,
            uk="У клітинці не лише дати виду ДД.ММ.РРРР.",
            en="The cell holds more than dates of the form DD.MM.YYYY.",
        )
    return list(days(text, path=path))


def days(text: str, *, path: str) -> Iterator[date]:
    for day, month, year in DATE.findall(text):
        try:
            found = date(int(year), int(month), int(day))
        except ValueError as error:
            raise Refused.at(
                path, uk="Такої дати не існує.", en="There is no such date."
            ) from error
        if found < EARLIEST:
            raise Refused.at(
                path, uk="Дата раніша за 2014 рік.", en="The date is earlier than 2014."
            )
        yield found


def tidy(text: str) -> str:
    return " ".join(text.split())


def compact(text: str) -> str:
    return "".join(text.split())
