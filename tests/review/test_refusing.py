"""A refusal that would come too late is warned of while it can still be proposed in time.

Received on Monday, 5 January 2026, an application is due on Monday, 26 January: a hearing of five
working days and a day to decide begin on Friday, 16 January, by post on Tuesday, 13 January.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import User
from applications.models import Application
from outbox.models import Letter
from outbox.services import send_waiting
from review import services
from review.dossier import dossier
from review.models import Kind
from review.refusing import RefusalTime, refusal_time
from tests.review.builders import MONDAY, OVER_THE_LIMIT, proposed, proven, submitted, taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer", "in_english")]
BY_POST = {"method": "post", "postal_address": "м. Біла Церква, вул. Лісова, 2"}


@pytest.fixture
def halyna(staff: Callable[..., User]) -> User:
    return staff("caseworker", name="halyna")


@pytest.fixture
def petro(staff: Callable[..., User]) -> User:
    return staff("decision_maker", name="petro")


def told(application: Application, user: User, day: date) -> RefusalTime | None:
    at = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    return refusal_time(dossier(Application.objects.get(pk=application.pk), user, at=at))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 6), "must be proposed by 16.01.2026 to be heard and decided by the due"),
        (date(2026, 1, 16), "must be proposed by 16.01.2026 to be heard and decided by the due"),
        (date(2026, 1, 17), "must be proposed by 17.01.2026 to be heard and decided by the due"),
        (date(2026, 1, 19), "can be decided from 27.01.2026, and the term ends on 26.01.2026"),
        (date(2026, 1, 26), "can be decided from 03.02.2026, and the term ends on 26.01.2026"),
    ],
    ids=[
        "at first",
        "on the last working day for it",
        "on the Saturday after",
        "on the Monday after",
        "on the last day of the term",
    ],
)
def test_until_when_a_refusal_must_be_proposed(day: date, words: str, halyna: User) -> None:
    application = taken(submitted(OVER_THE_LIMIT), halyna)

    said = told(application, halyna, day)

    assert said is not None
    assert words in said.words
    assert said.is_late == (day > date(2026, 1, 18))
    ways = " ".join(map(str, said.may_be_done))
    assert ("Ask whoever decides to extend the term" in ways) == said.is_late


def test_whoever_may_extend_the_term_is_led_to_that_step(halyna: User, petro: User) -> None:
    said = told(taken(submitted(OVER_THE_LIMIT), halyna), petro, date(2026, 1, 20))

    assert said is not None
    assert "extend" not in " ".join(map(str, said.may_be_done))


def test_nothing_is_said_where_an_approval_is_proven_or_the_term_is_over(halyna: User) -> None:
    assert told(proven(submitted(), halyna), halyna, date(2026, 1, 6)) is None
    late = taken(submitted(OVER_THE_LIMIT), halyna)
    assert told(late, halyna, date(2026, 1, 27)) is None


@pytest.mark.parametrize(
    ("sent", "words", "is_late"),
    [
        (5, "It can be decided from 13.01.2026; the last day is 26.01.2026.", False),
        (16, "It can be decided from 26.01.2026; the last day is 26.01.2026.", False),
        (19, "It can be decided from 27.01.2026, and the term ends on 26.01.2026 already.", True),
    ],
    ids=["sent at once", "sent on the last day for it", "sent too late"],
)
def test_while_a_hearing_runs_its_page_says_from_when_it_can_be_decided(
    sent: int, words: str, is_late: bool, halyna: User
) -> None:
    application = submitted(OVER_THE_LIMIT)
    proposed(application, halyna, Kind.REFUSE)
    send_waiting(at=MONDAY + timedelta(days=sent - 5))

    said = told(application, halyna, date(2026, 1, sent))

    assert said is not None
    assert (said.words, said.is_late) == (words, is_late)
    on = MONDAY.date()
    services.record_hearing(application.pk, "Незгодна.", heard_on=on, by=halyna, at=MONDAY)
    assert told(application, halyna, date(2026, 1, sent)) is None


@pytest.mark.parametrize(("day", "letters"), [(9, 0), (12, 1), (13, 1), (14, 0)])
def test_by_post_the_caseworker_is_reminded_sooner(day: int, letters: int, halyna: User) -> None:
    application = taken(submitted(papers=(), invitation=BY_POST), halyna)
    at = datetime(2026, 1, day, 7, tzinfo=UTC)

    for _ in range(2):
        services.remind(on=at.date(), at=at)

    found = Letter.objects.filter(kind="reminder", about=f"application:{application.pk}")
    assert found.count() == letters
    assert all("propose it by 13.01.2026" in letter.body for letter in found)


def test_nobody_is_reminded_to_propose_what_is_proposed(halyna: User) -> None:
    proposed(submitted(OVER_THE_LIMIT), halyna, Kind.REFUSE)

    assert services.remind(on=date(2026, 1, 15), at=MONDAY + timedelta(days=10)) == 0
