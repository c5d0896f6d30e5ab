"""How the applicant is written to and invited, and in which language."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.fields.choices import Choice, not_chosen
from applications.fields.texts import LongTextField
from drafts.answers import Answers
from drafts.forms.answer_form import AnswerForm

ELECTRONIC, POST = "electronic", "post"
CONTACT = "contact"  # the question of the applicant where an e-mail is given


class MethodForm(AnswerForm):
    conditional = ("postal_address",)

    method = forms.ChoiceField(
        label=_("Letters and the invitation to conclude a lease come"),
        widget=forms.RadioSelect,
        error_messages=not_chosen(_("Choose how we write to you.")),
    )
    postal_address = LongTextField(
        label=_("Postal address"),
        help_text=_(
            "Only if you choose post: where you receive letters now, with the postal code."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_email = Choice(_("By e-mail"), self.address())
        by_post = Choice(_("By post"), _("It takes some days longer."))
        choices = [(ELECTRONIC, by_email), (POST, by_post)]
        self.fields["method"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["postal_address"].widget.attrs["autocomplete"] = "street-address"

    @property
    def email(self) -> str:
        return self.written.applicant.answers.get("email") or ""

    def address(self) -> str:
        """Name the address letters go to, or where it is given."""
        if self.email:
            return self.email
        url = reverse("question", args=[self.written.draft.pk, self.written.applicant.ref, CONTACT])
        said = gettext("You have given no e-mail address yet.")
        return format_html('{} <a href="{}">{}</a>', said, url, gettext("Give an e-mail address"))

    def clean_method(self) -> str:
        method: str = self.cleaned_data["method"]
        if method == ELECTRONIC and not self.email:
            raise forms.ValidationError(
                _("Give an e-mail address first (the link below), or choose post."),
                code="no_email",
            )
        return method

    def clean(self) -> None:
        is_empty = self.cleaned_data.get("postal_address") == ""
        if self.cleaned_data.get("method") == POST and is_empty:
            self.add_error("postal_address", _("Enter the postal address, with the postal code."))

    def given(self) -> Answers:
        address = self.cleaned_data["postal_address"] or None
        return {"method": self.cleaned_data["method"], "postal_address": address}


class LanguageForm(AnswerForm):
    language = forms.ChoiceField(
        label=_("Language of letters"),
        choices=(("uk", Choice("Українська")), ("en", Choice("English"))),
        widget=forms.RadioSelect,
        error_messages=not_chosen(_("Choose the language of letters.")),
    )
