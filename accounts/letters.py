"""Letters about an account: sent at once, in both languages, without anything personal."""

from contextlib import suppress
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string

from accounts.models import User

SECONDS = 10  # somebody waits for the page
SUBJECTS = {
    "code": "Код для входу / Sign-in code",
    "staff": "Вхід на житловий портал / Signing in to the housing portal",
    "code_made": "Ваш друкований код замінено / Your printed code was replaced",
    "factor_added": "Додано другий чинник входу / A second factor was added",
    "factor_removed": "Вилучено чинник входу / A second factor was removed",
    "factor_reset": "Другий чинник входу скинуто / Your second factor was reset",
    "codes_drawn": "Нові резервні коди / New recovery codes",
    "code_used": "Вхід за резервним кодом / A recovery code was used",
    "password_changed": "Пароль змінено / Your password was changed",
    "address_changed": "Адресу змінено / Your address was changed",
}


class LetterNotSent(Exception):
    """No mail server takes our letters now."""


def send(name: str, *, to: str, code: str = "") -> None:
    """Send a letter. Raises LetterNotSent; an address the server refuses counts as sent to.

    Which of the addresses exist is the server's to know: the page says “if it can receive mail”.
    """
    letter = EmailMessage(
        subject=SUBJECTS[name],
        body=body(name, code=code),
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},
        connection=get_connection(timeout=SECONDS),
    )
    try:
        letter.send()
    except SMTPRecipientsRefused:
        return
    except (SMTPException, OSError) as failed:
        raise LetterNotSent from failed


def tell(user: User, name: str) -> None:
    """Tell somebody what happened to their account, if our mail works now."""
    with suppress(LetterNotSent):
        send(name, to=user.email)


def body(name: str, *, code: str) -> str:
    """Return the Ukrainian text and, below it, the English one."""
    facts = {"code": code, "site": settings.SITE_URL}
    texts = (render_to_string(f"accounts/letters/{name}.{it}.txt", facts) for it in ("uk", "en"))
    return "\n— — —\n\n".join(texts)
