"""What the lines of a bank statement say: day, amount, payer, purpose, and what tells one payment.

The names of columns are data (`formats/columns.toml`). A file is read whole or not at all.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from charges.bank_file import (
    SEPARATORS,
    Fault,
    StatementRefused,
    cells_of,
    of_the_file,
    text_of,
)
from sealing.digests import digest

FORMAT = Path(__file__).parent / "formats" / "columns.toml"
HEADING_WITHIN = 30  # lines; banks write who and when above the headings
MOST_FAULTS = 50  # told at once
LONGEST = 1000  # letters of a cell
MOST = Decimal(10_000_000)  # UAH; more in one payment of rent is a slip
BLANKS = re.compile(r"[\s\u00a0\u202f\u2009'’`]")
# Kopecks after a comma or a point; thousands are grouped only where kopecks tell the two apart.
AMOUNT = re.compile(
    r"[+-]?(\d{1,12}([.,]\d{1,2})?|\d{1,3}(,\d{3})+\.\d{1,2}|\d{1,3}(\.\d{3})+,\d{1,2})", re.ASCII
)


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One incoming payment; never shown in a log, it names people."""

    number: int
    booked_on: date
    amount: Decimal
    payer: str
    purpose: str
    fingerprint: str
    content: str


@dataclass(frozen=True, slots=True)
class Read:
    """The incoming payments of a file, and how many lines were none."""

    lines: list[Line]
    outgoing: int


class LineRefused(Exception):
    """What is wrong with one line."""

    def __init__(self, why: Any) -> None:
        super().__init__("a line of a statement")
        self.why = why


@cache
def format_of() -> dict[str, Any]:
    return tomllib.loads(FORMAT.read_text(encoding="utf-8"))


def read(raw: bytes, *, today: date) -> Read:
    """Read a statement whole. Raises StatementRefused with every line that cannot be read."""
    columns, rows = under_headings(text_of(raw))
    lines: list[Line] = []
    faults: list[Fault] = []
    outgoing, alike = 0, Counter[str]()
    for number, cells in rows:
        try:
            said = named(columns, cells)
            line = line_of(number, said, alike, today)
            if line is not None:
                refuse_debit_unheard(said, unnamed(columns, cells))
        except LineRefused as refused:
            faults.append(Fault(number, refused.why))
            continue
        if line is None:
            outgoing += 1
        else:
            lines.append(line)
    if faults:
        raise StatementRefused(faults[:MOST_FAULTS])
    if not lines and not outgoing:
        raise of_the_file(_("There is no line under the headings. Choose another period."))
    return Read(lines, outgoing)


def under_headings(text: str) -> tuple[Mapping[str, int], Iterator[tuple[int, list[str]]]]:
    """Return which column stands where, and the lines below the headings.

    The separator is the one that makes headings of a line, however often others stand in the
    purposes. Raises StatementRefused.
    """
    for separator in SEPARATORS:
        rows = cells_of(text, separator)
        with suppress(StatementRefused):  # what is wrong with the lines of another separator
            if columns := headed(rows):
                return columns, rows
    raise of_the_file(
        _(
            "No line of headings is known here. There must be columns for the date, the amount and"
            " the purpose, for example: Дата; Сума; Платник; Призначення платежу."
        )
    )


def headed(rows: Iterator[tuple[int, list[str]]]) -> Mapping[str, int]:
    """Return which column stands where by the first line of headings; nothing without one."""
    known = format_of()["columns"]
    for _place, (_number, cells) in zip(range(HEADING_WITHIN), rows, strict=False):
        headings = [" ".join(cell.casefold().split()) for cell in cells]
        found = {
            column: headings.index(name)
            for column, names in known.items()
            for name in reversed(names)
            if name in headings
        }
        if is_enough(found):
            return found
    return {}


def is_enough(found: Mapping[str, int]) -> bool:
    required = format_of()["required"]
    return all(it in found for it in required["always"]) and any(
        it in found for it in required["one_of"]
    )


def named(columns: Mapping[str, int], cells: Sequence[str]) -> dict[str, str]:
    return {column: cells[at] if at < len(cells) else "" for column, at in columns.items()}


def unnamed(columns: Mapping[str, int], cells: Sequence[str]) -> list[str]:
    return [cell for at, cell in enumerate(cells) if at not in columns.values()]


