"""Who is reminded of which due date, when, and that nobody is reminded twice."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command

from accounts.models import User
from applications.models import Application
from audit.services import verify
from outbox.models import Letter
from review import services
from review.models import Absence, JobRun
from review.reminders import step_due
from review.tasks import remind as task
from territories.gazetteer import Gazetteer
from tests.clock import due
from tests.review.builders import (
    MONDAY,
    proposed,
    submitted,
    taken,
    withdrawal_recorded,
    withdrawn,
)

pytestmark = pytest.mark.django_db
DUE = date(2026, 1, 26)  # of what was received on Monday, 5 January 2026: a Monday


@pytest.fixture
def application(staff: Callable[..., User]) -> Application:
    """One application of the caseworker halyna; petro and olha are decision makers."""
    staff("decision_maker", name="petro")
    staff("decision_maker", name="olha")
    return taken(submitted(papers=()), staff("caseworker", name="halyna"))


def sweep(day: date) -> list[str]:
    """Sweep on a day and return whom the new reminders go to."""
    before = set(Letter.objects.values_list("pk", flat=True))
    at = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
    queued = services.remind(on=day, at=at)
    fresh = Letter.objects.filter(kind="reminder").exclude(pk__in=before).order_by("pk")
    assert len(fresh) == queued
    return [letter.to.partition("@")[0] for letter in fresh]


@pytest.mark.parametrize(
    ("day", "readers"),
    [
        pytest.param(date(2026, 1, 14), [], id="eight working days before: nobody"),
        pytest.param(date(2026, 1, 15), ["halyna"], id="the day before a refusal is proposed"),
        pytest.param(date(2026, 1, 16), ["halyna"], id="the last day to propose a refusal"),
        pytest.param(date(2026, 1, 17), [], id="too late to propose it, too early for the rest"),
        pytest.param(date(2026, 1, 19), ["halyna"], id="five working days before"),
        pytest.param(date(2026, 1, 21), ["halyna"], id="two days late with the first"),
        pytest.param(date(2026, 1, 22), ["halyna"], id="two working days before"),
        pytest.param(date(2026, 1, 24), ["halyna"], id="a Saturday, the Friday missed"),
        pytest.param(DUE, ["halyna"], id="on the last day"),
        pytest.param(date(2026, 1, 27), ["petro", "olha"], id="overdue by one working day"),
        pytest.param(date(2026, 2, 20), ["petro", "olha"], id="overdue by four weeks"),
    ],
)
def test_a_first_sweep_reminds_of_the_step_that_still_holds(
    day: date, readers: list[str], application: Application
) -> None:
    assert sweep(day) == readers
    assert sweep(day) == []


def test_each_step_is_sent_once_in_the_life_of_an_application(application: Application) -> None:
    days = [date(2026, 1, 6) + timedelta(days=number) for number in range(26)]

    sent = {day: readers for day in days if (readers := sweep(day) + sweep(day))}

    heads = ["petro", "olha"]
    assert sent == {
        date(2026, 1, 15): ["halyna"],  # a refusal must be proposed by the day after
        date(2026, 1, 16): ["halyna"],  # today at the latest
        date(2026, 1, 19): ["halyna"],
        date(2026, 1, 22): ["halyna"],
        DUE: ["halyna"],
        date(2026, 1, 27): heads,
        date(2026, 1, 28): heads,
        date(2026, 1, 29): heads,
        date(2026, 1, 30): heads,  # and neither on the Saturday after it
    }
    assert isinstance(verify(), int)


@pytest.mark.parametrize(
    ("left", "step"), [(6, None), (5, 5), (3, 5), (2, 2), (1, 2), (0, 0), (-1, -1), (-9, -9)]
)
def test_the_step_that_is_due(left: int, step: int | None) -> None:
    assert step_due(left) == step


def test_what_nobody_has_taken_is_the_heads_to_hear_of(staff: Callable[..., User]) -> None:
    staff("decision_maker", name="petro")
    staff("caseworker", name="halyna")
    submitted(papers=())

    assert sweep(date(2026, 1, 19)) == ["petro"]


@pytest.mark.parametrize("what", ["a proposal", "a closing"])
def test_while_a_second_person_is_awaited_the_heads_hear_of_the_due_date_too(
    what: str, gazetteer: Gazetteer, staff: Callable[..., User]
) -> None:
    halyna = staff("caseworker", name="halyna")
    staff("decision_maker", name="petro")
    staff("decision_maker", name="olha")
    if what == "a proposal":
        proposed(submitted(), halyna)
    else:
        withdrawal_recorded(taken(submitted(papers=()), halyna), halyna)

    assert sweep(date(2026, 1, 19)) == ["halyna", "petro", "olha"]
    assert sweep(date(2026, 1, 19)) == []


def test_a_caseworker_who_left_is_not_written_to(application: Application) -> None:
    User.objects.filter(username="halyna").update(is_active=False)

    assert sweep(date(2026, 1, 19)) == ["petro", "olha"]


@pytest.mark.parametrize("gone", ["away", "no caseworker any more"])
def test_while_the_caseworker_is_away_the_heads_are_reminded_too(
    gone: str, application: Application
) -> None:
    halyna, petro = User.objects.get(username="halyna"), User.objects.get(username="petro")
    if gone == "away":
        Absence.objects.create(
            caseworker=halyna,
            first_day=date(2026, 1, 12),
            last_day=date(2026, 3, 30),
            by=petro,
            at=MONDAY,
        )
    else:
        halyna.groups.clear()

    for day in (date(2026, 1, 19), date(2026, 1, 22), DUE):
        assert sweep(day) == ["halyna", "petro", "olha"]
    assert sweep(date(2026, 1, 27)) == ["petro", "olha"]


def test_who_takes_over_is_reminded_too(
    staff: Callable[..., User], application: Application
) -> None:
    sweep(date(2026, 1, 19))
    ivan, petro = staff("caseworker", name="ivan"), User.objects.get(username="petro")

    services.assign(application.pk, to=ivan, by=petro, at=MONDAY)

    assert sweep(date(2026, 1, 20)) == ["ivan"]


def test_what_is_decided_or_withdrawn_is_not_reminded_of(application: Application) -> None:
    petro = User.objects.get(username="petro")
    withdrawn(application, petro)

    assert sweep(DUE) == []


def test_a_reminder_names_the_application_and_nobody(application: Application) -> None:
    sweep(date(2026, 1, 21))

    letter = Letter.objects.get(kind="reminder")
    assert application.number in letter.subject
    assert "Залишилося робочих днів: 3" in letter.body
    assert "Working days left: 3" in letter.body
    assert not {"Коваленко", "Олена", "Марія"} & set((letter.body + letter.subject).split())


def test_a_sweep_without_anything_to_say_leaves_its_mark() -> None:
    sweep(date(2026, 1, 6))

    assert JobRun.objects.get(name="remind").ran_at == datetime(2026, 1, 6, 7, tzinfo=UTC)


def test_the_command_sweeps_once_and_says_how_many(
    application: Application, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("remind")
    call_command("remind")

    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first, second) == ({"reminders": 2}, {"reminders": 0})  # long overdue: both heads


def test_the_task_does_the_same(application: Application) -> None:
    task()

    assert Letter.objects.filter(kind="reminder").count() == 2


def test_on_the_weekend_after_the_last_day_nobody_reads_that_it_is_today(
    application: Application,
) -> None:
    due(Application.objects.all(), date(2026, 1, 23))  # a Friday

    assert sweep(date(2026, 1, 24)) == ["halyna"]

    assert "ended on 23.01.2026" in Letter.objects.get(kind="reminder").body
