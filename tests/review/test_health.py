"""The health page turns red when the reminder job is silent or the database is gone."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from audit.anchors import anchor
from housing_portal import views
from outbox.models import Letter
from review.models import JobRun
from tests.outbox.builders import by_post, dead, queued
from tests.review.builders import submitted

pytestmark = pytest.mark.django_db
SCHEDULE: dict[str, Any] = settings.CELERY_BEAT_SCHEDULE
JOBS = {each["task"].rpartition(".")[2] for each in SCHEDULE.values()}


@pytest.fixture
def anchored() -> None:
    anchor(at=timezone.now())


@pytest.mark.usefixtures("anchored")
@pytest.mark.parametrize(
    ("minutes", "code"),
    [
        pytest.param(None, 503, id="never ran"),
        pytest.param(0, 200, id="just ran"),
        pytest.param(14, 200, id="ran 14 minutes ago"),
        pytest.param(16, 503, id="silent for 16 minutes"),
    ],
)
def test_health_follows_the_reminder_job(minutes: int | None, code: int, client: Client) -> None:
    if minutes is not None:
        ran_at = timezone.now() - timedelta(minutes=minutes)
        JobRun.objects.create(name="remind", ran_at=ran_at)

    answer = client.get("/health/")

    assert answer.status_code == code
    assert answer.json()["status"] == ("ok" if code == 200 else "failing")


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        pytest.param(None, 503, id="never told"),
        pytest.param(2, 200, id="told two hours ago"),
        pytest.param(3, 503, id="told three hours ago"),
    ],
)
def test_health_follows_the_anchors_of_the_audit(
    hours: int | None, code: int, client: Client
) -> None:
    JobRun.objects.create(name="remind", ran_at=timezone.now())
    if hours is not None:
        anchor(at=timezone.now() - timedelta(hours=hours))

    answer = client.get("/health/")

    assert answer.status_code == code
    assert answer.json()["audit_anchors"]["status"] == ("ok" if code == 200 else "silent")


def test_what_is_overdue_is_counted_whoever_sleeps(client: Client) -> None:
    submitted(papers=())  # due in January 2026

    assert client.get("/health/").json()["overdue"] == 1


def test_a_database_that_does_not_answer_is_said_to_be_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(views, "state_at", gone)

    answer = client.get("/health/")

    assert (answer.status_code, answer.json()["database"]) == (503, "unreachable")


@pytest.mark.usefixtures("anchored")
def test_a_letter_that_should_have_left_long_ago_turns_it_red(client: Client) -> None:
    JobRun.objects.create(name="remind", ran_at=timezone.now())
    letter = queued(at=timezone.now() - timedelta(minutes=14))
    assert client.get("/health/").status_code == 200

    Letter.objects.update(not_before=timezone.now() - timedelta(minutes=16))

    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["letters"]["status"]) == (503, "waiting")
    assert answer.json()["letters"]["oldest_waits_seconds"] >= 16 * 60
    Letter.objects.filter(pk=letter.pk).update(not_before=timezone.now() + timedelta(hours=1))
    assert client.get("/health/").status_code == 200


def test_dead_letters_and_those_on_paper_are_counted(client: Client) -> None:
    dead(), dead("uncertain", "a:2"), by_post("a:3")

    letters = client.get("/health/").json()["letters"]

    assert (letters["dead"], letters["to_print_and_post"]) == (2, 1)


@pytest.mark.parametrize(
    ("minutes", "status"),
    [(None, "never ran"), (5, "ok"), (40, "silent")],
    ids=["never", "just now", "silent"],
)
def test_each_job_says_when_it_ran(minutes: int | None, status: str, client: Client) -> None:
    if minutes is not None:
        ran_at = timezone.now() - timedelta(minutes=minutes)
        JobRun.objects.create(name="send_waiting", ran_at=ran_at)

    jobs = client.get("/health/").json()["jobs"]

    assert jobs["send_waiting"]["status"] == status
    assert set(jobs) == JOBS


def test_no_two_jobs_share_a_name() -> None:
    assert len(JOBS) == len(SCHEDULE)


def test_the_command_runs_every_job_once_without_celery(settings: Any, tmp_path: Path) -> None:
    settings.AUDIT_ANCHORS = tmp_path / "anchors.jsonl"

    call_command("sweep")

    assert set(JobRun.objects.values_list("name", flat=True)) == JOBS


def test_the_command_refuses_a_job_there_is_not_by_name() -> None:
    with pytest.raises(CommandError, match="no job dance"):
        call_command("sweep", "dance")


def test_ticks_that_nobody_takes_expire_and_none_waits_for_an_instant() -> None:
    assert all(each["options"]["expires"] <= 3600 for each in SCHEDULE.values())
    assert not [each for each in SCHEDULE.values() if {"eta", "countdown"} & set(each["options"])]
