"""The jobs of the clock: which there are, how to run one without Celery, when each last ended."""

from datetime import datetime, timedelta
from typing import Any

from celery import Task, current_app
from django.apps import apps
from django.conf import settings
from django.utils import timezone

GRACE = timedelta(minutes=15)


class Job(Task):  # type: ignore[type-arg]  # generic in the stubs alone
    """A task that leaves its mark for the health page when it came to its end."""

    def on_success(self, retval: Any, task_id: str, args: Any, kwargs: Any) -> None:
        mark(self.name)


def mark(task: str) -> None:
    ran = apps.get_model("review", "JobRun").objects  # this is imported before the models are
    ran.update_or_create(name=name_of(task), defaults={"ran_at": timezone.now()})


def name_of(task: str) -> str:
    """Return the short name of a task: "remind" of review.tasks.remind."""
    return task.rpartition(".")[2]


def scheduled() -> dict[str, Any]:
    """Return the tick of every job by its short name, in the order of the schedule."""
    ticks: dict[str, dict[str, Any]] = settings.CELERY_BEAT_SCHEDULE
    return {name_of(tick["task"]): tick for tick in ticks.values()}


def run(name: str) -> None:
    """Run one job here and now, as its tick would. Raises KeyError for an unknown name."""
    task = scheduled()[name]["task"]
    current_app.loader.import_default_modules()
    current_app.tasks[task]()
    mark(task)


def standing(at: datetime) -> dict[str, dict[str, Any]]:
    """Say of each job when it last came to its end, and whether a tick was missed. One query."""
    ran = dict(apps.get_model("review", "JobRun").objects.values_list("name", "ran_at"))
    return {
        name: {"ran_at": ran.get(name), "status": status_of(tick, ran.get(name), at)}
        for name, tick in scheduled().items()
    }


def status_of(tick: dict[str, Any], ran_at: datetime | None, at: datetime) -> str:
    if ran_at is None:
        return "never ran"
    last, until_next, _ = tick["schedule"].remaining_delta(ran_at)
    return "ok" if at <= last + until_next + GRACE else "silent"
