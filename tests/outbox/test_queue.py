"""A letter is queued with the act it tells of, once, and the worker is told of it."""

import logging
from datetime import UTC, datetime
from typing import Any

import pytest
from celery import Celery
from django.db import transaction

from accounts.models import User
from outbox import services
from outbox.models import Letter
from outbox.moves import MoveRefused, move
from outbox.state import MOVES, Kind, State

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def queue(key: str = "receipt:12", **changed: Any) -> Letter | None:
    fields = {
        "to": "canary@example.org",
        "subject": "Заяву зареєстровано",
        "body": "Текст",
        "about": "application:12",
        **changed,
    }
    return services.queue(fields.pop("kind", "receipt"), dedupe_key=key, at=NOON, **fields)


class Undone(Exception):
    pass


@transaction.atomic
def queue_and_undo() -> None:
    queue()
    raise Undone


@pytest.mark.django_db
def test_queueing_twice_is_one_letter_and_the_transaction_goes_on() -> None:
    with transaction.atomic():
        first, second, other = queue(), queue(body="Інший"), queue("receipt:13")

    assert first is not None
    assert second is None
    assert other is not None
    assert Letter.objects.get(dedupe_key="receipt:12").body == "Текст"


@pytest.mark.django_db(transaction=True)
def test_an_act_undone_sends_no_letter(broker: list[str]) -> None:
    with pytest.raises(Undone):
        queue_and_undo()

    assert not Letter.objects.exists()
    assert broker == []


@pytest.mark.django_db
def test_the_message_id_follows_from_the_key_alone(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Портал <portal@mariupol.example>"
    letter, other = queue(), queue("receipt:13")

    assert letter is not None
    assert other is not None
    assert letter.message_id == services.message_id("receipt:12") != other.message_id
    assert letter.message_id.endswith("@mariupol.example>")


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"kind": "advertisement"}, {"delivery": "pigeon"}])
def test_an_unknown_kind_or_delivery_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="is not a valid"):
        queue(**wrong)


@pytest.mark.django_db
def test_a_letter_by_post_waits_to_be_printed_and_never_goes_by_mail() -> None:
    letter = queue(delivery="post", to="Біла Церква, вул. Миру, 1")

    assert letter is not None
    assert letter.state == State.TO_PRINT
    assert services.send_waiting(at=NOON) == 0


@pytest.mark.django_db
def test_who_printed_a_letter_is_noted_once() -> None:
    clerk = User.objects.create_user("halyna", "halyna@example.org")
    letter = queue(delivery="post")
    assert letter is not None

    services.mark_printed(letter.pk, by=clerk, at=NOON)

    letter.refresh_from_db()
    assert (letter.state, letter.printed_by, letter.printed_at) == (State.PRINTED, clerk, NOON)
    with pytest.raises(MoveRefused):
        services.mark_printed(letter.pk, by=clerk, at=NOON)


@pytest.mark.django_db
def test_a_letter_by_mail_is_not_marked_as_printed() -> None:
    letter = queue()
    assert letter is not None

    with pytest.raises(MoveRefused):
        services.mark_printed(letter.pk, by=User.objects.create_user("h", "h@e.org"), at=NOON)


@pytest.mark.django_db
@pytest.mark.parametrize("start", State)
@pytest.mark.parametrize("to", State)
def test_only_the_moves_in_the_table_are_possible(start: State, to: State) -> None:
    absent = 404
    if to in MOVES[start]:
        assert move(absent, start, to) is False
    else:
        with pytest.raises(MoveRefused):
            move(absent, start, to)


def test_what_went_out_never_goes_again() -> None:
    final = {state for state in State if not MOVES[state]}

    assert final == {State.SENT, State.SET_ASIDE}
    assert MOVES[State.POSTED] == {State.PRINTED}  # what was marked as posted, and was not


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Take what is sent to the workers instead of them."""
    taken: list[str] = []
    app = Celery(broker="memory://", set_as_current=False)
    monkeypatch.setattr(app, "send_task", lambda name, **_: taken.append(name))
    monkeypatch.setattr("outbox.poke.current_app", app)
    return taken


@pytest.mark.django_db(transaction=True)
def test_the_worker_is_told_when_the_act_is_committed_and_not_before(broker: list[str]) -> None:
    with transaction.atomic():
        queue()
        assert broker == []

    assert broker == ["outbox.tasks.send_waiting"]


@pytest.mark.django_db(transaction=True)
def test_nobody_is_told_of_a_letter_by_post(broker: list[str]) -> None:
    queue(delivery="post")

    assert broker == []


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_the_act_stands_and_the_sweep_sends_the_letter(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)  # it would win over the one given here
    nobody = Celery(broker="redis://127.0.0.1:1/0", set_as_current=False)
    monkeypatch.setattr("outbox.poke.current_app", nobody)
    caplog.set_level(logging.DEBUG)

    letter = queue()

    assert letter is not None
    assert f"letter {letter.pk} waits for the sweep" in caplog.text
    assert "canary" not in caplog.text
    assert services.send_waiting(at=NOON) == 1


@pytest.mark.django_db
def test_a_sweep_that_reached_its_limit_asks_for_another(
    monkeypatch: pytest.MonkeyPatch, broker: list[str]
) -> None:
    monkeypatch.setattr(services, "BATCH", 2)
    for number in range(3):
        queue(f"receipt:{number}", kind=Kind.DECISION)

    assert services.send_waiting(at=NOON) == 2
    assert broker == ["outbox.tasks.send_waiting"]
    assert services.send_waiting(at=NOON) == 1
