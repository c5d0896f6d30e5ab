"""A decision as a PDF in both languages: its words are pinned with it, printed after, then kept.

A printer that fails holds no decision up: what is not printed yet is by the next sweep, or when
it is first asked for.
"""

import json
import logging
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from applications.vocabulary import LANGUAGES
from printing import files, renderer
from printing.files import FileAltered
from printing.renderer import FetchRefused, NotPrinted
from review.models import Decision, DecisionLetter
from review.printed_words import words_of
from sealing.texts import CannotUnseal, seal, unseal

logger = logging.getLogger(__name__)

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "review" / "decisions"
CURRENT = "1"  # the version a new decision pins; a version that was pinned is never changed
BATCH = 50  # in one sweep: half a minute


class TemplateAltered(Exception):
    """The template is no longer the one the decision pinned: it is put back, not printed anew."""


# What `read` raises.
NOT_GIVEN_OUT = (FileAltered, TemplateAltered, CannotUnseal, FetchRefused, NotPrinted)


def pin(decision: Decision) -> None:
    """Keep what the decision says in print, in every language, with the template that says it."""
    for language in LANGUAGES:
        words = json.dumps(words_of(decision, language), ensure_ascii=False)
        DecisionLetter.objects.create(
            decision=decision,
            language=language,
            template=CURRENT,
            template_sha256=renderer.template_sha256(TEMPLATES / CURRENT),
            sealed=seal(words, about=about(decision.pk, language)),
        )


def about(decision: int, language: str) -> str:
    return f"decision:{decision}:{language}"


def printed(letter: int, *, at: datetime) -> DecisionLetter:
    """Print a letter of a decision unless it is, and keep its PDF with its SHA-256.

    Raises TemplateAltered, CannotUnseal, FetchRefused and NotPrinted; then nothing is kept.
    """
    name = ""
    try:
        with transaction.atomic():
            row = DecisionLetter.objects.select_for_update().get(pk=letter)
            if row.printed_at is None:
                name, sha256 = files.store("decisions", pdf(row))
                row.pdf_name, row.pdf_sha256, row.printed_at = name, sha256, at
                row.save(update_fields=["pdf_name", "pdf_sha256", "printed_at"])
            return row
    except BaseException:
        if name:
            files.discard(name)
        raise


def pdf(letter: DecisionLetter) -> bytes:
    """Print from what is pinned: the same bytes whenever it is done. Raises as `printed` does."""
    folder = TEMPLATES / letter.template
    if renderer.template_sha256(folder) != letter.template_sha256:
        raise TemplateAltered
    return renderer.pdf(html(letter), base=folder / "base.css", sheet=folder / "decision.css")


def html(letter: DecisionLetter) -> str:
    template = f"review/decisions/{letter.template}/decision.{letter.language}.html"
    return render_to_string(template, opened(letter))


def opened(letter: DecisionLetter) -> dict[str, Any]:
    """Return the words that were pinned. Raises CannotUnseal."""
    words = unseal(letter.sealed, about=about(letter.decision_id, letter.language))
    pinned: dict[str, Any] = json.loads(words or "{}")
    return pinned


def read(letter: DecisionLetter, *, at: datetime) -> bytes:
    """Return the PDF as it was printed. Raises FileAltered, and as `printed` does."""
    row = printed(letter.pk, at=at)
    return files.read(row.pdf_name, row.pdf_sha256)


def print_waiting(*, at: datetime) -> int:
    """Print the decisions that are not printed yet; return how many were. Safe to run twice.

    One that cannot be printed is logged by number and class, and holds none after it up.
    """
    waiting = DecisionLetter.objects.filter(printed_at=None).order_by("pk")
    letters = list(waiting.values_list("pk", flat=True)[:BATCH])
    return sum(is_printed(letter, at=at) for letter in letters)


def is_printed(letter: int, *, at: datetime) -> bool:
    try:
        printed(letter, at=at)
    except Exception as error:  # noqa: BLE001  # its text may have what was pinned
        logger.error("decision letter %d is not printed: %s", letter, type(error).__name__)
        return False
    return True
