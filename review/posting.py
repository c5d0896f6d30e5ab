"""What staff do with letters: printed, posted, sent again, dealt with otherwise. All on record."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from audit.chain import Fact
from audit.services import record
from outbox import printed
from outbox import services as outbox
from outbox.models import Letter
from outbox.state import State
from review.closed_letters import require_open

MOST_AT_ONCE = 50  # letters in one file: a quarter of a second each


class NothingChosen(Exception):
    """Somebody asked for the print of no letter."""


class TooMany(Exception):
    """More letters are chosen than one file has."""


class NotOnPaper(Exception):
    """A letter is not, or no longer, one that waits to be printed and posted."""


@transaction.atomic
def print_letters(ids: Sequence[int], *, by: User, at: datetime) -> bytes:
    """Print letters as one PDF and mark those as printed that were not; again, as often as needed.

    Raises NothingChosen, TooMany, NotOnPaper, ClosedByConflict and NotPrinted; then nothing is
    marked.
    """
    letters = chosen(ids)
    require_open(letters, by)
    pdf = printed.letters_pdf(letters)
    for letter in letters:
        if letter.state == State.TO_PRINT:
            outbox.mark_printed(letter.pk, by=by, at=at)
        record("letter.printed", subject=subject_of(letter), by=by, at=at)
    return pdf


@transaction.atomic
def print_envelopes(ids: Sequence[int], size: str, *, by: User, at: datetime) -> bytes:
    """Print an envelope for each, `size` one of outbox.printed.ENVELOPES. Raises the same."""
    letters = chosen(ids)
    require_open(letters, by)
    pdf = printed.envelopes_pdf(letters, size)
    for letter in letters:
        record("letter.addressed", subject=subject_of(letter), by=by, at=at)
    return pdf


def chosen(ids: Sequence[int]) -> list[Letter]:
    """Lock and return these letters that have not left the house, in the order of their numbers."""
    if not ids:
        raise NothingChosen
    if len(ids) > MOST_AT_ONCE:
        raise TooMany
    waiting = Letter.objects.on_paper().select_for_update(of=("self",))
    letters = list(waiting.filter(pk__in=ids))
    if len(letters) != len(set(ids)):
        raise NotOnPaper
    return letters


@transaction.atomic
def mark_posted(
    numbers: Iterable[tuple[int, str]], *, on: date, by: User, at: datetime
) -> list[Letter]:
    """Note that printed letters, each with its tracking number or none, left on a day.

    The days to speak of a notice of hearing run from when it counts as received. Raises
    NothingChosen, TooMany, NotOnPaper, outbox MoveRefused, DayRefused and NumberRefused; then
    nothing is marked.
    """
    tracking = dict(numbers)
    letters = chosen(list(tracking))
    for letter in letters:
        number = tracking[letter.pk]
        outbox.mark_posted(letter, on=on, tracking_number=number, by=by, at=at)
        facts = {"on": on.isoformat()}
        record("letter.posted", subject=subject_of(letter), by=by, at=at, facts=facts)
    return letters


@transaction.atomic
def send_again(letter: Letter, *, by: User, at: datetime) -> None:
    """Send a letter once more that failed, or that perhaps went. Raises outbox MoveRefused."""
    was, attempts = letter.state, letter.attempts
    outbox.send_again(letter, at=at)
    facts: dict[str, Fact] = {"was": was, "attempts": attempts}
    record("letter.sent_again", subject=subject_of(letter), by=by, at=at, facts=facts)


@transaction.atomic
def set_aside(letter: Letter, *, note: str, by: User, at: datetime) -> None:
    """Close a letter that will not go out this way. Raises outbox NoteMissing and MoveRefused."""
    was = letter.state
    outbox.set_aside(letter, note=note)
    record("letter.set_aside", subject=subject_of(letter), by=by, at=at, facts={"was": was})


def subject_of(letter: Letter) -> str:
    return f"letter:{letter.pk}"
