"""The states of a lease and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a lease stands. The values never change; the labels may."""

    DRAFT = "draft", _("Draft")
    ISSUED = "issued", _("Issued, waits to be signed")
    SIGNED = "signed", _("Signed")
    ACTIVE = "active", _("In force")
    ENDED = "ended", _("Ended")
    CANCELLED = "cancelled", _("Cancelled")


MOVES: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.ISSUED, Status.CANCELLED}),
    Status.ISSUED: frozenset({Status.SIGNED, Status.CANCELLED}),
    # On its first day, by the clock (docs/decisions/0107). What both parties signed is ended, never
    # cancelled.
    Status.SIGNED: frozenset({Status.ACTIVE, Status.ENDED}),
    Status.ACTIVE: frozenset({Status.ENDED}),
    Status.ENDED: frozenset(),
    Status.CANCELLED: frozenset(),
}

# A live lease keeps its dwelling and its household from any other.
LIVE = frozenset({Status.DRAFT, Status.ISSUED, Status.SIGNED, Status.ACTIVE})
# What both parties signed and nothing has ended.
IN_LIFE = frozenset({Status.SIGNED, Status.ACTIVE})
# What is drawn up and binds nobody yet.
UNSIGNED = LIVE - IN_LIFE
