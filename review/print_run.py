"""The run that prints what was decided and voted: one that cannot be printed holds up no other."""

import logging
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from outbox.sending import delay
from review.printed import TEMPLATE_OF, note_trouble, printed

logger = logging.getLogger(__name__)

BATCH = 50  # of a kind in one sweep: half a minute


def print_waiting(*, at: datetime) -> int:
    """Print what is not printed yet and whose turn it is; return how many were. Safe to run twice.

    One that cannot be printed is set aside with the class of its trouble, logged by number, and
    tried again after 1, 4, 16 … minutes, at most twelve hours; what was never tried goes first.
    """
    return sum(is_printed(model, pk, at=at) for model in TEMPLATE_OF for pk in turn(model, at))


def turn(model: type[Any], at: datetime) -> list[int]:
    waiting = due(model, at).order_by("attempts", "pk")
    return list(waiting.values_list("pk", flat=True)[:BATCH])


def due(model: type[Any], at: datetime) -> QuerySet[Any]:
    in_turn = Q(not_before=None) | Q(not_before__lte=at)
    waiting: QuerySet[Any] = model.objects.filter(in_turn, printed_at=None)
    return waiting


def is_printed(model: type[Any], pk: int, *, at: datetime) -> bool:
    if (sheet := claimed(model, pk, at=at)) is None:
        return False
    try:
        printed(sheet, at=at)
    except Exception as error:  # noqa: BLE001  # its text may have what was pinned
        note_trouble(sheet, error)
        logger.error("%s %d is not printed: %s", model._meta.verbose_name, pk, type(error).__name__)
        return False
    return True


def claimed(model: type[Any], pk: int, *, at: datetime) -> Any:
    """Count the attempt before it is made, so that one that kills its worker waits as well.

    None where another run has it.
    """
    sheet = model.objects.get(pk=pk)
    attempt = {"attempts": F("attempts") + 1, "not_before": at + delay(sheet.attempts + 1)}
    return sheet if due(model, at).filter(pk=pk).update(**attempt) else None
