"""Notes of the staff on an application: added, never changed; put right by a note that says so."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from applications.models import Application
from audit.commitments import Committed, Facts
from audit.services import record
from review.lock import locked, subject_of, touch
from review.models import Note
from sealing.texts import seal, unseal


class NoteEmpty(Exception):
    """A note says something."""


class NotANote(Exception):
    """The note to be put right is none of this application, or was put right already."""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note in clear; `corrected` tells that a later one puts it right."""

    note: Note
    text: str
    corrected: bool


@transaction.atomic
def add_note(
    application: int, *, text: str, corrects: uuid.UUID | None = None, by: User, at: datetime
) -> Note:
    """Keep a note, sealed. It overwrites nothing, so a page of any age may bring it.

    Raises NoteEmpty and NotANote.
    """
    row = locked(application, version=None)
    if not text.strip():
        raise NoteEmpty
    if corrects is not None and not open_to_correction(row).filter(pk=corrects).exists():
        raise NotANote
    pk = uuid.uuid4()
    note = Note.objects.create(
        pk=pk, application=row, sealed=seal(text.strip(), about=about(pk)),
        corrects_id=corrects, by_id=by.pk, at=at,
    )  # fmt: skip
    touch(row)
    facts: Facts = {
        "note": str(pk),
        "corrects": str(corrects) if corrects else None,
        "text": Committed(text.strip()),
    }
    record("note.added", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return note


def open_to_correction(application: Application) -> QuerySet[Note]:
    return Note.objects.filter(application=application, correction__isnull=True)


def notes(application: Application) -> list[NoteRow]:
    """Return the notes, the latest first. One query."""
    found = list(Note.objects.filter(application=application).select_related("by").order_by("-at"))
    corrected = {note.corrects_id for note in found}
    return [NoteRow(note, text_of(note), note.pk in corrected) for note in found]


def text_of(note: Note) -> str:
    return unseal(note.sealed, about=about(note.pk)) or ""


def about(note: uuid.UUID) -> str:
    """Return what the sealed text of a note is bound to."""
    return f"note:{note}:text"
