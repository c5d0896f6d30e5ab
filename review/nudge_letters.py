"""The letters that remind applicants, in the language they chose."""

from datetime import date, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from applications.models import Application
from outbox.services import queue
from review.lock import subject_of

NUDGE = {
    "correction": {
        "uk": "Нагадуємо: чекаємо на Ваші виправлення",
        "en": "A reminder: we wait for your corrections",
    },
    "papers": {
        "uk": "Нагадуємо: до заяви бракує документів",
        "en": "A reminder: papers of your application are missing",
    },
    "hearing": {
        "uk": "Нагадуємо: Ви ще можете висловитися",
        "en": "A reminder: you can still be heard",
    },
}
PAGE_OF_NUDGE = {"correction": "correction", "papers": "my_papers", "hearing": "status"}


def queue_nudge(
    of: str, application: Application, key: str, until: date | None, *, at: datetime
) -> bool:
    """Remind an applicant who gets letters by e-mail; tell whether it was not queued before."""
    applicant = application.people.get(relationship="applicant")
    if not applicant.email or application.invitation_method != "electronic":
        return False
    language = application.language
    context = {
        "application": application,
        "until": until,
        "link": settings.SITE_URL + reverse(PAGE_OF_NUDGE[of], args=[application.number]),
    }
    letter = queue(
        "nudge",
        to=applicant.email,
        subject=NUDGE[of][language],
        body=render_to_string(f"review/letters/nudge_{of}.{language}.txt", context),
        dedupe_key=key,
        at=at,
        about=subject_of(application.pk),
    )
    return letter is not None
