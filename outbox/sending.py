"""One attempt at one letter. SMTP is not transactional; what is not known is said to be so."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from smtplib import SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException
from time import monotonic

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F

from outbox.models import Letter
from outbox.moves import move
from outbox.state import AT_MOST_ONCE, UNKNOWN, State, Trouble

logger = logging.getLogger(__name__)

ATTEMPTS = 8  # with the delays between them, about a day and a half
ATTEMPTS_AT_A_MAILBOX = 3  # a mailbox that is not there does not come with time
PERMANENT = 500  # replies of mail servers from here on say no for good (RFC 5321, 4.2.1)


def send_each(connection: BaseEmailBackend, at: datetime, *, limit: int) -> Iterator[State]:
    """Claim and send letters one by one; yield the state each is left in.

    Ends when none is due, at the limit, when its time is over, or when a failed connection cannot
    be opened again.
    """
    over = monotonic() + settings.LETTER_SWEEP_FOR.total_seconds()
    for _ in range(limit):
        if monotonic() > over or (letter := claim(at)) is None:
            return
        trouble = send(letter, connection)
        yield settle(letter, trouble, at)
        if trouble and not reopened(connection):
            return


@transaction.atomic(durable=True)
def claim(at: datetime) -> Letter | None:
    """Take the letter whose turn it is and commit that, so that nobody else sends it."""
    turn = Letter.objects.due(at).order_by("not_before", "pk")
    letter = turn.select_for_update(skip_locked=True, of=("self",)).first()
    if letter is None:
        return None
    claimed = {"claimed_at": at, "attempts": F("attempts") + 1}
    moved = Letter.objects.filter(pk=letter.pk, state=State.QUEUED)
    if not moved.update(state=State.SENDING, **claimed):
        return None
    letter.refresh_from_db()
    return letter


def send(letter: Letter, connection: BaseEmailBackend) -> Trouble | None:
    """Hand a letter to the mail server; return what went wrong, if anything did."""
    message = EmailMessage(
        letter.subject,
        letter.body,
        to=[letter.to],
        headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    try:
        message.send()
    except Exception as error:  # noqa: BLE001  one bad letter must not hold up the rest
        trouble = trouble_of(error)
        logger.warning("letter %s: %s, %s", letter.pk, trouble, type(error).__name__)
        return trouble  # never the error itself: its text has addresses
    return None


def trouble_of(error: Exception) -> Trouble:
    """Return the class of a failure. Whatever is not a plain no is: nobody knows."""
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return Trouble.MAILBOX if min(codes) >= PERMANENT else Trouble.REFUSED
    if isinstance(error, SMTPResponseException):
        return Trouble.REFUSED
    if isinstance(error, SMTPNotSupportedError | ValueError):
        return Trouble.UNSENDABLE
    return Trouble.NO_ANSWER


def state_after(letter: Letter, trouble: Trouble | None) -> State:
    """Choose the side: of what may go at most once, only what certainly did not go goes again."""
    if trouble is None:
        return State.SENT
    if trouble in UNKNOWN and letter.kind in AT_MOST_ONCE:
        return State.UNCERTAIN
    most = ATTEMPTS_AT_A_MAILBOX if trouble == Trouble.MAILBOX else ATTEMPTS
    return State.QUEUED if letter.attempts < most else State.FAILED


def settle(letter: Letter, trouble: Trouble | None, at: datetime) -> State:
    """Leave a letter that was being sent where it belongs; queued again, it waits for longer."""
    to = state_after(letter, trouble)
    fields: dict[State, dict[str, datetime]] = {
        State.SENT: {"sent_at": at},
        State.QUEUED: {"not_before": at + delay(letter.attempts)},
    }
    left = {"trouble": trouble or "", **fields.get(to, {})}
    move(letter.pk, State.SENDING, to, claimed_at=letter.claimed_at, **left)
    if to in {State.UNCERTAIN, State.FAILED}:
        logger.error("letter %s is left as %s: %s", letter.pk, to, trouble)
    return to


def delay(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: 1, 4, 16 … minutes, at most twelve hours."""
    times: int = min(4 ** (attempts - 1), 720)
    return settings.LETTER_RETRY_AFTER * times


def put_back_abandoned(at: datetime) -> None:
    """Settle the letters whose sender died between the claim and its outcome."""
    claimed_before = at - settings.LETTER_CLAIM_HOLDS_FOR
    for letter in Letter.objects.abandoned(claimed_before=claimed_before).order_by("pk"):
        settle(letter, Trouble.SENDER_DIED, at)


def reopened(connection: BaseEmailBackend) -> bool:
    """Connect anew; tell whether the mail server can be reached."""
    try:
        connection.close()
        connection.open()
    except OSError as error:
        logger.warning("the mail server cannot be reached: %s", type(error).__name__)
        return False
    return True
