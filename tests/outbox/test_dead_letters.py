"""What did not go out waits for a person, who sends it again or says how it was dealt with."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction

from outbox.models import Letter
from outbox.moves import MoveRefused
from outbox.services import NoteMissing, send_again, send_waiting, set_aside
from outbox.state import DEAD, State, Trouble
from tests.outbox.builders import NOON, by_post, dead, queued

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


class NoSuchMailbox(EmailBackend):
    def send_messages(self, email_messages: Any) -> int:
        raise SMTPRecipientsRefused({"a": (550, b"no such mailbox")})


@pytest.mark.parametrize("state", DEAD)
@pytest.mark.parametrize("kind", ["decision", "reminder"])
def test_a_letter_sent_again_goes_once_more_under_the_same_message_id(
    state: str, kind: str
) -> None:
    letter = dead(state, kind=kind)

    send_again(letter, at=LATER)

    assert send_waiting(at=LATER) == 1
    assert [each.message()["Message-ID"] for each in mail.outbox] == [letter.message_id]
    letter.refresh_from_db()
    assert (letter.state, letter.trouble, letter.attempts) == (State.SENT, "", 1)


@pytest.mark.parametrize("state", [each for each in State if each not in DEAD])
def test_only_what_did_not_go_is_sent_again(state: str) -> None:
    letter = queued()
    letter.state = state

    with pytest.raises(MoveRefused):
        send_again(letter, at=LATER)


def test_of_two_who_send_it_again_one_is_told_no() -> None:
    letter = dead()
    same = Letter.objects.get(pk=letter.pk)
    send_again(letter, at=LATER)

    with pytest.raises(MoveRefused):
        send_again(same, at=LATER)


def test_a_letter_is_set_aside_with_what_was_done() -> None:
    letter = dead()
    with pytest.raises(NoteMissing):
        set_aside(letter, note="  ", at=NOON)

    set_aside(letter, note=" передано особисто ", at=NOON)

    letter.refresh_from_db()
    assert (letter.state, letter.note) == (State.SET_ASIDE, "передано особисто")
    assert send_waiting(at=LATER) == 0


def test_a_letter_by_post_that_is_handed_over_need_not_be_posted() -> None:
    letter = by_post()

    set_aside(letter, note="передано особисто", at=NOON)

    assert not Letter.objects.on_paper().exists()


def test_a_mailbox_that_is_not_there_is_tried_three_times(settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.NoSuchMailbox"
    letter = queued()

    for hours in range(3):
        send_waiting(at=NOON + timedelta(hours=hours))

    letter.refresh_from_db()
    assert (letter.state, letter.trouble, letter.attempts) == (State.FAILED, Trouble.MAILBOX, 3)


def test_the_database_keeps_no_dead_letter_without_its_reason() -> None:
    letter = queued()

    with pytest.raises(IntegrityError, match="dead_letter_says"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(state=State.FAILED)
