"""One attempt at one letter. SMTP is not transactional; what is not known is said to be so."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from smtplib import SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F

from outbox.models import Letter
from outbox.moves import move
from outbox.state import AT_MOST_ONCE, State

logger = logging.getLogger(__name__)

ATTEMPTS = 8  # with the delays between them, about a day and a half
CLAIM_HOLDS_FOR = timedelta(minutes=10)  # longer than handing over one letter can take

# The server answered no, or the letter never reached it: it certainly did not go out.
REFUSED = (SMTPResponseException, SMTPRecipientsRefused, SMTPNotSupportedError, ValueError)


def send_each(connection: BaseEmailBackend, at: datetime, *, limit: int) -> Iterator[State]:
    """Claim and send letters one by one; yield the state each is left in.

    Ends when none is due, at the limit, or when a failed connection cannot be opened again.
    """
    for _ in range(limit):
        if (letter := claim(at)) is None:
            return
        went = send(letter, connection)
        yield settle(letter, state_after(letter, went), at)
        if not went and not reopened(connection):
            return


@transaction.atomic(durable=True)
def claim(at: datetime) -> Letter | None:
    """Take the letter whose turn it is and commit that, so that nobody else sends it."""
    turn = Letter.objects.due(at).order_by("not_before", "pk")
    letter = turn.select_for_update(skip_locked=True, of=("self",)).first()
    if letter is None:
        return None
    claimed = {"claimed_at": at, "attempts": F("attempts") + 1}
    if not move(letter.pk, State.QUEUED, State.SENDING, **claimed):
        return None
    letter.refresh_from_db()
    return letter


def send(letter: Letter, connection: BaseEmailBackend) -> bool | None:
    """Hand a letter to the mail server; tell whether it went, None where nobody can know."""
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
        logger.warning("letter %s: %s", letter.pk, type(error).__name__)  # its text has addresses
        return False if isinstance(error, REFUSED) else None
    return True


def state_after(letter: Letter, went: bool | None) -> State:
    """Choose the side: of what may go at most once, only what certainly did not go goes again."""
    if went:
        return State.SENT
    if went is None and letter.kind in AT_MOST_ONCE:
        return State.UNCERTAIN
    return State.QUEUED if letter.attempts < ATTEMPTS else State.FAILED


def settle(letter: Letter, to: State, at: datetime) -> State:
    """Leave a letter that was being sent in this state; queued again, it waits for longer."""
    fields: dict[State, dict[str, datetime]] = {
        State.SENT: {"sent_at": at},
        State.QUEUED: {"not_before": at + delay(letter.attempts)},
    }
    move(letter.pk, State.SENDING, to, **fields.get(to, {}))
    if to in {State.UNCERTAIN, State.FAILED}:
        logger.error("letter %s is left as %s", letter.pk, to)
    return to


def delay(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: 1, 4, 16 … minutes, at most twelve hours."""
    return timedelta(minutes=min(4 ** (attempts - 1), 720))


def put_back_abandoned(at: datetime) -> None:
    """Settle the letters whose sender died between the claim and its outcome."""
    for letter in Letter.objects.abandoned(claimed_before=at - CLAIM_HOLDS_FOR).order_by("pk"):
        settle(letter, state_after(letter, None), at)


def reopened(connection: BaseEmailBackend) -> bool:
    """Connect anew; tell whether the mail server can be reached."""
    try:
        connection.close()
        connection.open()
    except OSError as error:
        logger.warning("the mail server cannot be reached: %s", type(error).__name__)
        return False
    return True
