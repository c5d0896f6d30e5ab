"""What becomes of a letter when the mail server, or the sender, fails at the worst moment."""

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any, ClassVar

import pytest
from django.conf import settings as portal
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend as Working

from outbox.models import Letter
from outbox.sending import ATTEMPTS
from outbox.services import queue, send_waiting
from outbox.state import AT_MOST_ONCE, Kind, State

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
CANARY = "Шевченко-canary@example.org"
AT_LEAST_ONCE = [kind for kind in Kind if kind not in AT_MOST_ONCE]


class Killed(BaseException):
    """The process is gone: nothing after this runs, and nothing catches it."""


class Failing(Working):
    """A mail server that fails as often as `failures` says; what it took is in `mail.outbox`."""

    failures: ClassVar[int] = 0

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        if Failing.failures < 1:
            return super().send_messages(email_messages)
        Failing.failures -= 1
        return self.fail(email_messages)

    def fail(self, email_messages: Sequence[EmailMessage]) -> int:
        raise NotImplementedError


class Refuses(Failing):
    """It answers no: the letter certainly did not go."""

    def fail(self, email_messages: Sequence[EmailMessage]) -> int:
        raise SMTPRecipientsRefused({CANARY: (550, b"no such mailbox")})


class BreaksOff(Failing):
    """The connection breaks before the letter is taken, and before the answer."""

    def fail(self, email_messages: Sequence[EmailMessage]) -> int:
        raise SMTPServerDisconnected(f"lost while sending to {CANARY}")


class TakesItAndBreaksOff(Failing):
    """The connection breaks after the letter is taken, and before the answer."""

    def fail(self, email_messages: Sequence[EmailMessage]) -> int:
        Working.send_messages(self, email_messages)
        raise SMTPServerDisconnected(f"lost while sending to {CANARY}")


class KillsBefore(Failing):
    """The sender dies before the letter leaves."""

    def fail(self, email_messages: Sequence[EmailMessage]) -> int:
        raise Killed


class KillsAfter(Failing):
    """The sender dies when the letter has left, before it can note that."""

    def fail(self, email_messages: Sequence[EmailMessage]) -> int:
        Working.send_messages(self, email_messages)
        raise Killed


class OutOfReach(Working):
    """Nobody answers."""

    def open(self) -> bool | None:
        raise ConnectionRefusedError(f"no server for {CANARY}")


Use = Callable[[type[Working], int], None]


