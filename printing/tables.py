"""A table handed out as CSV, which a spreadsheet opens and runs nothing of."""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.http import HttpResponse

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")
MARK = "\ufeff"  # a spreadsheet takes what follows for UTF-8


def as_csv(
    name: str,
    columns: Sequence[object],
    rows: Iterable[Sequence[object]],
    *,
    for_excel: bool = False,
) -> HttpResponse:
    """Answer with the table as a file of this name.

    Where Excel speaks Ukrainian it tells columns by semicolons, and amounts by a decimal comma.
    """
    answer = HttpResponse(MARK, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    lines = csv.writer(answer, delimiter=";" if for_excel else ",")
    for row in (columns, *rows):
        lines.writerow([neutral(with_comma(cell) if for_excel else cell) for cell in row])
    return answer


def with_comma(cell: object) -> object:
    return str(cell).replace(".", ",") if isinstance(cell, Decimal) else cell


def neutral(cell: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
