"""Whether a grown-up child studies full-time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from drafts.answers import Answers
from drafts.forms.answer_form import AnswerForm

YES, NO = "yes", "no"


class StudyForm(AnswerForm):
    studies = forms.ChoiceField(
        label=_("Full-time study"),
        help_text=_("A child from 18 to 22 who studies full-time counts like one under 18."),
        choices=((YES, _("Yes")), (NO, _("No"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether this person studies full-time.")},
    )

    @staticmethod
    def initial_of(answers: Answers) -> dict[str, Any]:
        known = {True: YES, False: NO} if "student" in answers.get("answered", ()) else {}
        return {"studies": known.get(answers.get("full_time_student", False), "")}

    def given(self) -> Answers:
        return {"full_time_student": self.cleaned_data["studies"] == YES}
