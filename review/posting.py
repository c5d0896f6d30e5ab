"""What staff do with letters: printed, posted, sent again, dealt with otherwise. All on record."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from audit.chain import Fact
from audit.commitments import Committed, Facts
from audit.services import record
from outbox import printed
from outbox import services as outbox
from outbox.models import Letter
from outbox.state import State
from review.closed_letters import require_open
from review.enclosed import enclosed, enclosures_of
from review.models import DecisionLetter

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 50  # letters in one file: a quarter of a second each, their decisions aside


class NothingChosen(Exception):
    """Somebody asked for the print of no letter."""


class TooMany(Exception):
    """More letters are chosen than one file has."""


class NotOnPaper(Exception):
    """A letter is not, or no longer, one that waits to be printed and posted."""


class NothingPrinted(Exception):
    """None of the letters that were chosen can be printed now."""


@dataclass(frozen=True, slots=True)
class Run:
    """What was printed, and the letters that could not be."""

    pdf: bytes
    left_out: list[Letter]


def print_letters(ids: Sequence[int], *, by: User, at: datetime) -> Run:
    """Print letters as one PDF, each with its decision; mark those as printed that were not.

    Again, as often as needed. One that cannot be printed is left out. Raises NothingChosen,
    TooMany, NotOnPaper, ClosedByConflict, and NothingPrinted where none could be; then nothing is
    marked.
    """
    letters = waiting(ids)
    require_open(letters, by)
    sheets = enclosures_of(letters)
    documents = {
        letter.pk: documents_of(letter, sheets.get(letter.pk, []), at) for letter in letters
    }
    printed_ids = [pk for pk, found in documents.items() if found]
    if not printed_ids:
        raise NothingPrinted
    pdf = printed.bound(document for found in documents.values() for document in found)
    mark_printed(printed_ids, sheets, by=by, at=at)
    return Run(pdf, [letter for letter in letters if not documents[letter.pk]])


def documents_of(letter: Letter, sheets: Sequence[DecisionLetter], at: datetime) -> list[bytes]:
    """Return a letter and what is enclosed with it; nothing where one of them is not printed."""
    try:
        return [printed.letter_pdf(letter), *enclosed(sheets, at=at)]
    except Exception as error:  # noqa: BLE001  # one holds up no other, and its text is personal
        logger.error("letter %d is not printed: %s", letter.pk, type(error).__name__)
        return []


@transaction.atomic
def mark_printed(
    ids: Sequence[int], sheets: Mapping[int, Sequence[DecisionLetter]], *, by: User, at: datetime
) -> None:
    """Note who printed them, and which decision each was printed with. Raises NotOnPaper."""
    for letter in chosen(ids):
        if letter.state == State.TO_PRINT:
            outbox.mark_printed(letter.pk, by=by, at=at)
        facts: dict[str, Fact] = {}
        if enclosed_with := sheets.get(letter.pk):
            facts["decision"] = enclosed_with[0].decision_id
        record("letter.printed", subject=subject_of(letter), by=by, at=at, facts=facts)


@transaction.atomic
def print_envelopes(ids: Sequence[int], size: str, *, by: User, at: datetime) -> Run:
    """Print an envelope for each, `size` one of outbox.printed.ENVELOPES.

    Raises NothingChosen, TooMany, NotOnPaper, ClosedByConflict and NotPrinted.
    """
    letters = chosen(ids)
    require_open(letters, by)
    pdf = printed.envelopes_pdf(letters, size)
    for letter in letters:
        record("letter.addressed", subject=subject_of(letter), by=by, at=at)
    return Run(pdf, [])


def chosen(ids: Sequence[int]) -> list[Letter]:
    """Lock and return these letters as `waiting` does, until the transaction ends."""
    return waiting(ids, Letter.objects.on_paper().select_for_update(of=("self",)))


def waiting(ids: Sequence[int], letters: QuerySet[Letter] | None = None) -> list[Letter]:
    """Return these letters that have not left the house, in the order of their numbers."""
    if not ids:
        raise NothingChosen
    if len(ids) > MOST_AT_ONCE:
        raise TooMany
    on_paper = Letter.objects.on_paper() if letters is None else letters
    found = list(on_paper.filter(pk__in=ids))
    if len(found) != len(set(ids)):
        raise NotOnPaper
    return found


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
def take_posting_back(letter: Letter, *, why: str, by: User, at: datetime) -> None:
    """Undo the mark of a letter as posted, which somebody else made in error.

    Raises outbox NoteMissing, PostedByYou and MoveRefused.
    """
    if not (said := why.strip()):
        raise outbox.NoteMissing
    facts: Facts = {"reason": Committed(said)}
    if letter.posted_on:
        facts["was"] = letter.posted_on.isoformat()
    outbox.take_posting_back(letter, why=said, by=by)
    record("letter.posting_taken_back", subject=subject_of(letter), by=by, at=at, facts=facts)


@transaction.atomic
def send_again(letter: Letter, *, by: User, at: datetime) -> None:
    """Send a letter once more that failed, or that perhaps went. Raises outbox MoveRefused."""
    was, attempts = letter.state, letter.attempts
    outbox.send_again(letter, at=at)
    facts: dict[str, Fact] = {"was": was, "attempts": attempts}
    record("letter.sent_again", subject=subject_of(letter), by=by, at=at, facts=facts)


@transaction.atomic
def set_aside(
    letter: Letter, *, note: str, handed_on: date | None = None, by: User, at: datetime
) -> None:
    """Close a letter that will not go out this way, perhaps since it was handed over on a day.

    Raises outbox NoteMissing, DayRefused and MoveRefused.
    """
    facts: dict[str, Fact] = {"was": letter.state}
    if handed_on:
        facts["handed_on"] = handed_on.isoformat()
    outbox.set_aside(letter, note=note, handed_on=handed_on, at=at)
    record("letter.set_aside", subject=subject_of(letter), by=by, at=at, facts=facts)


def subject_of(letter: Letter) -> str:
    return f"letter:{letter.pk}"
