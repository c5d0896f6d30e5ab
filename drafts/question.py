"""One question, and the row of the task list it belongs to."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from drafts.answers import Said, Written
from drafts.forms.answer_form import AnswerForm
from drafts.models import Kind


class Task(models.TextChoices):
    """The rows of the task list, in order."""

    YOU = "you", _("Who you are")
    RESIDENCE = "residence", _("Where you lived")
    HOUSEHOLD = "household", _("Who will live with you")
    STATUSES = "statuses", _("Statuses and circumstances")
    HOMES = "homes", _("Homes you own")
    PAPERS = "papers", _("Papers")
    DECLARATIONS = "declarations", _("Declarations and how we write to you")
    CHECK = "check", _("Check and submit")


Asked = Callable[[Written, Said], bool]


def always(_written: Written, _part: Said) -> bool:
    return True


def of_applicant(_written: Written, part: Said) -> bool:
    return part.answers.get("relationship") == "applicant"


def of_member(_written: Written, part: Said) -> bool:
    """Tell whether the part is somebody of the household other than the applicant."""
    return part.kind == Kind.PERSON and not of_applicant(_written, part)


@dataclass(frozen=True, slots=True)
class Question:
    """One page that asks one thing about one part; `slug` is stable, it is stored as answered.

    What is asked of every person belongs to YOU; of a member it then counts as HOUSEHOLD.
    """

    slug: str
    kind: Kind
    task: Task
    title: "Callable[[Written, Said], str | Promise]"
    form: type[AnswerForm]
    is_asked: Asked = always

    def task_for(self, written: Written, part: Said) -> Task:
        is_of_member = self.task == Task.YOU and of_member(written, part)
        return Task.HOUSEHOLD if is_of_member else self.task
