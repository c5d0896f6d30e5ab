"""Letters of intake, worded in the language the applicant chose."""

from datetime import datetime

from django.template.loader import render_to_string

from applications.models import Application
from outbox.services import queue

SUBJECT = {"uk": "Вашу заяву зареєстровано", "en": "Your application is registered"}


def queue_receipt(application: Application, *, at: datetime) -> None:
    """Queue the receipt: number, day of receipt, due date; by post where there is no e-mail."""
    applicant = application.people.get(relationship="applicant")
    queue(
        "receipt",
        to=applicant.email or "",
        subject=SUBJECT[application.language],
        body=render_to_string(
            f"applications/letters/receipt.{application.language}.txt",
            {"application": application},
        ),
        dedupe_key=f"receipt:application:{application.pk}",
        at=at,
        about=f"application:{application.pk}",
        delivery="email" if applicant.email else "post",
    )
