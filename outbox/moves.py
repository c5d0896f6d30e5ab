"""How a letter moves: one conditional UPDATE, so of two who move it at once one is told no."""

from datetime import datetime
from typing import Any

from outbox.models import Letter
from outbox.state import MOVES, State


class MoveRefused(Exception):
    """A letter cannot move from its present state to the one asked for."""


def move(
    letter: int, start: State, to: State, *, claimed_at: datetime | None = None, **fields: Any
) -> bool:
    """Move a letter with these fields if it still stands where it stood; tell whether it did.

    With `claimed_at`, only under that claim: whose claim was taken over moves nothing. Raises
    MoveRefused where the table has no such move at all.
    """
    if to not in MOVES[start]:
        raise MoveRefused(f"letter {letter} cannot move from {start} to {to}")
    claim = {"claimed_at": claimed_at} if claimed_at else {}
    return Letter.objects.filter(pk=letter, state=start, **claim).update(state=to, **fields) == 1
