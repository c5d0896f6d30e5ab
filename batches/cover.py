"""The cover list of a print file: which leases lie in the pile, and which do not and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import translation

from batches.models import Batch, BatchItem
from batches.reasons import sentence
from printing import renderer

FOLDER = Path(settings.BASE_DIR) / "templates" / "batches" / "cover"
ROWS_AT_ONCE = 250  # of one document: a longer table takes the renderer disproportionately long


@dataclass(frozen=True, slots=True)
class Row:
    """One lease in the list. `reason` is empty where it lies in the pile."""

    position: int
    number: str
    building: str
    dwelling: str
    pages: int
    sheets: int
    reason: str


def cover(batch: Batch) -> list[bytes]:
    """Print the list, in Ukrainian, in as many documents as it takes. Names nobody."""
    with translation.override("uk"):
        rows = [row(item) for item in listed(batch)]
        pieces = [rows[at : at + ROWS_AT_ONCE] for at in range(0, len(rows), ROWS_AT_ONCE)]
        shown = {"batch": batch, **totals(rows)}
        return [
            printed({**shown, "rows": piece, "is_first": piece is pieces[0]}) for piece in pieces
        ]


def listed(batch: Batch) -> QuerySet[BatchItem]:
    items = batch.items.select_related("lease__dwelling__building")
    return items.order_by("position")


def row(item: BatchItem) -> Row:
    dwelling = item.lease.dwelling
    pages = item.pages or 0
    return Row(
        position=item.position,
        number=item.lease.number,
        building=dwelling.building.address,
        dwelling=dwelling.number,
        pages=pages,
        sheets=(pages + 1) // 2,
        reason=sentence(item.reason) if item.reason else "",
    )


def totals(rows: Sequence[Row]) -> dict[str, int]:
    return {
        "leases": sum(not each.reason for each in rows),
        "refused": sum(bool(each.reason) for each in rows),
        "sheets": sum(each.sheets for each in rows),
    }


def printed(shown: dict[str, Any]) -> bytes:
    html = render_to_string("batches/cover/cover.html", shown)
    return renderer.pdf(html, base=FOLDER / "base.css", sheet=FOLDER / "cover.css")
