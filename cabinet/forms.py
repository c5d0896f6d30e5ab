"""The forms of the cabinet's own pages. Each carries the version of the page it stands on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.fields.choices import Choice
from applications.fields.emails import EmailField
from applications.fields.texts import LongTextField


class VersionedForm(forms.Form):
    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(VersionedForm):
    reason = LongTextField(
        label=_("Why you withdraw it"),
        help_text=_("You do not have to say. If you do, it helps us to do better."),
        required=False,
    )


class InvitationForm(VersionedForm):
    """How the applicant is written to, all of it at once."""

    conditional = frozenset({"email", "postal_address"})

    method = forms.ChoiceField(
        label=_("Letters and the invitation to conclude a lease come"),
        choices=(
            ("electronic", Choice(_("By e-mail"))),
            ("post", Choice(_("By post"), _("It takes some days longer."))),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how we write to you.")},
    )
    email = EmailField(label=_("E-mail"), required=False)
    postal_address = LongTextField(
        label=_("Postal address"),
        help_text=_("Where you receive letters now, with the postal code."),
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language of letters"),
        choices=(("uk", Choice("Українська")), ("en", Choice("English"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the language of letters.")},
    )

    def clean(self) -> None:
        method = self.cleaned_data.get("method")
        if method == "electronic" and self.cleaned_data.get("email") == "":
            self.add_error("email", _("Enter the e-mail address, or choose post."))
        if method == "post" and self.cleaned_data.get("postal_address") == "":
            self.add_error("postal_address", _("Enter the postal address, with the postal code."))

    def given(self) -> dict[str, Any]:
        """Return the answers under the contract's keys, the e-mail aside."""
        return {
            "method": self.cleaned_data["method"],
            "postal_address": self.cleaned_data["postal_address"] or None,
            "language": self.cleaned_data["language"],
        }


class ReplyForm(forms.Form):
    use_required_attribute = False
    reply = LongTextField(
        label=_("What you want to say about it"),
        help_text=_("For example, why you cannot bring the paper now."),
        required=False,
    )
