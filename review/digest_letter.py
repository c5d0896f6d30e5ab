"""The letter of the morning summary: counts and numbers of applications, in both languages."""

from collections.abc import Mapping
from datetime import date, datetime
from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from applications.models import Application
from applications.vocabulary import LANGUAGES
from outbox.services import queue
from review.turns import Turn

DIGEST = "Робота на {day} / Work for {day}"
MOST_NUMBERS = 20  # of one section in a summary; the list in the office has all
# Section → the tab of the list that has all of it.
SECTIONS_OF_APPLICATIONS = {
    "overdue": Turn.OVERDUE,
    "today": Turn.SOON,
    "soon": Turn.SOON,
    "proposed": Turn.PROPOSED,
    "untaken": Turn.UNASSIGNED,
    "waiting": Turn.ASKED,
}
LIST, LETTERS = "admin:applications_application_changelist", "admin:outbox_letter_changelist"


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
            (
                section,
                shown[:MOST_NUMBERS],
                len(shown),
                max(len(shown) - MOST_NUMBERS, 0),
                address(turn, reader),
            )
            for section, turn in SECTIONS_OF_APPLICATIONS.items()
            if (shown := found.get(section))
        ],
        "counts": counts,
        "dead": f"{settings.SITE_URL}{reverse(LETTERS)}?waits=person",
        "on_paper": settings.SITE_URL + reverse("admin:outbox_paper"),
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


def address(turn: Turn, reader: User) -> str:
    """Return where the list shows a section: of who decides, of all; of a caseworker, theirs."""
    filters = {} if reader.has_perm("review.decide") else {"caseworker": reader.pk}
    return f"{settings.SITE_URL}{reverse(LIST)}?{urlencode({'turn': turn.value, **filters})}"
