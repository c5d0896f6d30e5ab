"""One person of the household, on one card of the sheet."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from applications.fields.days import DayField
from applications.fields.emails import EmailField
from applications.fields.names import NameField
from applications.fields.numbers import CertificateField, NumberField, TaxpayerField, UnzrField
from applications.fields.phones import PhoneField
from applications.papers import PAPERS
from desk.forms.sheet_form import SheetForm
from drafts.forms.people_identity import NUMBERS
from drafts.statuses import FAMILY, HELD, HOLDER, OF_HOLDER
from review import words

NONE, UNSURE = "none", "unsure"
APPLICANT = "applicant"
NOT_CHOSEN = ("", "–")
RELATIONSHIPS = [each for each in words.RELATIONSHIPS.items() if each[0] != APPLICANT]


class PersonForm(SheetForm):
    relationship = forms.ChoiceField(
        label=_("Relationship to the applicant"),
        choices=[NOT_CHOSEN, *RELATIONSHIPS],
        error_messages={"required": _("Choose who this person is to the applicant.")},
    )
    surname = NameField(
        label=_("Surname"),
        error_messages={"required": _("Enter the surname, as in the passport.")},
    )
    given_name = NameField(
        label=_("Given name"),
        error_messages={"required": _("Enter the given name, as in the passport.")},
    )
    patronymic = NameField(label=_("Patronymic"), required=False)
    birth_date = DayField(label=_("Date of birth"))
    identity_type = forms.ChoiceField(
        label=_("Identity document"),
        choices=[NOT_CHOSEN, *words.IDENTITY.items()],
        error_messages={"required": _("Choose which document it is.")},
    )
    identity_number = NumberField(
        label=_("Number of the document"),
        error_messages={"required": _("Enter the number of the document, with its series.")},
    )
    taxpayer_number = TaxpayerField(label=_("Taxpayer number (РНОКПП)"), required=False)
    taxpayer_number_refused = forms.BooleanField(
        label=_("Refused for religious reasons"), required=False
    )
    unzr = UnzrField(label=_("УНЗР"), required=False)
    idp_number = CertificateField(label=_("IDP certificate, number"), required=False)
    idp_issued_on = DayField(label=_("IDP certificate, day of issue"), required=False)
    phone = PhoneField(label=_("Telephone"), required=False)
    email = EmailField(label=_("E-mail"), required=False)
    full_time_student = forms.BooleanField(
        label=_("Studies full-time (asked from 18 to 22)"), required=False
    )
    statuses_said = forms.ChoiceField(
        label=_("Statuses in the form"),
        choices=[
            ("", _("As marked below; nothing marked is “not said”")),
            (NONE, _("None: the form says so")),
            (UNSURE, _("The person is not sure")),
        ],
        required=False,
    )
    held = forms.MultipleChoiceField(
        label=_("Holds the status"),
        choices=[(code, label) for code, (label, _meaning) in HELD.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    family = forms.MultipleChoiceField(
        label=_("Is of the family of"),
        choices=list(OF_HOLDER.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    papers = forms.MultipleChoiceField(
        label=_("Papers brought"),
        choices=[(paper.code, paper.title) for paper in PAPERS.values()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, typed: QueryDict, *, prefix: str, is_looked_at: bool, place: int) -> None:
        super().__init__(typed, prefix=prefix, is_looked_at=is_looked_at)
        self.place = place
        if self.is_applicant:
            del self.fields["relationship"]
        for field in ("phone", "email"):
            self.fields[field].widget.attrs["autocomplete"] = "off"

    @property
    def is_applicant(self) -> bool:
        return self.place == 0

    @property
    def called(self) -> str:
        """Return the name as typed so far."""
        typed = [self[name].value() or "" for name in ("surname", "given_name")]
        return " ".join(filter(None, (str(each).strip() for each in typed)))

    @property
    def has_more(self) -> bool:
        """Tell whether what is folded away holds anything."""
        return any(self[name].value() or self[name].errors for name in MORE)

    def clean(self) -> None:
        self.read_number()
        self.require_one_of_two()
        self.require_whole_certificate()
        claims = [*self.cleaned_data.get("held", ()), *self.cleaned_data.get("family", ())]
        if self.said("statuses_said") == NONE and claims:
            self.add_error(
                "statuses_said",
                _("“None” is chosen, and statuses are marked below. Leave one of the two."),
            )

    def read_number(self) -> None:
        """Read the number as one of the document that was chosen."""
        kind, number = self.said("identity_type"), self.said("identity_number")
        if kind and number:
            try:
                self.cleaned_data["identity_number"] = NUMBERS[kind].clean(number)
            except ValidationError as error:
                self.add_error("identity_number", error)

    def require_one_of_two(self) -> None:
        if self.said("taxpayer_number") and self.said("taxpayer_number_refused"):
            self.add_error(
                "taxpayer_number",
                _("Choose one: either the taxpayer number, or the mark that it was refused."),
            )

    def require_whole_certificate(self) -> None:
        number, day = self.said("idp_number"), self.said("idp_issued_on")
        if number and not day and "idp_issued_on" not in self.errors:
            self.add_error("idp_issued_on", _("Enter the day of issue of the IDP certificate."))
        if day and not number and "idp_number" not in self.errors:
            self.add_error("idp_number", _("Enter the number of the IDP certificate."))

    def document(self) -> dict[str, Any]:
        """Return the person of a valid form as in the package; what was not said is null."""
        number, issued = self.said("idp_number"), self.said("idp_issued_on")
        held, family = self.cleaned_data["held"], self.cleaned_data["family"]
        said = self.cleaned_data["statuses_said"]
        return {
            "ref": self.prefix,
            "relationship": APPLICANT if self.is_applicant else self.said("relationship"),
            "surname": self.said("surname"),
            "given_name": self.said("given_name"),
            "patronymic": self.said("patronymic"),
            "birth_date": iso(self.cleaned_data["birth_date"]),
            "identity_document": {
                "type": self.said("identity_type"),
                "number": self.said("identity_number"),
            },
            "taxpayer_number": self.said("taxpayer_number"),
            "taxpayer_number_refused": self.cleaned_data["taxpayer_number_refused"],
            "unzr": self.said("unzr"),
            "idp_certificate": number and {"number": number, "issued_on": iso(issued)},
            "phone": self.said("phone"),
            "email": self.said("email"),
            "full_time_student": self.cleaned_data["full_time_student"],
            "statuses": [{"code": code, "as": HOLDER} for code in held]
            + [{"code": code, "as": FAMILY} for code in family],
            "unsure_of_statuses": said == UNSURE or not (said or held or family),
        }


MORE = ("statuses_said", "held", "family", "papers", "unzr", "full_time_student")


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
