"""What an applicant types to sign in."""

from django import forms
from django.utils.translation import gettext_lazy as _

NOT_AN_ADDRESS = _(
    "Your e-mail address: type it whole, such as name@example.com, without spaces or commas."
)


class AddressForm(forms.Form):
    use_required_attribute = False

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.TextInput(
            {
                "inputmode": "email",
                "autocomplete": "email",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
        error_messages={
            "required": _("Type your e-mail address."),
            "invalid": NOT_AN_ADDRESS,
            "max_length": NOT_AN_ADDRESS,
        },
    )


class NewAddressCodeForm(forms.Form):
    """The code from a letter. Whether it is the right one is the services' to say."""

    use_required_attribute = False

    code = forms.CharField(
        label=_("The code from the letter"),
        help_text=_("8 digits."),
        max_length=100,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={
            "required": _("Type the code from the letter."),
            "max_length": _("The code from the letter has 8 digits."),
        },
    )


class CodeForm(NewAddressCodeForm):
    """The code from a letter, and whether to stay signed in."""

    own_device = forms.BooleanField(
        label=_("This is my own device: keep me signed in for 14 days"), required=False
    )


class PrintedCodeForm(CodeForm):
    code = forms.CharField(
        label=_("Your printed code"),
        help_text=_("20 letters and digits in groups of four. Spaces and hyphens may be left out."),
        max_length=100,
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={
            "required": _("Type your printed code."),
            "max_length": _("Your printed code has 20 letters and digits."),
        },
    )
