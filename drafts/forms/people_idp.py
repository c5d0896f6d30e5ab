"""The IDP certificate of a person, or that there is none yet."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.fields.choices import Choice
from applications.fields.days import DayField
from applications.fields.numbers import CertificateField, is_usual_certificate
from deadlines.working_days import day_in_kyiv
from drafts.answers import Answers
from drafts.forms.answer_form import AnswerForm, Warning
from drafts.forms.people_alike import same_number

FIRST_ISSUED_ON = date(2014, 10, 1)  # Resolution 509 of 1 October 2014
YES, NO = "yes", "no"
NEEDED = {
    "number": _("Enter the number of the IDP certificate."),
    "issued_on": _("Enter the day when the certificate was issued."),
}


class IssuedOnField(DayField):
    """A day that only a certificate has: the form says whether it is needed."""

    def validate(self, value: date | None) -> None:
        pass


class IdpForm(AnswerForm):
    has = forms.ChoiceField(
        label=_("Certificate of an internally displaced person"),
        choices=(
            (YES, Choice(_("Yes, there is a certificate"))),
            (NO, Choice(_("No, not yet"), _("You can apply, and add it when you have it."))),
        ),
        widget=forms.RadioSelect,
        required=False,
    )
    number = CertificateField(
        label=_("Number of the IDP certificate"),
        help_text=_("4 digits, a dash and 10 digits, such as 1401-5001234567."),
        depends=True,
    )
    issued_on = IssuedOnField(
        label=_("Day of issue"),
        help_text=_("The day on the certificate: for example 5 4 2022."),
    )

    @staticmethod
    def initial_of(answers: Answers) -> dict[str, Any]:
        certificate = answers.get("idp_certificate")
        if certificate:
            return {"has": YES, **certificate}
        return {"has": NO if "idp_certificate" in answers else ""}

    def clean_issued_on(self) -> date | None:
        day: date | None = self.cleaned_data["issued_on"]
        if day and day > day_in_kyiv(self.at):
            raise forms.ValidationError(
                _("Day of issue: this day has not come yet. Check the date on the certificate."),
                code="in_future",
            )
        return day

    def clean(self) -> None:
        typed = {key for key in ("number", "issued_on") if self.cleaned_data.get(key)}
        has = self.cleaned_data.get("has") or (YES if typed else "")
        if not has and not self.errors:
            self.add_error("has", _("Choose whether there is an IDP certificate."))
        if has == NO and typed:
            self.add_error("has", _("Choose one: either the certificate, or that there is none."))
        if has == YES:
            self.require_both()

    def require_both(self) -> None:
        for key, sentence in NEEDED.items():
            if key not in self.errors and not self.cleaned_data[key]:
                self.add_error(key, sentence)

    def given(self) -> Answers:
        number, day = self.cleaned_data["number"], self.cleaned_data["issued_on"]
        certificate = {"number": number, "issued_on": day.isoformat()} if number else None
        return {"idp_certificate": certificate}

    def warnings(self) -> list[Warning]:
        number, day = self.cleaned_data["number"], self.cleaned_data["issued_on"]
        said = same_number(self, "number", number_of)
        if number and not is_usual_certificate(number):
            unusual = _(
                "Most certificates are numbered as 1401-5001234567. If yours is written otherwise, "
                "continue."
            )
            said.append(Warning("number", unusual))
        if day and day < FIRST_ISSUED_ON:
            early = _("IDP certificates are issued since October 2014. Check the day of issue.")
            said.append(Warning("issued_on", early))
        return said


def number_of(answers: Answers) -> str | None:
    """Return the number of somebody's certificate."""
    certificate = answers.get("idp_certificate") or {}
    number: str | None = certificate.get("number")
    return number
