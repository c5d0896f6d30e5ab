"""What an act says in print, in both languages: its words are pinned with it, printed after, kept.

A printer that fails holds no act up: what is not printed yet is by the next sweep
(`print_run.py`), or when it is first asked for.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from applications.vocabulary import LANGUAGES
from printing import files, renderer
from printing.files import FileAltered
from printing.renderer import FetchRefused, NotPrinted
from review.models import Decision, DecisionLetter, ProtocolExtract, Vote
from review.printed_words import words_of
from review.protocol_words import words_of_vote
from sealing.texts import CannotUnseal, seal, unseal

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "review"


@dataclass(frozen=True, slots=True)
class Template:
    """A printed text: `folder` below TEMPLATES and among the files, `name` of its pages.

    `current` is the version that is pinned from now on; one that was pinned is never changed.
    """

    folder: str
    name: str
    current: str


TEMPLATE_OF: dict[type[Any], Template] = {
    DecisionLetter: Template("decisions", "decision", "3"),
    ProtocolExtract: Template("protocols", "extract", "1"),
}
Sheet = TypeVar("Sheet", DecisionLetter, ProtocolExtract)


class TemplateAltered(Exception):
    """The template is no longer the one the act pinned: it is put back, not printed anew."""


# What `read` raises.
NOT_GIVEN_OUT = (FileAltered, TemplateAltered, CannotUnseal, FetchRefused, NotPrinted)


def pin(decision: Decision) -> None:
    """Keep what the decision says in print, in every language, with the template that says it."""
    for language in LANGUAGES:
        pinned(DecisionLetter(decision=decision, language=language), words_of(decision, language))


def pin_vote(vote: Vote) -> None:
    """Keep what the protocol says of one application, in every language, with its template."""
    for language in LANGUAGES:
        pinned(ProtocolExtract(vote=vote, language=language), words_of_vote(vote, language))


def pinned(sheet: DecisionLetter | ProtocolExtract, words: dict[str, Any]) -> None:
    template = TEMPLATE_OF[type(sheet)]
    sheet.template = template.current
    sheet.template_sha256 = renderer.template_sha256(TEMPLATES / template.folder / template.current)
    sheet.sealed = seal(json.dumps(words, ensure_ascii=False), about=sheet.about)
    sheet.save(force_insert=True)


def printed(sheet: Sheet, *, at: datetime) -> Sheet:
    """Print what an act pinned unless it is, and keep its PDF with its SHA-256.

    Raises TemplateAltered, CannotUnseal, FetchRefused and NotPrinted; then nothing is kept.
    """
    name = ""
    try:
        with transaction.atomic():
            row = type(sheet).objects.select_for_update().get(pk=sheet.pk)
            if row.printed_at is None:
                name, sha256 = files.store(TEMPLATE_OF[type(row)].folder, pdf(row))
                row.pdf_name, row.pdf_sha256, row.printed_at = name, sha256, at
                row.trouble, row.not_before = "", None
                row.save(
                    update_fields=["pdf_name", "pdf_sha256", "printed_at", "trouble", "not_before"]
                )
            return row
    except BaseException:
        if name:
            files.discard(name)
        raise


def pdf(sheet: DecisionLetter | ProtocolExtract) -> bytes:
    """Print from what is pinned: the same bytes whenever it is done. Raises as `printed` does."""
    template = TEMPLATE_OF[type(sheet)]
    folder = TEMPLATES / template.folder / sheet.template
    if renderer.template_sha256(folder) != sheet.template_sha256:
        raise TemplateAltered
    return renderer.pdf(
        html(sheet), base=folder / "base.css", sheet=folder / f"{template.name}.css"
    )


def html(sheet: DecisionLetter | ProtocolExtract) -> str:
    template, version = TEMPLATE_OF[type(sheet)], sheet.template
    page = f"review/{template.folder}/{version}/{template.name}.{sheet.language}.html"
    return render_to_string(page, opened(sheet))


def opened(sheet: DecisionLetter | ProtocolExtract) -> dict[str, Any]:
    """Return the words that were pinned. Raises CannotUnseal."""
    words = unseal(sheet.sealed, about=sheet.about)
    said: dict[str, Any] = json.loads(words or "{}")
    return said


def read(sheet: Sheet, *, at: datetime) -> bytes:
    """Return the PDF as it was printed. Raises FileAltered, and as `printed` does."""
    row = printed(sheet, at=at)
    return files.read(row.pdf_name, row.pdf_sha256)


def note_trouble(sheet: DecisionLetter | ProtocolExtract, error: Exception | None) -> None:
    """Note the class of what keeps a sheet from being handed out, never what the error says."""
    trouble = type(error).__name__[:32] if error else ""
    type(sheet).objects.filter(pk=sheet.pk).update(trouble=trouble)
