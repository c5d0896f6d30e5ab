"""Many who queue or send at once still make one letter; with its controls."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import TypeVar

import pytest
from django.core import mail
from django.db import connection

from outbox import sending, services
from outbox.models import Letter
from outbox.state import State

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("no_broker"),
]
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
MANY = 8


@pytest.fixture
def no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "poke", lambda _letter: None)


Answer = TypeVar("Answer")


def at_once(act: Callable[[], Answer]) -> list[Answer]:
    """Do this in many threads, each with a connection of its own, all starting together."""
    together = Barrier(MANY)

    def in_a_thread(_number: int) -> Answer:
        together.wait(timeout=30)
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as threads:
        return list(threads.map(in_a_thread, range(MANY)))


def queue(key: str = "receipt:12") -> Letter | None:
    return services.queue(
        "receipt",
        to="canary@example.org",
        subject="Заяву зареєстровано",
        body="Текст",
        dedupe_key=key,
        at=NOON,
        about="application:12",
    )


def test_one_key_queued_by_many_at_once_is_one_letter() -> None:
    letters = at_once(queue)

    assert len([letter for letter in letters if letter is not None]) == 1
    assert Letter.objects.count() == 1


def test_control_without_the_key_each_of_them_queues_a_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keys = iter(range(MANY))

    at_once(lambda: queue(f"receipt:12:{next(keys)}"))

    assert Letter.objects.count() == MANY


def test_many_sweeps_at_once_send_each_letter_once() -> None:
    for number in range(40):
        queue(f"receipt:{number}")

    sent = at_once(lambda: services.send_waiting(at=NOON))

    ids = [message.message()["Message-ID"] for message in mail.outbox]
    assert sum(sent) == len(ids) == len(set(ids)) == 40
    assert set(Letter.objects.values_list("state", flat=True)) == {State.SENT}


def test_control_without_the_claim_many_sweeps_send_a_letter_again_and_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    queue()
    together = Barrier(MANY)

    def unclaimed(at: datetime) -> Letter | None:
        letter = Letter.objects.due(at).first()
        together.wait(timeout=30)
        return letter

    monkeypatch.setattr(sending, "claim", unclaimed)
    monkeypatch.setattr(services, "BATCH", 1)

    at_once(lambda: services.send_waiting(at=NOON))

    assert len(mail.outbox) == MANY
