"""Paper forms begun and not registered: their term runs, so the office is told each morning."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from accounts.roles import Role
from applications.vocabulary import LANGUAGES
from audit.services import record
from deadlines.calendars import approved_calendar
from deadlines.working_days import KYIV, day_in_kyiv
from desk import sheets
from desk.models import Sheet
from desk.term import term_of
from outbox.services import queue
from review.clock import Due, is_day_of_sweeps
from review.digest import staff

SUBJECT = "Паперові заяви без реєстрації на {day} / Paper forms not registered on {day}"


@dataclass(frozen=True, slots=True)
class Begun:
    """A form that is not registered: the day stamped on it, and its term where there is one."""

    sheet: Sheet
    stamped_on: date | None
    due: Due | None


def begun(at: datetime) -> list[Begun]:
    """Return every form that was begun and not registered, the oldest first. One query."""
    rows = Sheet.objects.filter(application=None).select_related("registrar")
    return [seen(row, at) for row in rows.order_by("started_at", "pk")]


def seen(sheet: Sheet, at: datetime) -> Begun:
    stamped_on = sheets.stamped_on(sheet)
    return Begun(sheet, stamped_on, term_of(stamped_on, at=at))


@transaction.atomic
def tell(*, at: datetime) -> int:
    """Queue the letters of the day that were not queued before; return how many.

    To each registrar of their own forms, to those who decide of all. As the morning summary goes.
    """
    on = day_in_kyiv(at)
    is_morning = at.astimezone(KYIV).hour >= settings.DIGEST_HOUR
    if not is_morning or not is_day_of_sweeps(on, approved_calendar()):
        return 0
    rows = begun(at)
    heads = dict.fromkeys(staff(Role.DECISION_MAKER), rows)
    own = {
        each: [row for row in rows if row.sheet.registrar_id == each.pk]
        for each in staff(Role.REGISTRAR)
    }
    told = {**heads, **own}
    queued = sum(is_queued(to, found, on=on, at=at) for to, found in told.items() if found)
    if queued:
        record("sheets.told", subject="job:sheets", by=None, at=at, facts={"letters": queued})
    return queued


def is_queued(to: User, rows: list[Begun], *, on: date, at: datetime) -> bool:
    """Queue one letter, which names registrars and days and no applicant."""
    told = {"rows": rows, "on": on, "link": settings.SITE_URL + reverse("desk:desk")}
    bodies = []
    for language in LANGUAGES:
        with translation.override(language):
            bodies.append(render_to_string("desk/letters/begun.txt", told).strip())
    letter = queue(
        "digest",
        to=to.email,
        subject=SUBJECT.format(day=f"{on:%d.%m.%Y}"),
        body="\n\n".join(bodies) + "\n",
        dedupe_key=f"sheets:{on}:{to.pk}",
        at=at,
        about=f"day:{on}",
    )
    return letter is not None
