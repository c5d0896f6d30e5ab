"""Applicants are reminded of what waits for them: each step once, in their language, by e-mail."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import User
from applications.models import Application
from outbox.models import Letter
from outbox.services import send_waiting
from review import services
from review.models import Kind
from review.nudges import every_steps, remind_applicants
from tests.review.builders import MONDAY, OVER_THE_LIMIT, proposed, submitted, taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]
PAPER = "paper:p1:idp_certificate"


@pytest.fixture
def halyna(staff: Callable[..., User]) -> User:
    return staff("caseworker", name="halyna")


def sweep(day: date) -> list[str]:
    """Sweep on a day and return what the new reminders are of."""
    before = set(Letter.objects.values_list("pk", flat=True))
    at = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
    queued = remind_applicants(on=day, at=at)
    fresh = Letter.objects.filter(kind="nudge").exclude(pk__in=before).order_by("pk")
    assert len(fresh) == queued
    return [letter.dedupe_key.split(":")[1] for letter in fresh]


def through(first: date, days: int) -> dict[date, list[str]]:
    """Sweep twice on each of so many days; return the days on which something was sent."""
    on = [first + timedelta(days=number) for number in range(days)]
    return {day: found for day in on if (found := sweep(day) + sweep(day))}


def asked(application: Application, by: User) -> None:
    services.request_correction(
        taken(application, by).pk, items=[(PAPER, "нечітко")], by=by, at=MONDAY
    )


def test_an_open_correction_is_reminded_of_after_three_and_seven_working_days(
    halyna: User,
) -> None:
    asked(submitted(), halyna)

    assert through(date(2026, 1, 6), 14) == {
        date(2026, 1, 8): ["correction"],
        date(2026, 1, 14): ["correction"],
    }


def test_what_is_answered_is_not_reminded_of(halyna: User) -> None:
    application = submitted()
    asked(application, halyna)
    services.take_back_correction(application.pk, by=halyna, at=MONDAY)

    assert "correction" not in sweep(date(2026, 1, 8))


def test_missing_papers_are_reminded_of_after_three_and_eight_working_days() -> None:
    submitted(papers=())

    assert through(date(2026, 1, 6), 16) == {
        date(2026, 1, 8): ["papers"],
        date(2026, 1, 15): ["papers"],
    }


def test_the_last_day_to_speak_is_reminded_of_the_working_day_before(halyna: User) -> None:
    proposed(submitted(OVER_THE_LIMIT), halyna, Kind.REFUSE)
    assert through(date(2026, 1, 6), 7) == {}  # the notice has not left: no day has begun

    send_waiting(at=MONDAY)

    assert sweep(date(2026, 1, 8)) == []
    assert sweep(date(2026, 1, 9)) == ["hearing"]  # a Friday; the last day is Monday, the 12th
    assert sweep(date(2026, 1, 12)) == []
    assert "12.01.2026" in Letter.objects.get(kind="nudge").body


def test_whoever_was_heard_is_not_reminded(halyna: User) -> None:
    application = submitted(OVER_THE_LIMIT)
    proposed(application, halyna, Kind.REFUSE)
    send_waiting(at=MONDAY)
    day = MONDAY.date()
    services.record_hearing(application.pk, "Продано.", heard_on=day, by=halyna, at=MONDAY)

    assert sweep(date(2026, 1, 9)) == []


def test_after_an_outage_only_the_step_that_still_holds_is_sent(halyna: User) -> None:
    asked(submitted(), halyna)

    assert sweep(date(2026, 1, 16)) == ["correction"]
    assert through(date(2026, 1, 17), 9) == {}


def test_a_reminder_names_the_application_and_nobody_and_leads_to_its_page() -> None:
    application = submitted(papers=())

    sweep(date(2026, 1, 8))

    letter = Letter.objects.get(kind="nudge")
    assert application.number in letter.body
    assert f"/{application.number}/" in letter.body
    assert application.number not in letter.subject
    assert not {"Коваленко", "Олена", "Марія"} & set((letter.body + letter.subject).split())


@pytest.mark.parametrize(("language", "word"), [("uk", "Нагадуємо"), ("en", "A reminder")])
def test_a_reminder_is_in_the_language_the_applicant_chose(language: str, word: str) -> None:
    submitted(papers=(), language=language)

    sweep(date(2026, 1, 8))

    assert Letter.objects.get(kind="nudge").subject.startswith(word)


def test_whoever_chose_post_is_not_reminded_by_email() -> None:
    invitation = {"method": "post", "postal_address": "м. Біла Церква, вул. Лісова, 2"}
    submitted(papers=(), invitation=invitation)

    assert sweep(date(2026, 1, 8)) == []


def test_the_steps_name_their_source() -> None:
    assert all("814" in steps.source for steps in every_steps().values())
