"""Where the page of a question leads to, and where it comes from."""

from django.urls import reverse

from drafts.models import Kind
from drafts.progress import owns
from drafts.question import Task
from drafts.steps import Step, asked

CHECK = "check"  # the only page that ?next= may name: the summary, where answers are changed


def onward(step: Step, *, next_page: str) -> str:
    """Return the page after a saved answer.

    On the way through: the next question of the task. From the summary: the next question that
    the changed answer has opened, and then the summary again.
    """
    following = following_steps(step)
    if next_page == CHECK:
        opened = next((it for it in following if not it.is_answered), None)
        return f"{opened.url}?next={CHECK}" if opened else summary(step)
    return following[0].url if following else home_of(step)


def backward(step: Step, *, next_page: str) -> str:
    """Return the page of the link "Back"."""
    if next_page == CHECK:
        return summary(step)
    steps = same_run(step)
    place = steps.index(step)
    return steps[place - 1].url if place else home_of(step)


def following_steps(step: Step) -> list[Step]:
    steps = same_run(step)
    return steps[steps.index(step) + 1 :]


def same_run(step: Step) -> list[Step]:
    """Return the questions asked one after another: of one member, of one home, or of a task."""
    steps = asked(step.written, step.task)
    if step.task in (Task.HOUSEHOLD, Task.HOMES):
        return [it for it in steps if it.part.ref == step.part.ref]
    return steps


def home_of(step: Step) -> str:
    """Return the list the step belongs to, or the task list."""
    draft = step.written.draft.pk
    if step.task == Task.HOUSEHOLD:
        return reverse("people", args=[draft])
    if step.part.kind == Kind.HOME or (step.task == Task.HOMES and owns(step.written)):
        return reverse("homes", args=[draft])
    return reverse("tasks", args=[draft])


def summary(step: Step) -> str:
    return reverse("check_answers", args=[step.written.draft.pk])
