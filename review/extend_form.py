"""The form of an extension of the term."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deadlines.terms import extensions
from review.forms import ROWS, ActForm


class ExtendForm(ActForm):
    button = _("Extend the term")
    style = "button warning"
    days = forms.IntegerField(
        label=_("Working days to add"),
        min_value=1,
        widget=forms.NumberInput({"inputmode": "numeric"}),
        error_messages={"required": _("Write how many working days to add.")},
    )
    decision = forms.CharField(
        label=_("Decision: number and day of the paper"),
        help_text=_("Such as: order No. 12 of 05.01.2026."),
        max_length=200,
        error_messages={"required": _("Name the decision by its number and day.")},
    )
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        help_text=_("The article of the act that allows it. This goes into the letter."),
        max_length=300,
        error_messages={"required": _("Name the article that allows the extension.")},
    )
    reason = forms.CharField(
        label=_("Why the term is extended"),
        help_text=_("In the applicant's language; this goes into the letter."),
        widget=forms.Textarea(ROWS),
        max_length=2000,
        error_messages={"required": _("Say why the term is extended.")},
    )

    def choose(self) -> None:
        """Name the most days there may be; the service asks once more."""
        _times, most = extensions(self.dossier.application.received_on)
        days: Any = self.fields["days"]
        days.help_text = _("At most %(days)d, and once.") % {"days": most}
