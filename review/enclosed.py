"""What lies in the envelope with a letter: the decision it tells of, in both languages."""

from collections.abc import Iterable
from datetime import datetime

from outbox.models import Letter
from outbox.state import Delivery, Kind
from review import printed
from review.models import DecisionLetter

DECISION = "decision:"


def decision_of(letter: Letter) -> int | None:
    """Return the key of the decision a letter tells of; none of any other letter."""
    number = letter.dedupe_key.removeprefix(DECISION)
    is_of_one = letter.kind == Kind.DECISION and letter.dedupe_key.startswith(DECISION)
    return int(number) if is_of_one and number.isdecimal() else None


def enclosures_of(letters: Iterable[Letter]) -> dict[int, list[DecisionLetter]]:
    """Return by letter what goes with it on paper, Ukrainian first. One query."""
    by_post = [letter for letter in letters if letter.delivery == Delivery.POST]
    decisions = {letter.pk: decision_of(letter) for letter in by_post}
    wanted = {key for key in decisions.values() if key is not None}
    sheets = DecisionLetter.objects.select_related("decision__application")
    found: dict[int, list[DecisionLetter]] = {}
    for sheet in sheets.filter(decision__in=wanted).order_by("-language"):
        found.setdefault(sheet.decision_id, []).append(sheet)
    return {pk: found.get(key, []) for pk, key in decisions.items() if key is not None}


def enclosed(sheets: Iterable[DecisionLetter], *, at: datetime) -> list[bytes]:
    """Return their PDFs; what keeps one from being had is noted with it. Raises what that is."""
    return [had(sheet, at=at) for sheet in sheets]


def had(sheet: DecisionLetter, *, at: datetime) -> bytes:
    try:
        pdf = printed.read(sheet, at=at)
    except Exception as error:
        printed.note_trouble(sheet, error)
        raise
    if sheet.trouble:
        printed.note_trouble(sheet, None)
    return pdf
