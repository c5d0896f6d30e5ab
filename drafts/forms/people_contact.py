"""How the applicant can be reached."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.fields.emails import EmailField, suggestion
from applications.fields.phones import PhoneField, is_doubtful
from drafts.answers import Answers
from drafts.forms.answer_form import AnswerForm, Warning
from drafts.models import Kind


class ContactForm(AnswerForm):
    needed_for_invitation = _(
        "E-mail: you chose to be invited by e-mail. Give the address, or first change "
        "your answer about how to invite you."
    )
    phone = PhoneField(
        label=_("Telephone"),
        help_text=_("We call when something is unclear. For example 050 123 45 67."),
        required=False,
    )
    email = EmailField(
        label=_("E-mail"),
        help_text=_("We send the receipt and letters to it."),
        required=False,
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        invitation = self.written.single(Kind.INVITATION).answers
        if not email and invitation.get("method") == "electronic":
            raise ValidationError(self.needed_for_invitation, code="needed_for_invitation")
        return email

    def given(self) -> Answers:
        return {key: self.cleaned_data[key] or None for key in ("phone", "email")}

    def warnings(self) -> list[Warning]:
        phone, email = self.cleaned_data["phone"], self.cleaned_data["email"]
        said = []
        if phone and is_doubtful(phone):
            doubtful = _("We know no telephone numbers that begin so. Check the number.")
            said.append(Warning("phone", doubtful))
        if email and (meant := suggestion(email)):
            sentence = gettext("Did you mean %(address)s? Check the address.") % {"address": meant}
            said.append(Warning("email", sentence))
        if not phone and not email:
            by_post = _(
                "Without a telephone and an e-mail we can only write to you by post. We will ask "
                "for your postal address."
            )
            said.append(Warning("phone", by_post))
        return said
