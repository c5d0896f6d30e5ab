"""The code a browser waits for: counted, sent, tried. Its id lies in the session that asked."""

from datetime import datetime
from typing import Final

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import email_codes, limits
from accounts.client import browser_of, network_of
from accounts.email_codes import Tried
from accounts.models import EmailCode, Purpose

SAID: Final[dict[Tried, "str | Promise"]] = {
    Tried.WRONG: _("This is not the code. Look at the letter again, or ask for a new code."),
    Tried.SPENT: _(
        "This code no longer works: it is older than 15 minutes, was used already, or was typed "
        "wrong five times. Ask for a new code."
    ),
}


def send_code(request: HttpRequest, address: str, purpose: Purpose, *, at: datetime) -> None:
    """Send a code and wait for it. Raises TooMany before, LetterNotSent after it is made."""
    limits.count("send_code", at=at, network=network_of(request), address=address.lower())
    request.session[key_of(purpose)] = str(email_codes.send(address, purpose, at=at).pk)


def pending_code(request: HttpRequest, purpose: Purpose) -> EmailCode | None:
    """Return the code this browser asked for, good or not."""
    waited_for = request.session.get(key_of(purpose))
    return EmailCode.objects.filter(pk=waited_for, purpose=purpose).first() if waited_for else None


def try_pending(request: HttpRequest, code: EmailCode, typed: str, *, at: datetime) -> Tried:
    """Compare what was typed with the code. Raises TooMany before.

    A code is tried five times at most; what others do with its address is no matter here.
    """
    limits.count("try_code", at=at, network=network_of(request), browser=browser_of(request))
    return email_codes.try_code(code.pk, typed, at=at)


def forget(request: HttpRequest, purpose: Purpose) -> None:
    request.session.pop(key_of(purpose), None)


def key_of(purpose: Purpose) -> str:
    return f"code_to_{purpose}"
