"""Queue a letter, and send those that wait."""

from contextlib import closing
from datetime import datetime
from email.utils import parseaddr
from functools import partial
from hashlib import sha256
from typing import Literal

from django.conf import settings
from django.core import mail
from django.db import IntegrityError, transaction

from outbox.models import Letter
from outbox.moves import MoveRefused
from outbox.paper import (
    DayRefused,
    NumberRefused,
    PostedByYou,
    mark_posted,
    mark_printed,
    take_posting_back,
)
from outbox.poke import poke
from outbox.sending import put_back_abandoned, reopened, send_each
from outbox.settling import NoteMissing, send_again, set_aside, withhold
from outbox.state import Delivery, Kind, State

__all__ = [
    "BATCH",
    "DayRefused",
    "MoveRefused",
    "NoteMissing",
    "NumberRefused",
    "PostedByYou",
    "mark_posted",
    "mark_printed",
    "queue",
    "send_again",
    "send_waiting",
    "set_aside",
    "take_posting_back",
    "withhold",
]

BATCH = 100  # letters in one sweep: a task has five minutes, a slow server three seconds each


def queue(
    kind: str,
    *,
    to: str,
    subject: str,
    body: str,
    dedupe_key: str,
    at: datetime,
    about: str,
    delivery: Literal["email", "post"] = "email",
) -> Letter | None:
    """Queue a letter in the transaction of the act it tells of, so that both stand or neither.

    None when one of that key is queued already, or went: queueing twice is one letter. The
    subject names no person; `about` is like "application:12". A letter by post waits for print.
    Raises ValueError for an unknown kind or delivery.
    """
    by_post = Delivery(delivery) is Delivery.POST
    letter = Letter(
        kind=Kind(kind),
        about=about,
        to=to,
        subject=subject,
        body=body,
        delivery=delivery,
        dedupe_key=dedupe_key,
        message_id=message_id(dedupe_key),
        state=State.TO_PRINT if by_post else State.QUEUED,
        created_at=at,
        not_before=at,
    )
    if not is_added(letter):
        return None
    if not by_post:
        transaction.on_commit(partial(poke, letter.pk), robust=True)
    return letter


def is_added(letter: Letter) -> bool:
    """Insert a letter unless its key is taken; the caller's transaction goes on either way."""
    try:
        with transaction.atomic():
            letter.save(force_insert=True)
    except IntegrityError:
        if not Letter.objects.filter(dedupe_key=letter.dedupe_key).exists():
            raise
        return False
    return True


def message_id(dedupe_key: str) -> str:
    """Return the Message-ID of every attempt at one letter, so that mail servers tell a copy."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    return f"<{sha256(dedupe_key.encode()).hexdigest()[:40]}@{domain}>"


def send_waiting(*, at: datetime) -> int:
    """Send the letters whose turn it is, each claimed and committed first; return how many went.

    May run twice and late, and beside itself. While no mail server answers, nothing is claimed.
    """
    put_back_abandoned(at)
    if not Letter.objects.due(at).exists():
        return 0
    with closing(mail.get_connection()) as connection:
        states = list(send_each(connection, at, limit=BATCH)) if reopened(connection) else []
    if len(states) == BATCH and (letter := Letter.objects.due(at).order_by("pk").first()):
        poke(letter.pk)
    return states.count(State.SENT)
