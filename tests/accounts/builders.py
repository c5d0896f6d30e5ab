"""Applicants who sign in, and what they find in their mail."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.applicants import open_account
from accounts.models import User

NOON = datetime(2026, 1, 5, 10, tzinfo=UTC)
ADDRESS = "olena@example.org"

Staff = Callable[..., User]


def applicant(email: str = ADDRESS) -> User:
    """Open an account; each e-mail address but the empty one only once."""
    return open_account(email=email, way="email" if email else "printed_code", by=None, at=NOON)


def ask_for_code(browser: Client, email: str = ADDRESS) -> None:
    answer = browser.post(reverse("sign_in"), {"email": email})
    assert answer.headers["Location"] == reverse("sign_in_code")


def code_in_mail() -> str:
    """Return the code in the letter that came last."""
    return found(r"\b\d{4}-\d{4}\b", str(mail.outbox[-1].body))


def printed_on(page: bytes) -> str:
    """Return the printed code a page shows."""
    text = page.decode().replace("<wbr>", "")  # where a line may be broken
    return found(r"\b(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}\b", text)


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match is not None
    return match[0]


def wrong(code: str) -> str:
    """Return another code of the same shape."""
    return code[:-1] + str((int(code[-1]) + 1) % 10)


def signed_in_as(browser: Client) -> User | None:
    number = browser.session.get("_auth_user_id")
    return User.objects.get(pk=number) if number else None
