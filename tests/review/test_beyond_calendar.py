"""The year ends and nobody approved the next calendar: work goes on, and reminders too."""

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications.models import Application
from deadlines.models import CalendarYear
from deadlines.working_days import BeyondCalendar
from outbox.models import Letter
from review import nudges, services
from review.digest import summarise
from review.models import Kind
from review.nudges import NotAllReminded, remind_applicants
from review.reminders import remind
from tests.clock import due
from tests.deadlines.builders import approved
from tests.review.builders import MONDAY, OVER_THE_LIMIT, proven, submitted, taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer", "in_english")]
LIST = "admin:applications_application_changelist"
LAST = date(2027, 12, 31)  # a Friday, and the last day of the approved calendars


@pytest.fixture
def halyna(staff: Callable[..., User]) -> User:
    staff("decision_maker", name="petro")
    return staff("caseworker", name="halyna")


@pytest.fixture
def petro(halyna: User) -> User:
    return User.objects.get(username="petro")


@pytest.fixture
def olena() -> User:
    return User.objects.create_user("olena", "olena@example.org")


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


@pytest.fixture
def heard_by_post(olena: User, halyna: User, petro: User) -> Application:
    """Propose a refusal by post whose notice counts as received on 1 January 2028."""
    invitation = {"method": "post", "postal_address": "м. Біла Церква, вул. Лісова, 2"}
    made = submitted(OVER_THE_LIMIT, invitation=invitation)
    Application.objects.update(owner=olena)
    due(Application.objects.all(), LAST)
    proven(made, halyna)
    at, grounds = noon(date(2027, 12, 22)), ["own_housing"]
    services.propose(made.pk, Kind.REFUSE, grounds=grounds, text="Площа.", by=halyna, at=at)
    Letter.objects.filter(kind="hearing_notice").update(
        state="posted",
        posted_on=date(2027, 12, 27),
        posted_by=petro,
        printed_at=at,
        printed_by=petro,
    )
    made.refresh_from_db()
    return made


def test_pages_of_a_hearing_whose_last_day_no_calendar_tells(
    heard_by_post: Application,
    olena: User,
    halyna: User,
    petro: User,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: noon(date(2027, 12, 28)))
    client.cookies["django_language"] = "en"
    client.force_login(petro)
    case = client.get(
        reverse("admin:applications_application_change", args=[heard_by_post.pk])
    ).content.decode()
    back = client.post(
        reverse("admin:review_send_back", args=[heard_by_post.pk]),
        {"version": heard_by_post.version, "reason": "Ще раз."},
    )
    client.force_login(olena)
    own = client.get(reverse("status", args=[heard_by_post.number])).content.decode()

    assert "it is named once that calendar is approved" in case
    assert back.status_code == 302
    assert "You can be heard" not in own  # it was sent back


def test_the_applicant_reads_that_the_last_day_is_named_later(
    heard_by_post: Application, olena: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: noon(date(2027, 12, 28)))
    client.cookies["django_language"] = "en"
    client.force_login(olena)

    page = client.get(reverse("status", args=[heard_by_post.number])).content.decode()

    assert "We sent you the notice" in page
    assert "calendar of working days is not approved yet" in page


def test_what_no_calendar_tells_is_decided_once_one_does(
    heard_by_post: Application, petro: User
) -> None:
    later = noon(date(2028, 1, 14))
    with pytest.raises(BeyondCalendar):
        services.decide(heard_by_post.pk, text="Площа завелика.", by=petro, at=later)

    approved(CalendarYear, year=2028, at=later)

    decided = services.decide(heard_by_post.pk, text="Площа завелика.", by=petro, at=later)
    assert decided.kind == Kind.REFUSE


def test_whoever_was_heard_is_decided_without_the_next_calendar(
    heard_by_post: Application, halyna: User, petro: User
) -> None:
    at = noon(date(2027, 12, 28))
    services.record_hearing(heard_by_post.pk, "Не згодна.", heard_on=at.date(), by=halyna, at=at)

    decided = services.decide(
        heard_by_post.pk, text="Площа завелика.", considered="Зважено.", by=petro, at=at
    )

    assert decided.kind == Kind.REFUSE


@pytest.fixture
def other_asked(halyna: User) -> Application:
    other = taken(submitted(papers=(), key="other"), halyna)
    asked = [("person:p1:name", "Не так, як у паспорті.")]
    services.request_correction(other.pk, items=asked, by=halyna, at=MONDAY)
    return other


def test_another_household_is_reminded_all_the_same(
    heard_by_post: Application, other_asked: Application
) -> None:
    day = date(2027, 12, 28)

    assert remind_applicants(on=day, at=noon(day)) == 1
    assert other_asked.number in Letter.objects.get(kind="nudge").body


def test_a_nudge_that_fails_silences_no_other_and_is_told(
    heard_by_post: Application,
    other_asked: Application,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("what went wrong")

    monkeypatch.setattr(nudges, "day_to_speak", fails)
    day = date(2027, 12, 28)

    with caplog.at_level(logging.ERROR), pytest.raises(NotAllReminded, match="1 reminders"):
        remind_applicants(on=day, at=noon(day))

    assert Letter.objects.filter(kind="nudge").count() == 1
    assert [record.getMessage().partition(" hearing ")[0] for record in caplog.records] == [
        "nobody was reminded of"
    ]
