"""Letters about an account: sent at once, in both languages, without anything personal."""

from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string

SECONDS = 10  # somebody waits for the page
SUBJECTS = {
    "code": "Код для входу / Sign-in code",
    "staff": "Вхід на житловий портал / Signing in to the housing portal",
    "code_made": "Ваш друкований код замінено / Your printed code was replaced",
    "factor_added": "Додано другий чинник входу / A second factor was added",
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


def body(name: str, *, code: str) -> str:
    """Return the Ukrainian text and, below it, the English one."""
    facts = {"code": code, "site": settings.SITE_URL}
    texts = (render_to_string(f"accounts/letters/{name}.{it}.txt", facts) for it in ("uk", "en"))
    return "\n— — —\n\n".join(texts)
