"""The printed code: it opens an account without an e-mail address, and only its digest is kept.

Nineteen signs drawn at random (95 bits) and a check sign, in groups of four. The alphabet is
Crockford's: no I, L, O, U, which are taken for 1, 0 and V.
"""

import secrets
import unicodedata
from datetime import datetime
from typing import Final

from django.db import transaction
from stdnum import luhn

from accounts.applicants import close_sessions, open_account
from accounts.models import PrintedCode, User
from audit.services import record
from sealing.digests import digest

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DRAWN = 19
LENGTH = DRAWN + 1
# What is read for a sign of ours: Latin letters left out of the alphabet, and Cyrillic ones.
LOOKALIKES = str.maketrans("OILUОАВСЕЅНІЇЈКМРТУХЗ", "011V0ABCESH11JKMPTYX3")


def draw() -> str:
    """Draw a new code, such as "7K3M-9QTX-…", its last sign the check on the others."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(DRAWN))
    return grouped(drawn + luhn.calc_check_digit(drawn, ALPHABET))


def grouped(signs: str) -> str:
    return "-".join(signs[start : start + 4] for start in range(0, len(signs), 4))


def read(typed: str) -> str | None:
    """Return the signs of a code as typed, None where it cannot be one.

    Lower case, blanks, hyphens, look-alikes and the digits of other scripts make no difference.
    """
    signs = "".join(map(sign_of, typed)).upper().translate(LOOKALIKES)
    kept = "".join(filter(str.isalnum, signs))
    return kept if is_code(kept) else None


def sign_of(typed: str) -> str:
    digit = unicodedata.digit(typed, None)
    return unicodedata.normalize("NFKC", typed) if digit is None else str(digit)


def is_code(signs: str) -> bool:
    is_whole = len(signs) == LENGTH and set(signs) <= set(ALPHABET)
    return is_whole and bool(luhn.is_valid(signs, ALPHABET))


def digest_of(signs: str) -> str:
    return digest("printed-code", signs)


def holder_of(typed: str) -> User | None:
    """Return the applicant whose code was typed. Looked up by digest: timing tells nothing."""
    signs = read(typed)
    if signs is None:
        return None
    found = PrintedCode.objects.select_related("user").filter(digest=digest_of(signs)).first()
    return found.user if found is not None and found.user.is_applicant else None


@transaction.atomic
def open_with_code(*, at: datetime) -> tuple[User, str]:
    """Open an account that only a printed code opens; return both."""
    user = open_account(way="printed_code", by=None, at=at)
    return user, make(user, by=user, at=at)


@transaction.atomic
def make(user: User, *, by: User, at: datetime) -> str:
    """Return a new code for an account, the only time it is seen.

    The one before no longer works, and whoever is signed in with it is so no longer.
    """
    code = draw()
    made = {
        "digest": digest_of(code.replace("-", "")),
        "made_at": at,
        "kept_at": None,
        "used_at": None,
        "made_helping": by != user,
    }
    PrintedCode.objects.update_or_create(user=user, defaults=made)
    close_sessions(user)
    user.save(update_fields=["password"])
    record("account.code_printed", subject=f"user:{user.pk}", by=by, at=at)
    return code


def keep(user: User, *, at: datetime) -> None:
    """Note that the holder has the code on paper."""
    PrintedCode.objects.filter(user=user, kept_at=None).update(kept_at=at)


def use(user: User, *, at: datetime) -> None:
    """Note that the holder signed in with the code, which is therefore on paper."""
    keep(user, at=at)
    PrintedCode.objects.filter(user=user, used_at=None).update(used_at=at)
