"""A table handed out as CSV, which a spreadsheet opens and runs nothing of."""

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")
MARK = "\ufeff"  # a spreadsheet takes what follows for UTF-8


def as_csv(name: str, columns: Sequence[object], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Answer with the table as a file of this name."""
    answer = HttpResponse(MARK, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    csv.writer(answer).writerows([neutral(cell) for cell in row] for row in (columns, *rows))
    return answer


def neutral(cell: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
