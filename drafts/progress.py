"""How far a draft has come: the progress of every task, and where to go on."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from drafts.answers import Written
from drafts.models import Kind
from drafts.question import Task
from drafts.steps import asked

EVERYBODY = "everybody"  # answered of an applicant who lives alone: the list of people is whole

ASKED = (
    Task.YOU, Task.RESIDENCE, Task.HOUSEHOLD, Task.STATUSES, Task.HOMES, Task.DECLARATIONS,
)  # fmt: skip
BEFORE_PAPERS = ASKED[:-1]


class Progress(models.TextChoices):
    """How far a task has come. The values are class names of its tag."""

    NOT_STARTED = "todo", _("Not started")
    IN_PROGRESS = "doing", _("In progress")
    DONE = "done", _("Done")
    BLOCKED = "blocked", _("Cannot start yet")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the task list. What is blocked has no link."""

    task: Task
    progress: Progress
    url: str

    @property
    def is_blocked(self) -> bool:
        return self.progress == Progress.BLOCKED


def rows(written: Written, papers: Callable[[], Progress]) -> list[Row]:
    """Return the task list. `papers` is asked how far the papers have come, once they can begin."""
    found = {task: progress_of(written, task) for task in ASKED}
    ready = {task for task, progress in found.items() if progress == Progress.DONE}
    found[Task.PAPERS] = papers() if ready.issuperset(BEFORE_PAPERS) else Progress.BLOCKED
    is_complete = ready.issuperset(ASKED)
    found[Task.CHECK] = Progress.NOT_STARTED if is_complete else Progress.BLOCKED
    return [Row(task, found[task], url_of(written, task)) for task in Task]


def progress_of(written: Written, task: Task) -> Progress:
    answered = [step.is_answered for step in asked(written, task)]
    if is_whole(written, task) and all(answered):
        return Progress.DONE
    return Progress.IN_PROGRESS if any(answered) else Progress.NOT_STARTED


def is_whole(written: Written, task: Task) -> bool:
    """Tell whether everybody and everything the task is about was named."""
    if task == Task.HOUSEHOLD:
        return len(written.people) > 1 or EVERYBODY in written.applicant.answered
    if task == Task.HOMES:
        return bool(written.homes) or not owns(written)
    return True


def owns(written: Written) -> bool:
    """Tell whether it was said that somebody of the household owns a home."""
    return bool(written.single(Kind.HOUSING).answers.get("_owns") == "yes")


def url_of(written: Written, task: Task) -> str:
    """Return where a task is worked on: its list, its first open question, or its first."""
    draft = written.draft.pk
    if name := PAGES.get(task):
        return reverse(name, args=[draft])
    steps = asked(written, task)
    if task == Task.HOMES and owns(written):
        return reverse("homes", args=[draft])
    chosen = next((step for step in steps if not step.is_answered), steps[0])
    return chosen.url


PAGES = {Task.HOUSEHOLD: "people", Task.PAPERS: "draft_papers", Task.CHECK: "check_answers"}


def first_open(written: Written) -> str | None:
    """Return the first page where something is still to be answered; None once nothing is."""
    for task in ASKED:
        for step in asked(written, task):
            if not step.is_answered:
                return step.url
        if not is_whole(written, task):
            return url_of(written, task)
    return None
