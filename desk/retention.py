"""A sheet that nobody finished is not kept for ever: it goes as an abandoned draft does."""

import logging
from datetime import date, datetime

from deadlines.working_days import day_in_kyiv
from desk import sheets
from desk.models import Sheet
from drafts.retention import KEPT

logger = logging.getLogger(__name__)


def kept_until(sheet: Sheet) -> date:
    """Return the day on which a sheet is deleted if nothing more is saved."""
    return day_in_kyiv(sheet.saved_at + KEPT)


def let_go(at: datetime) -> int:
    """Delete the sheets whose time is over; return how many. One that fails keeps none waiting."""
    over = Sheet.objects.filter(application=None, saved_at__lte=at - KEPT)
    return sum(is_dropped(sheet, at) for sheet in over.order_by("saved_at", "pk"))


def is_dropped(sheet: Sheet, at: datetime) -> bool:
    try:
        sheets.drop(sheet.pk, at=at)
    except Exception:
        logger.exception("sheet %s", sheet.pk)
        return False
    return True
