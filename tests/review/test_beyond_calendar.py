"""The year ends and nobody approved the next calendar: work goes on, and reminders too."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications.models import Application
from outbox.models import Letter
from review.digest import summarise
from review.nudges import remind_applicants
from review.reminders import remind
from tests.clock import due
from tests.review.builders import submitted, taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer", "in_english")]
LIST = "admin:applications_application_changelist"
LAST = date(2027, 12, 31)  # a Friday, and the last day of the approved calendars


@pytest.fixture
def halyna(staff: Callable[..., User]) -> User:
    staff("decision_maker", name="petro")
    return staff("caseworker", name="halyna")


@pytest.fixture
def application(halyna: User) -> Application:
    made = taken(submitted(papers=()), halyna)
    due(Application.objects.all(), LAST)
    return made


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 12, 24), "5 working days left"),
        (date(2027, 12, 27), "4 working days left"),
        (date(2028, 1, 3), "the last day has passed"),
        (date(2028, 1, 10), "the last day has passed"),
    ],
)
def test_the_pages_answer(
    day: date,
    words: str,
    application: Application,
    halyna: User,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: noon(day))
    client.cookies["django_language"] = "en"
    client.force_login(halyna)
    page = reverse("admin:applications_application_change", args=[application.pk])
    overdue = f"{reverse(LIST)}?turn=overdue"

    answers = [client.get(address) for address in (reverse(LIST), page, overdue)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert words in answers[1].content.decode()
    assert (application.number in answers[2].content.decode()) == (day > LAST)


@pytest.mark.parametrize(
    ("day", "reader"),
    [
        (date(2027, 12, 24), "halyna"),
        (date(2027, 12, 27), "halyna"),
        (date(2028, 1, 3), "petro"),
        (date(2028, 1, 10), "petro"),
    ],
)
def test_the_sweeps_go_on(day: date, reader: str, application: Application) -> None:
    Letter.objects.all().delete()
    at = noon(day)

    queued = [remind(on=day, at=at), remind(on=day, at=at)]
    remind_applicants(on=day, at=at)

    reminder = Letter.objects.get(kind="reminder")
    assert queued == [1, 0]
    assert reminder.to.startswith(reader)
    assert "31.12.2027" in reminder.body
    assert "None" not in reminder.body
    assert summarise(at=at) == Letter.objects.filter(kind="digest").count() > 0


def test_on_a_weekend_that_no_calendar_tells_nobody_is_reminded(application: Application) -> None:
    saturday = date(2028, 1, 8)

    assert remind(on=saturday, at=noon(saturday)) == 0
    assert summarise(at=noon(saturday)) == 0
