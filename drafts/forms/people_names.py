"""The name of a person."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.fields.names import NameField, is_foreign
from drafts.answers import Answers
from drafts.forms.answer_form import AnswerForm, InSummary, Warning
from drafts.forms.people_alike import alike
from drafts.people import is_applicant

FILLS = {"surname": "family-name", "given_name": "given-name", "patronymic": "additional-name"}


class NameForm(AnswerForm):
    in_summary: ClassVar = {
        "no_patronymic": InSummary(_("Patronymic"), pgettext_lazy("patronymic", "none"))
    }

    surname = NameField(
        label=_("Surname"),
        help_text=_("As in the passport or the birth certificate."),
        error_messages={"required": _("Enter the surname, as in the passport.")},
    )
    given_name = NameField(
        label=_("Given name"),
        error_messages={"required": _("Enter the given name, as in the passport.")},
    )
    patronymic = NameField(label=_("Patronymic"), depends=True)
    no_patronymic = forms.BooleanField(
        label=_("There is no patronymic in the document"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, fills in FILLS.items():
            autocomplete = fills if is_applicant(self.part) else "off"
            self.fields[name].widget.attrs["autocomplete"] = autocomplete

    @staticmethod
    def initial_of(answers: Answers) -> dict[str, Any]:
        has_none = "surname" in answers and not answers.get("patronymic")
        return {**answers, "no_patronymic": has_none}

    def clean(self) -> None:
        if "patronymic" not in self.cleaned_data:
            return
        is_given, has_none = (self.cleaned_data[key] for key in ("patronymic", "no_patronymic"))
        if is_given and has_none:
            self.add_error(
                "patronymic",
                _("Choose one: either the patronymic, or the mark that there is none."),
            )
        if not is_given and not has_none:
            self.add_error(
                "patronymic",
                _("Enter the patronymic, or mark below that there is none in the document."),
            )

    def given(self) -> Answers:
        names = {name: self.cleaned_data[name] for name in ("surname", "given_name")}
        return {**names, "patronymic": self.cleaned_data["patronymic"] or None}

    def warnings(self) -> list[Warning]:
        foreign = (name for name in FILLS if is_foreign(self.cleaned_data[name]))
        said = [
            Warning(
                name, _("The name is written in Latin letters. Check that the document has it so.")
            )
            for name in foreign
        ]
        return said[:1] + alike(self, "surname")
