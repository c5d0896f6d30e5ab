"""The states of a batch and of each lease in it, and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a batch stands. The values never change; the labels may."""

    PRINTING = "printing", _("Being printed")
    BINDING = "binding", _("Being put together")
    READY = "ready", _("Ready")
    NOTHING = "nothing", _("Nothing could be printed")
    FAILED = "failed", _("Could not be put together")
    CANCELLED = "cancelled", _("Cancelled")
    SWEPT = "swept", _("Files deleted")


MOVES: dict[State, frozenset[State]] = {
    State.PRINTING: frozenset({State.BINDING, State.NOTHING, State.CANCELLED}),
    State.BINDING: frozenset({State.READY, State.NOTHING, State.FAILED, State.CANCELLED}),
    State.READY: frozenset({State.SWEPT}),
    State.NOTHING: frozenset(),
    State.FAILED: frozenset(),
    State.CANCELLED: frozenset(),
    State.SWEPT: frozenset(),
}
RUNNING = frozenset({State.PRINTING, State.BINDING})


class ItemState(models.TextChoices):
    """What has become of one lease of a batch."""

    WAITING = "waiting", _("Waiting")
    CLAIMED = "claimed", _("Being printed now")
    DONE = "done", _("Printed")
    REFUSED = "refused", _("Not printed")


SETTLED = frozenset({ItemState.DONE, ItemState.REFUSED})
