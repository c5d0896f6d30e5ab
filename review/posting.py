"""Letters that go by post."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.services import record
from outbox import services as outbox
from outbox.models import Letter


@transaction.atomic
def mark_printed(letter: Letter, *, by: User, at: datetime) -> None:
    """Note that a letter was printed and given to the post, in the chain too.

    The days to speak of a notice of hearing run from here. Raises outbox.services.MoveRefused.
    """
    outbox.mark_printed(letter.pk, by=by, at=at)
    record("letter.printed", subject=f"letter:{letter.pk}", by=by, at=at)
