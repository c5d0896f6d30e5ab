"""What a person decides about a letter that did not go out by itself."""

from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction

from deadlines.working_days import day_in_kyiv
from outbox.models import Letter
from outbox.moves import MoveRefused, move
from outbox.paper import DayRefused, earliest
from outbox.poke import poke
from outbox.state import DEAD, MOVES, State


class NoteMissing(Exception):
    """Whoever deals with a letter otherwise says how."""


def send_again(letter: Letter, *, at: datetime) -> None:
    """Queue a letter that failed, or perhaps went, once more: its attempts begin anew.

    Under the same Message-ID, so that a mail server that has it already can tell the copy.
    Raises MoveRefused, and then nothing has changed.
    """
    if letter.state not in DEAD:
        raise MoveRefused(f"letter {letter.pk} is not one that a person sends again")
    fields: dict[str, Any] = {"attempts": 0, "not_before": at, "trouble": ""}
    moved_or_refused(letter, State.QUEUED, **fields)
    transaction.on_commit(partial(poke, letter.pk), robust=True)


def set_aside(letter: Letter, *, note: str, handed_on: date | None = None, at: datetime) -> None:
    """Close a letter that will not go out this way: it was handed over, or is not needed.

    Handed over on a day, it counts as received on it. Raises NoteMissing, DayRefused and
    MoveRefused.
    """
    if not note.strip():
        raise NoteMissing
    if handed_on and not earliest(letter) <= handed_on <= day_in_kyiv(at):
        raise DayRefused
    if letter.state == State.QUEUED:
        raise MoveRefused(f"letter {letter.pk} goes out by itself")
    moved_or_refused(letter, State.SET_ASIDE, note=note.strip(), handed_on=handed_on)


def withhold(letter: Letter, *, note: str) -> bool:
    """Close a letter that has not left, since what it says is over; tell whether it was in time.

    One on its way goes.
    """
    start = State(letter.state)
    is_here = State.SET_ASIDE in MOVES[start]
    return is_here and move(letter.pk, start, State.SET_ASIDE, note=note)


def moved_or_refused(letter: Letter, to: State, **fields: Any) -> None:
    start = State(letter.state)
    if to not in MOVES[start] or not move(letter.pk, start, to, **fields):
        raise MoveRefused(f"letter {letter.pk} cannot move from {start} to {to}")
