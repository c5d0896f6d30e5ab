"""The forms of re-rating."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leases.forms import PortalForm
from rerating.tariff_forms import day

TEXT = forms.Textarea({"rows": 3})


class DayForm(forms.Form):
    """From which day the new rent is looked at; asked by GET, so nothing is changed by it."""

    on = day(_("New rent from"), _("Write the first day of the new rent."))


class ObjectionForm(PortalForm):
    button = _("Record the objection")
    made_on = day(_("Made on"), _("Write the day on which it was made."))
    who = forms.CharField(
        label=_("Who objects"),
        max_length=460,
        error_messages={"required": _("Write who objects.")},
    )
    text = forms.CharField(
        label=_("What they say"),
        widget=TEXT,
        max_length=10_000,
        error_messages={"required": _("Write what they say.")},
    )


class AnswerForm(PortalForm):
    button = _("Answer and tell the household")
    is_upheld = forms.TypedChoiceField(
        label=_("Your answer"),
        choices=[
            ("yes", _("Upheld: this lease keeps its rent")),
            ("no", _("Not upheld: the new rent holds")),
        ],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    reasons = forms.CharField(
        label=_("Why; the household reads it in its letter"),
        widget=TEXT,
        max_length=2000,
        error_messages={"required": _("Say why. The household reads it in its letter.")},
    )


class LeaveOutForm(PortalForm):
    button = _("Leave this lease out")
    style = "button secondary"
    reason = forms.CharField(
        label=_("Why this lease keeps its rent"),
        widget=TEXT,
        max_length=2000,
        error_messages={"required": _("Say why this lease keeps its rent.")},
    )