@pytest.fixture
def use(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Use:
    """Send through this mail server, which fails so many times."""

    def use(server: type[Working], failures: int) -> None:
        settings.EMAIL_BACKEND = f"{server.__module__}.{server.__qualname__}"
        monkeypatch.setattr(Failing, "failures", failures)

    return use


def letter(kind: str = Kind.RECEIPT, *, key: str = "receipt:12") -> Letter:
    queued = queue(
        kind,
        to=CANARY,
        subject="Заяву зареєстровано",
        body=f"Шановна {CANARY}",
        dedupe_key=key,
        at=NOON,
        about="application:12",
    )
    assert queued is not None
    return queued


def state(letter: Letter) -> str:
    letter.refresh_from_db()
    return letter.state


def sweep_killed() -> None:
    with pytest.raises(Killed):
        send_waiting(at=NOON)


def test_a_letter_goes_out_once_as_it_was_queued() -> None:
    waiting = letter()

    assert send_waiting(at=NOON) == 1
    assert send_waiting(at=NOON + timedelta(days=1)) == 0

    [message] = mail.outbox
    assert (message.to, message.subject) == ([CANARY], "Заяву зареєстровано")
    assert message.message()["Message-ID"] == waiting.message_id
    assert (state(waiting), waiting.sent_at, waiting.attempts) == (State.SENT, NOON, 1)


def test_a_letter_waits_for_its_turn() -> None:
    Letter.objects.filter(pk=letter().pk).update(not_before=NOON + timedelta(minutes=1))

    assert send_waiting(at=NOON) == 0
    assert send_waiting(at=NOON + timedelta(minutes=1)) == 1


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("server", [KillsBefore, KillsAfter])
def test_a_letter_whose_sender_died_is_left_alone_while_the_claim_holds(
    use: Use, kind: Kind, server: type[Working]
) -> None:
    waiting = letter(kind)
    use(server, 1)
    sweep_killed()

    assert send_waiting(at=NOON + portal.LETTER_CLAIM_HOLDS_FOR) == 0
    assert state(waiting) == State.SENDING


@pytest.mark.parametrize("server", [KillsBefore, KillsAfter])
@pytest.mark.parametrize("kind", sorted(AT_MOST_ONCE))
def test_a_reminder_whose_sender_died_is_uncertain_and_never_sent_again(
    use: Use, server: type[Working], kind: Kind
) -> None:
    reminder = letter(kind)
    use(server, 1)
    sweep_killed()
    gone = len(mail.outbox)

    sent = [send_waiting(at=NOON + timedelta(hours=hours)) for hours in (1, 2, 48)]

    assert sent == [0, 0, 0]
    assert state(reminder) == State.UNCERTAIN
    assert len(mail.outbox) == gone


@pytest.mark.parametrize("kind", AT_LEAST_ONCE)
@pytest.mark.parametrize(
    ("server", "copies"),
    [
        pytest.param(KillsBefore, 1, id="died before it left"),
        pytest.param(KillsAfter, 2, id="died after it left"),
    ],
)
def test_any_other_letter_whose_sender_died_goes_again_under_the_same_message_id(
    use: Use, kind: Kind, server: type[Working], copies: int
) -> None:
    waiting = letter(kind)
    use(server, 1)
    sweep_killed()

    send_waiting(at=NOON + timedelta(hours=1))
    send_waiting(at=NOON + timedelta(hours=2))

    assert (state(waiting), waiting.attempts) == (State.SENT, 2)
    sent = [message.message()["Message-ID"] for message in mail.outbox]
    assert sent == [waiting.message_id] * copies


@pytest.mark.parametrize(
    ("kind", "server", "left_as"),
    [
        pytest.param(Kind.REMINDER, Refuses, State.QUEUED, id="reminder refused"),
        pytest.param(Kind.REMINDER, BreaksOff, State.UNCERTAIN, id="reminder, no answer"),
        pytest.param(
            Kind.REMINDER, TakesItAndBreaksOff, State.UNCERTAIN, id="reminder taken, no answer"
        ),
        pytest.param(Kind.DECISION, Refuses, State.QUEUED, id="decision refused"),
        pytest.param(Kind.DECISION, BreaksOff, State.QUEUED, id="decision, no answer"),
        pytest.param(
            Kind.DECISION, TakesItAndBreaksOff, State.QUEUED, id="decision taken, no answer"
        ),
    ],
)
def test_what_may_go_once_at_most_goes_again_only_if_it_certainly_did_not_go(
    use: Use, kind: Kind, server: type[Working], left_as: State
) -> None:
    waiting = letter(kind)
    use(server, 1)

    assert send_waiting(at=NOON) == 0
    assert state(waiting) == left_as


def test_a_letter_waits_longer_after_each_attempt_and_fails_after_the_eighth(use: Use) -> None:
    waiting, at, delays = letter(), NOON, []
    use(BreaksOff, 1000)

    while state(waiting) == State.QUEUED:
        delays.append(waiting.not_before - at)
        at = waiting.not_before
        send_waiting(at=at)

    minutes = [int(delay.total_seconds() // 60) for delay in delays]
    assert minutes == [0, 1, 4, 16, 64, 256, 720, 720]
    assert (state(waiting), waiting.attempts) == (State.FAILED, ATTEMPTS)
    assert send_waiting(at=at + timedelta(days=9)) == 0


def test_one_bad_letter_does_not_hold_up_the_rest(use: Use) -> None:
    bad, good = letter(key="receipt:1"), letter(key="receipt:2")
    use(Refuses, 1)

    assert send_waiting(at=NOON) == 1
    assert (state(bad), state(good)) == (State.QUEUED, State.SENT)


def test_a_subject_of_two_lines_is_never_sent_and_holds_up_nothing() -> None:
    bad, good = letter(key="receipt:1"), letter(key="receipt:2")
    Letter.objects.filter(pk=bad.pk).update(subject="one\nBcc: other@example.org")

    assert send_waiting(at=NOON) == 1
    assert (state(bad), state(good)) == (State.QUEUED, State.SENT)


def test_while_no_server_answers_no_attempt_is_used_up(use: Use) -> None:
    reminder = letter(Kind.REMINDER)
    use(OutOfReach, 0)

    assert [send_waiting(at=NOON + timedelta(hours=hours)) for hours in range(20)] == [0] * 20
    assert (state(reminder), reminder.attempts) == (State.QUEUED, 0)

    use(Refuses, 0)
    assert send_waiting(at=NOON + timedelta(days=1)) == 1


@pytest.mark.parametrize("server", [Refuses, BreaksOff, TakesItAndBreaksOff, OutOfReach])
@pytest.mark.parametrize("kind", [Kind.REMINDER, Kind.DECISION])
def test_logs_have_ids_and_nothing_personal(
    use: Use, kind: Kind, server: type[Working], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    letter(kind)
    use(server, 1)

    send_waiting(at=NOON)

    assert caplog.records
    assert "canary" not in caplog.text
    assert "Шевченко" not in caplog.text
