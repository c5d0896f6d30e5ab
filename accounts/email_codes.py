"""Codes sent by e-mail: eight digits, good for fifteen minutes, five wrong tries, one use.

They go out at once and not through the outbox, whose letters the staff can read.
"""

import unicodedata
from datetime import datetime, timedelta
from enum import StrEnum
from hmac import compare_digest
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.db import transaction

from accounts import letters
from accounts.applicants import holder_of
from accounts.models import EmailCode, Purpose
from sealing.digests import digest

KEPT_FOR = timedelta(days=1)


class Tried(StrEnum):
    """What became of a try."""

    RIGHT = "right"
    WRONG = "wrong"
    SPENT = "spent"  # too old, used, or tried wrong too often


def send(address: str, purpose: Purpose, *, at: datetime) -> EmailCode:
    """Send a code to an address, whoever's it is. Raises LetterNotSent.

    Known, unknown and staff's addresses cost the same: a row, a look-up, a letter. That to the
    staff has no code in it; nobody knows the one in the row.
    """
    code = get_adapter().generate_login_code()
    row = EmailCode(purpose=purpose, address=address, made_at=at)
    row.digest = digest_of(row, code)
    row.save(force_insert=True)
    holder = holder_of(address)
    if holder is None or not holder.is_staff:
        letters.send("code", to=address, code=code)
    else:
        letters.send("staff", to=address)
    return row


@transaction.atomic
def try_code(code: UUID, typed: str, *, at: datetime) -> Tried:
    """Compare what was typed; right once at most, and a wrong try counts."""
    row = locked_code(code)
    if row is None or not row.is_good(at):
        return Tried.SPENT
    if not compare_digest(row.digest, digest_of(row, typed)):
        row.wrong += 1
        row.save(update_fields=["wrong"])
        return Tried.WRONG
    row.used_at = at
    row.save(update_fields=["used_at"])
    return Tried.RIGHT


def locked_code(code: UUID) -> EmailCode | None:
    return EmailCode.objects.select_for_update(of=("self",)).filter(pk=code).first()


def digest_of(row: EmailCode, code: str) -> str:
    return digest("email-code", f"{row.pk}:{digits_of(code)}")


def digits_of(typed: str) -> str:
    """Return the digits typed, of whatever script, as 0 to 9; blanks and hyphens are left out."""
    values = (unicodedata.digit(sign, None) for sign in typed)
    return "".join(str(value) for value in values if value is not None)


def remove_old(at: datetime) -> int:
    return EmailCode.objects.filter(made_at__lt=at - KEPT_FOR).delete()[0]
