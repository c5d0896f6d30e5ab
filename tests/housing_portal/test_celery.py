"""What the clock starts exists, and carries nothing but its name."""

from typing import Any

import pytest
from django.conf import settings

from housing_portal.celery import app
from outbox.poke import TASK

SCHEDULE: dict[str, dict[str, Any]] = settings.CELERY_BEAT_SCHEDULE


@pytest.fixture(scope="module")
def known() -> set[str]:
    app.loader.import_default_modules()
    return set(app.tasks)


@pytest.mark.parametrize("entry", SCHEDULE.values(), ids=list(SCHEDULE))
def test_every_task_of_the_schedule_is_one_a_worker_knows(
    known: set[str], entry: dict[str, Any]
) -> None:
    assert entry["task"] in known
    assert set(entry) == {"task", "schedule", "options"}
    assert set(entry["options"]) == {"expires"}


def test_the_outbox_asks_for_a_task_a_worker_knows(known: set[str]) -> None:
    assert TASK in known
