"""The taxpayer number of a person, or that it was refused, or that there is none at hand."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.fields.choices import Choice
from applications.fields.numbers import TaxpayerField
from drafts.answers import Answers
from drafts.forms.answer_form import AnswerForm, Warning
from drafts.forms.people_dates import of_taxpayer_number
from drafts.people import called, is_applicant, others

GIVEN, REFUSED, NONE = "given", "refused", "none"
ABSENT: "dict[bool, str | Promise]" = {  # of the applicant or of a member
    True: _("I do not have the number at hand"),
    False: _("There is no number yet, or it is not at hand"),
}


class TaxpayerForm(AnswerForm):
    has = forms.ChoiceField(
        label=_("Taxpayer number (РНОКПП)"),
        help_text=_(
            "The programme asks for it: it tells apart people of the same name. It has 10 digits "
            "and was called the identification code."
        ),
        widget=forms.RadioSelect,
        required=False,
    )
    taxpayer_number = TaxpayerField(label=_("The number, 10 digits"), depends=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        refused = Choice(
            _("The number was refused for religious reasons"),
            _(
                "The passport has a mark about it. We ask only so as not to demand the number; "
                "it changes nothing in the decision."
            ),
        )
        absent = Choice(ABSENT[is_applicant(self.part)], _("It can be given later."))
        choices = [(GIVEN, Choice(_("Yes, I have it"))), (REFUSED, refused), (NONE, absent)]
        self.fields["has"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    @staticmethod
    def initial_of(answers: Answers) -> dict[str, Any]:
        number = answers.get("taxpayer_number")
        if number:
            has = GIVEN
        elif answers.get("taxpayer_number_refused"):
            has = REFUSED
        else:
            has = NONE if "taxpayer_number" in answers else ""
        return {"has": has, "taxpayer_number": number}

    def clean_taxpayer_number(self) -> str:
        number: str = self.cleaned_data["taxpayer_number"]
        for other in others(self.written, self.part):
            if number and other.answers.get("taxpayer_number") == number:
                raise forms.ValidationError(
                    _("This number is already given for %(name)s. Check whose it is."),
                    code="same_number",
                    params={"name": called(other)},
                )
        return number

    def clean(self) -> None:
        """Take a number that was typed as an answer, whether or not it was also chosen above."""
        if not {"has", "taxpayer_number"} <= self.cleaned_data.keys():
            return
        has, number = self.cleaned_data["has"], self.cleaned_data["taxpayer_number"]
        if not has and not number:
            self.add_error("has", _("Enter the taxpayer number, or choose why there is none."))
        elif has == GIVEN and not number:
            self.add_error("taxpayer_number", _("Enter the taxpayer number: 10 digits."))
        elif has in (REFUSED, NONE) and number:
            self.add_error(
                "taxpayer_number",
                _("Choose one: either the taxpayer number, or why there is none."),
            )

    def given(self) -> Answers:
        return {
            "taxpayer_number": self.cleaned_data["taxpayer_number"] or None,
            "taxpayer_number_refused": self.cleaned_data["has"] == REFUSED,
        }

    def warnings(self) -> list[Warning]:
        return list(of_taxpayer_number(self.said(), "taxpayer_number"))
