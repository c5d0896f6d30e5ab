"""Writing a note on an application."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from review.explained import name
from review.forms import ActForm
from review.models import Note
from review.notes import open_to_correction

ROWS = {"rows": 3}


class NoteForm(ActForm):
    button = _("Keep the note")
    style = "button secondary"
    text = forms.CharField(
        label=_("New note"),
        help_text=_(
            "For the staff. It stands as it is written; the applicant gets it with everything held"
            " about them, when they ask for that."
        ),
        widget=forms.Textarea(ROWS),
        max_length=5000,
        error_messages={"required": _("Write the note first.")},
    )
    corrects = forms.ChoiceField(label=_("It puts right the note of"), required=False)

    def choose(self) -> None:
        """Offer the earlier notes by whose they are and when, not by what they say."""
        found = open_to_correction(self.dossier.application).select_related("by").order_by("-at")
        earlier = [(str(note.pk), said(note)) for note in found]
        self.fields["corrects"].choices = [("", _("none")), *earlier]  # type: ignore[attr-defined]
        if not earlier:
            del self.fields["corrects"]

    def clean(self) -> dict[str, Any]:
        """Return the key of the note that is put right, if any is."""
        cleaned = {**(super().clean() or {})}
        corrects = cleaned.get("corrects")
        return {**cleaned, "corrects": UUID(corrects) if corrects else None}


def said(note: Note) -> str:
    return f"{name(note.by)}, {date_format(localtime(note.at), 'd.m.Y H:i')}"
