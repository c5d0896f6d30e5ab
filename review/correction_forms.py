"""Asking an applicant for a correction, and taking that back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from review.askable import choices
from review.brought import brought, path_of
from review.forms import ActForm

ASKED_AT_ONCE = 6


class RequestCorrectionForm(ActForm):
    """What is asked for, each thing with what is wrong with it; rows left empty ask nothing."""

    button = _("Ask the applicant")
    style = "button secondary"
    text = forms.CharField(
        label=_("Message"),
        help_text=_("In the applicant's language; this goes into the letter."),
        widget=forms.Textarea({"rows": 2}),
        max_length=2000,
        required=False,
    )

    def choose(self) -> None:
        listed = choices(self.dossier.application, self.dossier.places, brought(self.dossier))
        for row in range(1, ASKED_AT_ONCE + 1):
            self.fields[f"what_{row}"] = forms.ChoiceField(
                label=_("What to correct or add, %(row)s") % {"row": row},
                choices=[("", "–"), *listed],
                required=False,
            )
            self.fields[f"note_{row}"] = forms.CharField(
                label=_("What is wrong with it, %(row)s") % {"row": row},
                max_length=1000,
                required=False,
            )
        self.prefill()
        self.order_fields([name for name in self.fields if name != "text"])

    def prefill(self) -> None:
        """Choose what the page was opened to ask for, with the reason why a paper was rejected."""
        said = {path_of(each, self.dossier): each.verdict_reason for each in self.dossier.documents}
        asked = [path for path in dict.fromkeys(self.dossier.asked) if path in said]
        for row, path in enumerate(asked[:ASKED_AT_ONCE], start=1):
            self.initial.update({f"what_{row}": path, f"note_{row}": said[path]})

    def clean(self) -> dict[str, Any]:
        """Return what the service takes: the items, the message and the version."""
        cleaned = {**(super().clean() or {})}
        items: list[tuple[str, str]] = []
        for row in range(1, ASKED_AT_ONCE + 1):
            what, note = cleaned.get(f"what_{row}", ""), cleaned.get(f"note_{row}", "")
            self.check(row, what, note, items)
            if what:
                items.append((what, note))
        if not items and not self.errors:
            self.add_error("what_1", _("Choose at least one thing to be corrected."))
        return {"version": cleaned.get("version"), "text": cleaned.get("text", ""), "items": items}

    def check(self, row: int, what: str, note: str, before: list[tuple[str, str]]) -> None:
        if what and not note:
            self.add_error(f"note_{row}", _("Say what is wrong with it, for the applicant."))
        if note and not what and f"what_{row}" not in self.errors:
            self.add_error(f"what_{row}", _("Choose what is to be corrected."))
        if what and what in [path for path, _note in before]:
            self.add_error(f"what_{row}", _("This is asked for already. Choose another thing."))


class TakeBackCorrectionForm(ActForm):
    button = _("Take the request back")
    style = "button secondary"
