"""What every question's form is: fields filled from the answers, and answers out of the fields."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise

from drafts.answers import Answers, Said, Written


@dataclass(frozen=True, slots=True)
class Warning:
    """Something that looks wrong and may be right: it is shown once and never blocks."""

    field: str
    sentence: "str | Promise"

    @property
    def code(self) -> str:
        """Tell this warning about these values from every other, without saying them."""
        return hashlib.sha256(f"{self.field}:{self.sentence}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class InSummary:
    """How an answer reads in the summary of all answers: without a text, in its own words."""

    label: "str | Promise" = ""
    text: "str | Promise" = ""


class AnswerForm(forms.Form):
    """The form of one question about one part of a draft; subclasses name the fields.

    Fields that are named like keys of the contract and hold what JSON holds need no more; others
    say how answers become initial values, and how cleaned values become answers.
    """

    use_required_attribute = False
    conditional: tuple[str, ...] = ()  # fields needed after one answer, and not after another
    in_summary: ClassVar[Mapping[str, InSummary]] = {}  # fields whose label there would mislead

    def __init__(
        self,
        data: MultiValueDict[str, Any] | None = None,
        *,
        written: Written,
        part: Said,
        at: datetime,
    ) -> None:
        self.written, self.part, self.at = written, part, at
        super().__init__(data, initial=self.initial_of(part.answers), label_suffix="")
        self.helper = FormHelper(self)
        self.helper.form_id = "answer"

    @staticmethod
    def initial_of(answers: Answers) -> dict[str, Any]:
        """Return the initial values of the fields."""
        return dict(answers)

    def given(self) -> Answers:
        """Return the answers of a valid form, as JSON values under the contract's keys."""
        return dict(self.cleaned_data)

    def said(self) -> Said:
        """Return the part as a valid form leaves it."""
        return replace(self.part, answers={**self.part.answers, **self.given()})

    def warnings(self) -> list[Warning]:
        """Return what the applicant of a valid form is asked to look at again."""
        return []
