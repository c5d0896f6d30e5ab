"""The form a text of the lease is written in."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from wording.models import Wording
from wording.services import HasSlips

TALL = {"rows": 40, "spellcheck": "false", "class": "wording"}
NOT_READ = {"required": _("Write the text; it cannot be kept empty.")}


class WordingForm(forms.Form):
    """Both texts as they stand, and the version they were read at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    text = forms.CharField(
        label=_("Text in Ukrainian: this is what is signed"),
        widget=forms.Textarea({**TALL, "lang": "uk"}),
        strip=False,
        error_messages=NOT_READ,
    )
    reading = forms.CharField(
        label=_("Reading copy in English: to be read, never signed"),
        widget=forms.Textarea({**TALL, "lang": "en"}),
        strip=False,
        error_messages=NOT_READ,
    )

    present: Wording | None = None  # how the draft stands, where somebody kept it meanwhile

    def __init__(self, *args: Any, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "wording-%s", **kwargs})
        self.helper = FormHelper()
        self.helper.form_action = action
        self.helper.form_id = "wording"
        self.helper.add_input(Submit("", _("Keep the draft"), css_class="button"))

    def add_slips(self, refused: HasSlips) -> None:
        """Say beside each text what is wrong with it."""
        for field, slips in (("text", refused.text), ("reading", refused.reading)):
            for slip in slips:
                self.add_error(field, str(slip))
