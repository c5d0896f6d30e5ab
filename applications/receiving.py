"""A package as it arrives, by command or by API: read, registered, or refused in one form."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime

from accounts.models import User
from applications.attachments import Attachment
from applications.models import Application
from applications.package import Package
from applications.package_reader import read
from applications.refusal import refusal
from applications.services import KeyUsed, submit, submitted_with
from deadlines.terms import NoTermsInForce
from deadlines.working_days import BeyondCalendar, day_in_kyiv
from refusals.refused import Refused

LONGEST_KEY = 100  # characters


def receive(
    raw: bytes,
    *,
    key: str | None,
    attachments: Callable[[Package], Sequence[Attachment]],
    by: User | None,
    at: datetime,
) -> Application:
    """Register a package under an idempotency key; without one, under its SHA-256.

    What was registered already is answered at once, whether or not its files are still there.
    Raises Refused for every fault of the package and of its day of receipt, and for a key that is
    too long or made another application ("key"); then nothing is kept.
    """
    sha256 = hashlib.sha256(raw).hexdigest()
    if key is not None and not 0 < len(key) <= LONGEST_KEY:
        raise Refused(refusal("key", "key_length", limit=str(LONGEST_KEY)))
    try:
        if (earlier := submitted_with(key or sha256, sha256)) is not None:
            return earlier
        package = read(raw)
        if day_in_kyiv(package.received_at) > day_in_kyiv(at):
            raise Refused(refusal("received_at", "received_in_future"))
        return submit(
            package,
            key=key or sha256,
            content_sha256=sha256,
            attachments=attachments(package),
            by=by,
            at=at,
        )
    except KeyUsed as used:
        raise Refused(refusal("key", "key_used", number=used.number)) from None
    except BeyondCalendar as beyond:
        year = str(beyond.year)
        raise Refused(refusal("received_at", "beyond_calendar", year=year)) from None
    except NoTermsInForce:
        raise Refused(refusal("received_at", "before_order")) from None


def receipt(application: Application) -> dict[str, str]:
    """Return what the contract answers: the number and the two days."""
    return {
        "number": application.number,
        "received_on": application.received_on.isoformat(),
        "due_on": application.due_on.isoformat(),
    }
