"""The letter of the morning summary: counts and numbers of applications, in both languages."""

from collections.abc import Mapping
from datetime import date, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from applications.models import Application
from applications.vocabulary import LANGUAGES
from outbox.services import queue

DIGEST = "Робота на {day} / Work for {day}"
MOST_NUMBERS = 20  # of one section in a summary; the list in the office has all
SECTIONS_OF_APPLICATIONS = ("overdue", "today", "soon", "proposed", "untaken", "waiting")


def queue_digest(
    reader: User,
    found: Mapping[str, list[Application]],
    counts: Mapping[str, int],
    key: str,
    *,
    on: date,
    at: datetime,
) -> bool:
    """Tell one of the staff what waits for them by numbers alone; tell whether it was not yet."""
    context = {
        "on": on,
        "sections": [
            (section, shown[:MOST_NUMBERS], len(shown), max(len(shown) - MOST_NUMBERS, 0))
            for section in SECTIONS_OF_APPLICATIONS
            if (shown := found.get(section))
        ],
        "counts": counts,
        "link": settings.SITE_URL + reverse("admin:index"),
    }
    bodies = []
    for language in LANGUAGES:
        with translation.override(language):
            bodies.append(render_to_string("review/letters/digest.txt", context).strip())
    letter = queue(
        "digest",
        to=reader.email,
        subject=DIGEST.format(day=f"{on:%d.%m.%Y}"),
        body="\n\n".join(bodies) + "\n",
        dedupe_key=key,
        at=at,
        about=f"day:{on}",
    )
    return letter is not None
