"""Who gets which morning summary, once a working day, and nobody's name in it."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from applications.models import Application
from applications.status import Status
from deadlines.working_days import day_in_kyiv
from outbox.models import Letter
from review.closing_asked import record_duplicate
from review.digest import summarise
from review.models import Absence, Kind
from territories.gazetteer import Gazetteer
from tests.clock import due
from tests.outbox.builders import by_post, dead
from tests.review.builders import (
    OVER_THE_LIMIT,
    proposed,
    submitted,
    taken,
    withdrawal_recorded,
)

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 1, 21, 6, tzinfo=UTC)  # a Wednesday, eight in Kyiv; due on the 26th


@pytest.fixture
def halyna(staff: Callable[..., User]) -> User:
    return staff("caseworker", name="halyna")


def to(at: datetime = MORNING) -> dict[str, str]:
    """Sum up and return the new letters by their readers."""
    before = set(Letter.objects.values_list("pk", flat=True))
    queued = summarise(at=at)
    fresh = Letter.objects.filter(kind="digest").exclude(pk__in=before)
    assert len(fresh) == queued
    return {letter.to.partition("@")[0]: letter.body for letter in fresh}


def test_each_reads_what_is_theirs(
    gazetteer: Gazetteer, staff: Callable[..., User], halyna: User
) -> None:
    petro = staff("decision_maker", name="petro")
    staff("registrar", name="iryna")
    mine, untaken = taken(submitted(papers=()), halyna), submitted(papers=(), key="untaken")
    decided = submitted(key="proposed")
    proposed(decided, halyna, Kind.APPROVE)
    repeated = taken(submitted(papers=(), key="repeats"), halyna)
    record_duplicate(repeated.pk, of=mine.pk, reason="Те саме.", by=halyna, at=MORNING)
    withdraws = submitted(key="withdraws")
    Application.objects.filter(pk=withdraws.pk).update(status=Status.APPROVED)
    withdrawal_recorded(withdraws, petro, at=MORNING)
    Letter.objects.all().delete()
    dead(), by_post("post:1")

    letters = to()

    assert set(letters) == {"halyna", "petro", "iryna"}
    assert mine.number in letters["halyna"]
    assert untaken.number not in letters["halyna"]
    assert decided.number in letters["petro"]
    assert repeated.number in letters["petro"]
    assert withdraws.number in letters["petro"]
    assert untaken.number in letters["petro"]
    assert mine.number not in letters["petro"]
    assert "Letters that did not go out: 1" in letters["iryna"]
    assert "Letters to print and post: 1" in letters["iryna"]


def test_a_refusal_is_to_be_decided_once_its_hearing_is_over(
    gazetteer: Gazetteer, staff: Callable[..., User], halyna: User
) -> None:
    staff("decision_maker", name="petro")
    posted, sent = (submitted(OVER_THE_LIMIT, key=key) for key in ("posted", "sent"))
    for each in (posted, sent):
        proposed(each, halyna, Kind.REFUSE)
    notices = Letter.objects.filter(kind="hearing_notice")
    on_the_ninth = {"posted_on": date(2026, 1, 9), "posted_by": halyna, "printed_by": halyna}
    notices.filter(about=f"application:{posted.pk}").update(
        state="posted", delivery="post", printed_at=MORNING, **on_the_ninth
    )
    notices.filter(about=f"application:{sent.pk}").update(
        state="sent",
        sent_at=datetime(2026, 1, 13, 22, tzinfo=UTC),  # the 14th in Kyiv
    )

    def named(day: int) -> tuple[bool, bool]:
        letter = to(MORNING.replace(day=day)).get("petro", "")
        part = letter.partition("Proposals to decide")[2].partition("http")[0]
        return posted.number in part, sent.number in part

    assert named(21) == (False, False)  # until the 21st: received on the 14th, both
    assert named(22) == (True, True)


def test_each_section_leads_to_its_tab_with_as_many(
    gazetteer: Gazetteer, staff: Callable[..., User], halyna: User, client: Client
) -> None:
    petro, ostap = staff("decision_maker", name="petro"), staff("caseworker", name="ostap")
    yesterday, received_on = MORNING.date() - timedelta(1), MORNING.date() - timedelta(30)
    for key, person in (("hers", halyna), ("his", ostap)):
        taken(submitted(papers=(), key=key), person)
    due(Application.objects.all(), yesterday, received_on=received_on)
    untaken = Application.objects.filter(pk=submitted(papers=(), key="untaken").pk)
    due(untaken, day_in_kyiv(timezone.now()) + timedelta(30), received_on=received_on)

    letters = to()

    for user, sizes in ((halyna, {"overdue": 1}), (petro, {"overdue": 2, "unassigned": 1})):
        client.force_login(user)
        links = re.findall(r"https?://[^/]+(\S+turn=(\w+)\S*)", letters[user.username])
        assert {tab for _link, tab in links} == set(sizes)
        for link, tab in links:
            rows = re.findall(r"<th scope=\"row\">", client.get(link).content.decode())
            assert len(rows) == sizes[tab]


def test_what_is_due_soon_of_somebody_away_is_read_by_the_heads_too(
    staff: Callable[..., User], halyna: User
) -> None:
    petro = staff("decision_maker", name="petro")
    application, on = taken(submitted(papers=()), halyna), MORNING.date()
    Absence.objects.create(caseworker=halyna, first_day=on, last_day=on, by=petro, at=MORNING)

    assert application.number in to()["petro"]
    assert "petro" not in to(MORNING + timedelta(days=1))


def test_a_summary_names_numbers_and_days_in_both_languages_and_nobody(halyna: User) -> None:
    application = taken(submitted(papers=()), halyna)

    body = to()["halyna"]

    assert f"Строк скоро: 1\n  {application.number} – 26.01.2026" in body
    assert f"Due soon: 1\n  {application.number} – 26.01.2026" in body
    assert not {"Коваленко", "Олена", "Марія"} & set(body.split())


def test_a_summary_is_sent_once_a_day_however_often_and_late_it_is_swept(halyna: User) -> None:
    taken(submitted(papers=()), halyna)

    first, again, late = to(), to(), to(MORNING + timedelta(hours=9))

    assert (set(first), again, late) == ({"halyna"}, {}, {})
    assert set(to(MORNING + timedelta(days=1))) == {"halyna"}


@pytest.mark.parametrize(
    "at",
    [
        pytest.param(datetime(2026, 1, 21, 4, 59, tzinfo=UTC), id="before seven in Kyiv"),
        pytest.param(datetime(2026, 1, 24, 8, tzinfo=UTC), id="a Saturday"),
    ],
)
def test_no_summary_comes_at_night_or_on_a_day_off(at: datetime, halyna: User) -> None:
    taken(submitted(papers=()), halyna)

    assert to(at) == {}


def test_an_empty_summary_is_not_sent(halyna: User, staff: Callable[..., User]) -> None:
    staff("decision_maker", name="petro")
    taken(submitted(papers=()), halyna)

    assert to(datetime(2026, 1, 6, 8, tzinfo=UTC)) == {}  # fourteen working days are left


def test_whoever_left_gets_none(halyna: User) -> None:
    taken(submitted(papers=()), halyna)
    User.objects.update(is_active=False)

    assert to() == {}


def test_what_is_overdue_is_the_heads_too(halyna: User, staff: Callable[..., User]) -> None:
    staff("decision_maker", name="petro")
    application = taken(submitted(papers=()), halyna)

    letters = to(datetime(2026, 1, 27, 8, tzinfo=UTC))

    assert application.number in letters["halyna"]
    assert application.number in letters["petro"]
    assert date(2026, 1, 27) > application.due_on
