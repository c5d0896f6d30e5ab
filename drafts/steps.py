"""Which questions a draft is asked, part by part, and which of them are answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from drafts.answers import Answers, Said, Written
from drafts.forms.answer_form import AnswerForm
from drafts.models import SINGLE
from drafts.question import Question, Task
from drafts.questions import QUESTIONS


@dataclass(frozen=True, slots=True)
class Step:
    """One question about one part of one draft."""

    written: Written
    part: Said
    question: Question

    @property
    def is_asked(self) -> bool:
        return self.question.is_asked(self.written, self.part)

    @property
    def is_answered(self) -> bool:
        return self.question.slug in self.part.answered

    @property
    def task(self) -> Task:
        return self.question.task_for(self.written, self.part)

    @property
    def title(self) -> str:
        return str(self.question.title(self.written, self.part))

    @property
    def url(self) -> str:
        return reverse("question", args=[self.written.draft.pk, self.part.ref, self.question.slug])

    def form(self, data: MultiValueDict[str, Any] | None, *, at: datetime) -> AnswerForm:
        """Return the form of the page, bound to what was sent or showing the saved answer."""
        return self.question.form(data, written=self.written, part=self.part, at=at)

    def saying(self, given: Answers) -> "Step":
        """Return the step of the draft once this answer to it is saved."""
        part = self.part.saying(self.question.slug, given)
        return Step(self.written.saying(part), part, self.question)


def step_of(written: Written, ref: str, slug: str) -> Step | None:
    """Return the step of a part and a question, asked or not; None where there is no such."""
    part = next((it for it in parts(written) if it.ref == ref), None)
    if part is None:
        return None
    found = (it for it in QUESTIONS if it.slug == slug and it.kind == part.kind)
    return next((Step(written, part, it) for it in found), None)


def parts(written: Written) -> Iterator[Said]:
    """Yield the people, the single parts whether answered or not, and the homes."""
    yield from written.people
    yield from (written.single(kind) for kind in SINGLE)
    yield from written.homes


def asked(written: Written, task: Task) -> list[Step]:
    """Return the steps of a task: part after part, and in each the questions in their order."""
    steps = (
        Step(written, part, it)
        for part in parts(written)
        for it in QUESTIONS
        if it.kind == part.kind
    )
    return [step for step in steps if step.task == task and step.is_asked]
