"""What an operator fills in before helping and after."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ConsentForm(forms.Form):
    use_required_attribute = False

    consent = forms.BooleanField(
        label=_("I have read this aloud, and the applicant agrees"),
        error_messages={
            "required": _("Read the text aloud. Tick this once the applicant agrees to it.")
        },
    )


class HandedOverForm(forms.Form):
    use_required_attribute = False

    written_down = forms.BooleanField(
        label=_("The applicant has the code on paper"),
        error_messages={
            "required": _(
                "Print the code or let the applicant write it down, then tick this. It is their "
                "way back."
            )
        },
    )


class PresentForm(ConsentForm):
    """An applicant who has an account and gives its printed code."""

    code = forms.CharField(
        label=_("The applicant’s printed code"),
        help_text=_("20 letters and digits in groups of four. Spaces and hyphens may be left out."),
        max_length=100,
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={
            "required": _("Type the applicant’s printed code."),
            "max_length": _("A printed code has 20 letters and digits."),
        },
    )
    field_order = ("code", "consent")
