"""The letter that tells an applicant of a due date that moved."""

from datetime import date, datetime

from django.template.loader import render_to_string

from applications.models import Application, ClockEntry
from review.letters import send

SUBJECT = {"uk": "Змінився строк рішення за Вашою заявою", "en": "The term of the decision changed"}


def queue_moved(application: Application, entry: ClockEntry, *, before: date, at: datetime) -> None:
    """Say by when the decision is due now, by when it was, why and on which basis."""
    language = application.language
    context = {"application": application, "entry": entry, "before": before}
    body = render_to_string(f"review/letters/term_changed.{language}.txt", context)
    key = f"term_changed:{entry.pk}"
    send("term_changed", application, SUBJECT[language], body, key, at=at)
