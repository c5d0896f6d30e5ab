"""A little of `make chaos`: workers killed, Redis emptied, a mail server that fails."""

import shutil
from pathlib import Path

import pytest
from django.db import connection

from bench.databases import url_of
from chaos.fire import Figures, under_fire
from outbox.models import Letter
from outbox.poke import TASK

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.redis,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(shutil.which("redis-server") is None, reason="Redis is not installed"),
]


def fire(folder: Path, *, task: str = TASK) -> Figures:
    name = str(connection.settings_dict["NAME"])
    return under_fire(
        90, seed=814, faults=3, pause=1.2, database=url_of(name), folder=folder, task=task
    )


def test_no_letter_is_lost_and_no_reminder_sent_twice_while_workers_are_killed(
    tmp_path: Path,
) -> None:
    found = fire(tmp_path)

    assert found.lost == 0, found
    assert found.reminders_twice == 0, found
    assert found.twice_under_another_id == 0, found
    assert found.delivered + found.uncertain + found.failed >= found.queued, found
    assert Letter.objects.count() == found.queued


def test_control_without_claims_reminders_do_go_twice(tmp_path: Path) -> None:
    assert fire(tmp_path, task="chaos.naive.send_waiting").reminders_twice > 0
