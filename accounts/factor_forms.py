"""What staff type of their second factor. Whether it is right is the services' to say."""

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
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


class PasskeyForm(forms.Form):
    """What a browser answered for a passkey; filled in by `passkey.js`."""

    MOST = 20_000

    passkey = forms.CharField(max_length=MOST, widget=forms.HiddenInput)


class NewPasskeyForm(PasskeyForm):
    name = forms.CharField(
        label=_("What to call it"),
        help_text=_("So that you tell it from others: “office computer”, “blue USB key”."),
        max_length=60,
        error_messages={
            "required": _("Give the passkey a name."),
            "max_length": _("A name of at most 60 letters."),
        },
    )


class FirstPasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """As Django's, which asks twice; the words are ours."""

    use_required_attribute = False
    error_messages = {  # as Django's
        "password_mismatch": _("The two are not the same. Type the new password in both."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first, again = self.fields["new_password1"], self.fields["new_password2"]
        first.label, again.label = _("New password"), _("The same password once more")
        first.help_text = _(
            "15 signs or more, such as four words that do not belong together. "
            "A password manager may make and keep it."
        )
        again.help_text = ""
        first.error_messages["required"] = _("Choose a password.")
        again.error_messages["required"] = _("Type the new password once more.")
