"""A sheet on which nothing was typed is not kept for ever; any other goes by a person's hand."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from audit.services import record
from deadlines.working_days import day_in_kyiv
from desk import sheets
from desk.models import Sheet
from drafts.retention import KEPT, done

FIRST = 1  # version: nothing that was typed was saved


def kept_until(sheet: Sheet) -> date | None:
    """Return the day on which a sheet is deleted if nothing is saved; none once something was."""
    is_empty = to_let_go(sheet.saved_at + KEPT).filter(pk=sheet.pk).exists()
    return day_in_kyiv(sheet.saved_at + KEPT) if is_empty else None


def let_go(at: datetime) -> int:
    """Delete the sheets whose time is over; return how many. One that fails keeps none waiting."""
    over = to_let_go(at).order_by("saved_at", "pk").values_list("pk", flat=True)
    return sum(done(delete, "sheet", sheet, at) for sheet in list(over))


def to_let_go(at: datetime) -> QuerySet[Sheet]:
    """Return the sheets as they were begun, without a scan: of others somebody waits for word."""
    empty = Sheet.objects.filter(application=None, version=FIRST, scans=None)
    return empty.filter(saved_at__lte=at - KEPT)


@transaction.atomic
def delete(sheet: UUID, at: datetime) -> bool:
    """Delete a sheet with its scans unless it was saved or submitted a moment before."""
    row = to_let_go(at).select_for_update(of=("self",)).filter(pk=sheet).first()
    if row is None:
        return False
    sheets.drop(row.pk, at=at)
    record("sheet.let_go", subject=f"sheet:{sheet}", by=None, at=at)
    return True
