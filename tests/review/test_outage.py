"""A week without a clock, two clocks, ticks lost: nothing twice, nothing lost, nothing hidden."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from applications.models import Application
from outbox.models import Letter
from outbox.services import send_waiting
from outbox.state import State
from review import services
from review.digest import summarise
from review.nudges import remind_applicants
from tests.review.builders import submitted, taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]
FIRST, LAST = date(2026, 1, 6), date(2026, 1, 30)  # due on Monday, 26 January


@pytest.fixture(autouse=True)
def application(staff: Callable[..., User]) -> Application:
    staff("decision_maker", name="petro")
    return taken(submitted(papers=()), staff("caseworker", name="halyna"))


def tick(at: datetime) -> None:
    """Do once what every tick of the clock does."""
    day = at.date()
    services.remind(on=day, at=at)
    summarise(at=at)
    remind_applicants(on=day, at=at)
    send_waiting(at=at)


def ticks(*, clocks: int, silent: tuple[date, date] | None = None) -> None:
    """Let so many clocks tick at eight and at noon on each day, save while all are silent."""
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        if silent and silent[0] <= day <= silent[1]:
            continue
        for hour in (6, 10):
            for clock in range(clocks):
                tick(datetime(day.year, day.month, day.day, hour, clock, tzinfo=UTC))


def written() -> Counter[str]:
    return Counter(Letter.objects.order_by("dedupe_key").values_list("dedupe_key", flat=True))


def test_two_clocks_write_what_one_does_and_nothing_twice() -> None:
    ticks(clocks=2)

    ids = Counter(message.message()["Message-ID"] for message in mail.outbox)
    assert set(ids.values()) == {1}
    assert len(ids) == Letter.objects.filter(state=State.SENT).count() == Letter.objects.count()
    kinds = Counter(Letter.objects.values_list("kind", flat=True))
    assert kinds["reminder"] == 5 + 4  # to the caseworker, then four days to the decision maker
    assert kinds["nudge"] == 2


def test_after_a_week_of_silence_what_still_holds_is_sent_once_and_nothing_that_is_past() -> None:
    ticks(clocks=2, silent=(date(2026, 1, 19), date(2026, 1, 26)))

    reminders = [key for key in written() if key.startswith("reminder:")]
    steps = [key.split(":")[4] for key in reminders]
    assert steps == ["-1", "-2", "-3", "-4", "refusal", "refusal"]  # 5, 2 and 0 are over
    assert set(written().values()) == {1}
    assert not Letter.objects.exclude(state=State.SENT).exists()


def test_while_every_clock_is_silent_the_overdue_are_listed_all_along(
    client: Client, application: Application
) -> None:
    for day in (date(2026, 1, 26), date(2026, 1, 27), date(2026, 2, 27)):
        overdue = list(Application.objects.overdue_on(day))
        assert overdue == ([application] if day > application.due_on else [])

    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["overdue"]) == (503, 1)
    assert answer.json()["jobs"]["remind"]["status"] == "never ran"
