"""A letter by post: printed, then posted."""

import re
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractUser

from deadlines.working_days import day_in_kyiv
from outbox.models import Letter
from outbox.moves import MoveRefused, move
from outbox.state import State

TRACKING = re.compile(r"[0-9A-Z]{5,32}")  # of Ukrposhta 13, of other carriers 11 to 20


class DayRefused(Exception):
    """A letter is posted once it was printed and not in the future."""


class NumberRefused(Exception):
    """A tracking number is of digits and Latin letters."""


class PostedByYou(Exception):
    """Whoever marked a letter as posted does not take that back."""


def mark_printed(letter: int, *, by: AbstractUser, at: datetime) -> None:
    """Note who printed a letter first, and when. Raises MoveRefused."""
    fields = {"printed_at": at, "printed_by_id": by.pk}
    if not move(letter, State.TO_PRINT, State.PRINTED, **fields):
        raise MoveRefused(f"letter {letter} does not wait to be printed")


def mark_posted(
    letter: Letter, *, on: date, tracking_number: str = "", by: AbstractUser, at: datetime
) -> None:
    """Note that a printed letter was given to the post on a day: from it runs what it begins.

    Raises MoveRefused, DayRefused and NumberRefused.
    """
    if not earliest(letter) <= on <= day_in_kyiv(at):
        raise DayRefused
    number = "".join(tracking_number.split()).upper()
    if number and not TRACKING.fullmatch(number):
        raise NumberRefused
    fields = {"posted_on": on, "posted_by_id": by.pk, "tracking_number": number}
    if not move(letter.pk, State.PRINTED, State.POSTED, **fields):
        raise MoveRefused(f"letter {letter.pk} is not printed and waiting to be posted")


def take_posting_back(letter: Letter, *, why: str, by: AbstractUser) -> None:
    """Undo the mark that a letter was posted: it was not, or on another day, and is marked anew.

    What was begun by its day has then not begun. Raises PostedByYou and MoveRefused.
    """
    if letter.posted_by_id == by.pk:
        raise PostedByYou
    kept = "\n".join(filter(None, [letter.taken_back, why]))
    fields: dict[str, Any] = {
        "posted_on": None,
        "posted_by": None,
        "tracking_number": "",
        "taken_back": kept,
    }
    if not move(letter.pk, State.POSTED, State.PRINTED, **fields):
        raise MoveRefused(f"letter {letter.pk} is not marked as posted")


def earliest(letter: Letter) -> date:
    """Return the first day on which a letter can have left: of its print, or it was written."""
    return day_in_kyiv(letter.printed_at or letter.created_at)
