"""The birth date of a person."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from applications.fields.days import DayField, DaysWidget
from deadlines.working_days import day_in_kyiv
from drafts.answers import Answers
from drafts.forms.answer_form import AnswerForm, Warning
from drafts.forms.people_alike import alike
from drafts.forms.people_dates import of_generations, of_taxpayer_number, of_unzr, shown
from drafts.people import counts_as_child_if_student, is_applicant, is_minor
from eligibility.case import anniversary

OLDEST = 120  # years


class BirthDateForm(AnswerForm):
    birth_date = DayField(
        label=_("Birth date"),
        help_text=_("Day, month, year: for example 12 3 1987."),
        error_messages={"required": _("Enter the birth date: day, month and year.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_applicant(self.part):
            self.fields["birth_date"].widget = DaysWidget(fills="bday")

    def clean_birth_date(self) -> date:
        day: date = self.cleaned_data["birth_date"]
        today = day_in_kyiv(self.at)
        if day > today:
            raise ValidationError(
                _("Birth date: %(day)s has not come yet. Check the day, the month and the year."),
                code="in_future",
                params={"day": shown(day)},
            )
        if anniversary(day, OLDEST) < today:
            raise ValidationError(
                _("Birth date: check the year, %(year)s is more than %(oldest)s years ago."),
                code="too_old",
                params={"year": day.year, "oldest": OLDEST},
            )
        return day

    def given(self) -> Answers:
        """Return the date; an answer about studies falls with the age it was asked for."""
        given: Answers = {"birth_date": self.cleaned_data["birth_date"].isoformat()}
        return given if self.may_study(given) else {**given, "full_time_student": False}

    def may_study(self, given: Answers) -> bool:
        person = self.part.saying("birth-date", given)
        return counts_as_child_if_student(person, day_in_kyiv(self.at))

    def warnings(self) -> list[Warning]:
        person = self.said()
        return [
            *self.guardian(),
            *of_generations(self.written.saying(person), person, "birth_date"),
            *of_taxpayer_number(person, "birth_date"),
            *of_unzr(person, "birth_date"),
            *alike(self, "birth_date"),
        ]

    def guardian(self) -> list[Warning]:
        if not (is_applicant(self.part) and is_minor(self.said(), day_in_kyiv(self.at))):
            return []
        sentence = _(
            "For somebody under 18 a parent, guardian or other legal representative applies. If "
            "you are one, go back and name yourself as the applicant; the child is then added to "
            "those who will live with you. If you are under 18 and on your own, the children’s "
            "service of the community where you live helps; you may also continue."
        )
        return [Warning("birth_date", sentence)]
