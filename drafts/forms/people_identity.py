"""The identity document of a person."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from applications.fields.choices import Choice
from applications.fields.days import DayField
from applications.fields.numbers import (
    BirthCertificateField,
    BookletField,
    IdCardField,
    NumberField,
    UnzrField,
    is_typed_in_latin,
    is_usual_birth_certificate,
)
from deadlines.working_days import day_in_kyiv
from drafts.answers import Answers
from drafts.forms.answer_form import AnswerForm, Warning
from drafts.forms.people_alike import same_number
from drafts.forms.people_dates import of_unzr, shown

NUMBERS: dict[str, NumberField] = {
    "id_card": IdCardField(label=_("ID card number")),
    "passport_booklet": BookletField(label=_("Number of the passport booklet")),
    "birth_certificate": BirthCertificateField(label=_("Number of the birth certificate")),
    "residence_permit": NumberField(label=_("Number of the residence permit")),
    "other": NumberField(label=_("Number of the document")),
}
TYPES: "tuple[tuple[str, Choice], ...]" = (
    ("id_card", Choice(_("ID card"), _("A plastic card, number of 9 digits."))),
    ("passport_booklet", Choice(_("Passport booklet"), _("Two letters and 6 digits: АВ 123456."))),
    ("birth_certificate", Choice(_("Birth certificate"), _("For example I-БК 123456."))),
    ("residence_permit", Choice(_("Residence permit"))),
    ("other", Choice(pgettext_lazy("identity document", "Other document"))),
)


class IdentityForm(AnswerForm):
    type = forms.ChoiceField(
        label=_("Document"),
        choices=TYPES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose which document it is.")},
    )
    number = NumberField(
        label=_("Number of the document"),
        error_messages={"required": _("Enter the number of the document, with its series.")},
    )
    unzr = UnzrField(
        label=_("УНЗР, the record number"),
        help_text=_("On an ID card: the birth date and five digits, such as 19900412-12345."),
        required=False,
    )
    valid_until = DayField(
        label=_("Valid until"),
        help_text=_("The last day of the document, if it has one: for example 25 8 2031."),
        required=False,
    )

    @staticmethod
    def initial_of(answers: Answers) -> dict[str, Any]:
        document = answers.get("identity_document") or {}
        kept = {"unzr": answers.get("unzr"), "valid_until": answers.get("_valid_until")}
        return {**document, **kept}

    def clean(self) -> None:
        """Read the number as one of the document that was chosen."""
        if {"type", "number"} <= self.cleaned_data.keys():
            field = NUMBERS[self.cleaned_data["type"]]
            try:
                self.cleaned_data["number"] = field.clean(self.cleaned_data["number"])
            except forms.ValidationError as error:
                self.add_error("number", error)

    def given(self) -> Answers:
        until = self.cleaned_data["valid_until"]
        return {
            "identity_document": {key: self.cleaned_data[key] for key in ("type", "number")},
            "unzr": self.cleaned_data["unzr"] or None,
            "_valid_until": until.isoformat() if until else None,
        }

    def warnings(self) -> list[Warning]:
        alike = same_number(self, "number", lambda said: said.get("identity_document"))
        return [*self.of_number(), *alike, *of_unzr(self.said(), "unzr"), *self.of_term()]

    def of_number(self) -> list[Warning]:
        kind, number = self.cleaned_data["type"], self.cleaned_data["number"]
        said: list[str | Promise] = []
        if kind == "passport_booklet" and is_typed_in_latin(self.data.get("number", "")):
            changed = gettext(
                "The letters were typed in Latin and are saved in Ukrainian: %(number)s. Check "
                "them against the passport."
            )
            said.append(changed % {"number": f"{number[:2]} {number[2:]}"})
        if kind == "birth_certificate" and not is_usual_birth_certificate(number):
            said.append(
                _(
                    "A Ukrainian birth certificate is numbered as I-БК 123456. Check the number; "
                    "if the certificate is of another country, continue."
                )
            )
        return [Warning("number", sentence) for sentence in said]

    def of_term(self) -> list[Warning]:
        until = self.cleaned_data["valid_until"]
        if until is None or until >= day_in_kyiv(self.at):
            return []
        sentence = gettext(
            "The document was valid until %(day)s. We accept the application, but a valid document "
            "will be needed: exchange it or have it extended."
        )
        return [Warning("valid_until", sentence % {"day": shown(until)})]
