"""The health page turns red when the reminder job is silent or the database is gone."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from audit.anchors import anchor
from housing_portal import views
from review.models import JobRun
from tests.review.builders import submitted

pytestmark = pytest.mark.django_db


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