def line_of(number: int, cells: Mapping[str, str], alike: Counter[str], today: date) -> Line | None:
    """Return what a line says; None for one that is no incoming payment. Raises LineRefused.

    Neither money that went out is one, nor an amount of zero, nor a sum of the bank's.
    """
    if is_sum(cells):
        return None
    amount = incoming(cells)
    if amount is None:
        return None
    if any(len(cell) > LONGEST for cell in cells.values()):
        raise LineRefused(
            _("A cell is longer than 1,000 letters. Check the separators of the file.")
        )
    if cells.get("currency", "").casefold() not in {"", *format_of()["values"]["hryvnia"]}:
        raise LineRefused(_("The currency is not the hryvnia. Take this line out of the file."))
    booked_on = day_of(cells["booked_on"], today)
    says = [booked_on.isoformat(), f"{amount:.2f}"]
    says += [cells.get(it, "") for it in ("payer", "account", "purpose", "document")]
    content = digest("bank line", "\n".join(says))
    alike[content] += 1
    reference = cells.get("reference", "")
    own = (
        ("bank reference", reference)
        if reference
        else ("bank place", f"{content}:{alike[content]}")
    )
    return Line(
        number=number,
        booked_on=booked_on,
        amount=amount,
        payer=cells.get("payer", ""),
        purpose=cells["purpose"],
        fingerprint=digest(*own),
        content=content,
    )


def is_sum(cells: Mapping[str, str]) -> bool:
    """Tell whether a line is the bank's, under or between the payments: a total, a balance.

    It has neither a date nor a purpose, or words of a sum where one of them stands.
    """
    words = format_of()["values"]["sums"]
    day, purpose = (plain(cells[it]) for it in ("booked_on", "purpose"))
    return day.startswith(tuple(words)) if day else purpose in {"", *words}


def plain(typed: str) -> str:
    return " ".join(typed.casefold().split()).rstrip(".:")


def incoming(cells: Mapping[str, str]) -> Decimal | None:
    """Return the amount that came in, UAH; None where money went out, or the amount is zero."""
    if "credit" in cells:
        return credited(cells)
    amount = amount_of(cells["amount"])
    return amount if amount > 0 and came_in(cells) else None


def credited(cells: Mapping[str, str]) -> Decimal | None:
    if not cells["credit"] and not cells.get("debit", ""):
        raise LineRefused(_("There is no amount. Write it, or take the line out of the file."))
    amount = amount_of(cells["credit"]) if cells["credit"] else Decimal(0)
    return amount if amount > 0 else None


def came_in(cells: Mapping[str, str]) -> bool:
    """Tell whether a line is a credit, by the column that says so; without one it is."""
    if "direction" not in cells:
        return True
    said, values = plain(cells["direction"]), format_of()["values"]
    if said not in {*values["incoming"], *values["outgoing"]}:
        raise LineRefused(
            _("It is not said whether the money came in or went out. Write debit or credit there.")
        )
    return said in values["incoming"]


def refuse_debit_unheard(cells: Mapping[str, str], others: Iterable[str]) -> None:
    """Post no debit below a heading that is not known. Raises LineRefused."""
    if "credit" in cells or "direction" in cells:
        return
    if {plain(each) for each in others} & set(format_of()["values"]["debit"]):
        raise LineRefused(
            _("A cell here says that money went out. Call its column Д/К, so that it is read.")
        )


def amount_of(typed: str) -> Decimal:
    """Read an amount in hryvnias: 7193, 7 193,00, 7,193.00 or 7193.5. Raises LineRefused."""
    text = BLANKS.sub("", typed).replace("\u2212", "-")
    for hryvnia in ("грн.", "грн", "UAH", "₴"):
        text = text.removesuffix(hryvnia)
    if not AMOUNT.fullmatch(text):
        raise LineRefused(
            _("The amount cannot be read. Write it in hryvnias with two digits after the comma.")
        )
    *whole, kopecks = re.split("[.,]", text) if re.search("[.,]", text) else (text, "0")
    amount = Decimal(f"{''.join(whole)}.{kopecks}")
    if abs(amount) > MOST:
        raise LineRefused(_("The amount is above ten million hryvnias. Check the line."))
    return amount


def day_of(typed: str, today: date) -> date:
    """Read a day of this century, not after today; a time after it is left out."""
    first = typed.replace("T", " ").split(" ")[0]
    for written in format_of()["values"]["days"]:
        try:
            day = datetime.strptime(first, written).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
        if day > today:
            raise LineRefused(_("The date lies in the future. Check it."))
        if day.year < 2022:  # noqa: PLR2004  # before there could be a lease
            raise LineRefused(_("The date is before there were leases. Check it."))
        return day
    raise LineRefused(_("The date cannot be read. Write it as day, month and year: 05.12.2026."))
