"""What staff type of their second factor. Whether it is right is the services' to say."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AppCodeForm(forms.Form):
    use_required_attribute = False

    code = forms.CharField(
        label=_("The code from the app"),
        help_text=_("6 digits; a new code appears every 30 seconds."),
        max_length=20,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={
            "required": _("Type the code that the app shows."),
            "max_length": _("The code that the app shows has 6 digits."),
        },
    )


class FactorCodeForm(forms.Form):
    use_required_attribute = False

    code = forms.CharField(
        label=_("The code from the app, or a recovery code"),
        help_text=_("6 digits from your app, or 10 signs from your sheet of recovery codes."),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "one-time-code", "spellcheck": "false"}),
        error_messages={
            "required": _("Type the code from the app, or a recovery code."),
            "max_length": _("The app shows 6 digits; a recovery code has 10 signs."),
        },
    )
