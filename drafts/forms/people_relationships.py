"""Who a member of the household is to the applicant."""

from django import forms
from django.utils.translation import gettext_lazy as _

from drafts.answers import Answers
from drafts.forms.answer_form import AnswerForm, Warning
from drafts.forms.people_dates import of_generations
from drafts.people import RELATIONSHIPS


class RelationshipForm(AnswerForm):
    relationship = forms.ChoiceField(
        label=_("This person is"),
        choices=tuple(RELATIONSHIPS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who this person is to you.")},
    )

    def given(self) -> Answers:
        """Return the relationship; only of a child it is asked whether they study."""
        given: Answers = {"relationship": self.cleaned_data["relationship"]}
        is_child = given["relationship"] == "child"
        return given if is_child else {**given, "full_time_student": False}

    def warnings(self) -> list[Warning]:
        person = self.said()
        return list(of_generations(self.written.saying(person), person, "relationship"))
