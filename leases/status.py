"""The states of a lease and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a lease stands. The values never change; the labels may."""

    DRAFT = "draft", _("Draft")
    ISSUED = "issued", _("Issued, waits to be signed")
    SIGNED = "signed", _("Signed")
    ENDED = "ended", _("Ended")
    CANCELLED = "cancelled", _("Cancelled")


MOVES: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.ISSUED, Status.CANCELLED}),
    Status.ISSUED: frozenset({Status.SIGNED, Status.CANCELLED}),
    # What both parties signed is ended, never cancelled.
    Status.SIGNED: frozenset({Status.ENDED}),
    Status.ENDED: frozenset(),
    Status.CANCELLED: frozenset(),
}

# A live lease keeps its dwelling and its household from any other.
LIVE = frozenset({Status.DRAFT, Status.ISSUED, Status.SIGNED})
