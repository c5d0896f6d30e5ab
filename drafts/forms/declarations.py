"""What the applicant declares: no monetary assistance, and having read how data are used."""

from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.fields.choices import Choice, not_chosen
from applications.notice import NOTICE
from drafts.answers import Answers
from drafts.forms.answer_form import AnswerForm, InSummary, Warning

NOT_RECEIVED, RECEIVED, UNSURE = "not_received", "received", "unsure"
SAID = {NOT_RECEIVED: True, RECEIVED: False, UNSURE: None}


class AssistanceForm(AnswerForm):
    assistance = forms.ChoiceField(
        label=_("Monetary assistance provided by the Resolution"),
        help_text=_(
            "Housing under Resolution 814 is for those who have not received the monetary "
            "assistance that it provides. If you do not know which that is, choose “I am not sure”."
        ),
        choices=(
            (NOT_RECEIVED, Choice(_("We have not received it"))),
            (RECEIVED, Choice(_("We have received it"))),
            (UNSURE, Choice(_("I am not sure"), _("A caseworker will find it out."))),
        ),
        widget=forms.RadioSelect,
        error_messages=not_chosen(_("Choose whether you have received the assistance.")),
    )

    @staticmethod
    def initial_of(answers: Answers) -> dict[str, Any]:
        if "no_monetary_assistance" not in answers:
            return {}
        declared = answers["no_monetary_assistance"]
        return {"assistance": next(key for key, value in SAID.items() if value is declared)}

    def given(self) -> Answers:
        return {"no_monetary_assistance": SAID[self.cleaned_data["assistance"]]}

    def warnings(self) -> list[Warning]:
        if self.cleaned_data["assistance"] != RECEIVED:
            return []
        sentence = _(
            "Housing under the Resolution is for those who have not received its monetary "
            "assistance: by your answer this condition is not met. Check the answer. You may apply "
            "all the same; a person decides, not this page."
        )
        return [Warning("assistance", sentence)]


class NoticeForm(AnswerForm):
    in_summary: ClassVar = {"personal_data_notice": InSummary(text=_("You agreed"))}

    personal_data_notice = forms.BooleanField(
        label=_("I know how my data and those of the people I have named are used, and I agree"),
        error_messages={
            "required": _(
                "Mark that you agree. Without this we cannot consider an online application. You "
                "can apply on paper instead: at an aid centre or at the Mariupol City Military "
                "Administration."
            )
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["personal_data_notice"].help_text = format_html(
            '<a href="{}" target="_blank" rel="noopener">{}</a>',
            reverse("privacy"),
            gettext("Which data we take, why, who sees them and for how long (opens in a new tab)"),
        )

    @staticmethod
    def initial_of(answers: Answers) -> dict[str, Any]:
        return {"personal_data_notice": answers.get("personal_data_notice") == NOTICE}

    def given(self) -> Answers:
        return {"personal_data_notice": NOTICE}
