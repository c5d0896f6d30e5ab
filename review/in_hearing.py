"""Which refusals wait for the applicant to speak, and until when."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from deadlines.working_days import BeyondCalendar, Calendar, due_on
from outbox.delivered import delivered_by
from outbox.models import Letter
from review.models import Hearing, State
from review.notices import KEY, day_to_speak

LONGEST = 60  # days back in which the days to speak of a notice may have ended
OF_A_NOTICE = ("state", "sent_at", "posted_on", "handed_on")
TOLD = ("hear_by", *(f"notice_{name}" for name in OF_A_NOTICE))


def unheard() -> QuerySet[Hearing]:
    """Return the hearings of open proposals in which nothing was said yet."""
    key = Concat(Value(KEY), Cast("proposal", CharField()))
    hearings = Hearing.objects.filter(proposal__state=State.OPEN, heard_on=None)
    return hearings.annotate(key=key)


def still_heard(on: date, calendar: Calendar) -> QuerySet[Hearing]:
    """Return the hearings before whose end nobody decides: as `hearings.require_heard` asks."""
    last = last_received(on, calendar)
    arrived = Letter.objects.filter(delivered_by(last), dedupe_key=OuterRef("key"))
    return unheard().exclude(Exists(arrived), hear_by__lt=on)


def last_received(on: date, calendar: Calendar) -> date:
    """Return the latest day on which a notice was received whose days to speak are over."""
    for back in range(1, LONGEST):
        day = on - timedelta(days=back)
        try:
            if due_on(day, days=settings.HEARING_WORKING_DAYS, calendar=calendar) < on:
                return day
        except BeyondCalendar:
            continue
    return on - timedelta(days=LONGEST)


def hearings_told() -> dict[str, Subquery]:
    """Return what to read with an application of the hearing in which nothing was said yet."""
    hearing = unheard().filter(proposal__application=OuterRef("pk"))
    of_the_outer = unheard().filter(proposal__application=OuterRef(OuterRef("pk")))
    key = Concat(Value(KEY), Cast(Subquery(of_the_outer.values("proposal")[:1]), CharField()))
    notice = Letter.objects.filter(dedupe_key=key)
    of_notice = {f"notice_{name}": Subquery(notice.values(name)[:1]) for name in OF_A_NOTICE}
    return {"hear_by": Subquery(hearing.values("hear_by")[:1]), **of_notice}


def last_day_of(told: Mapping[str, Any], calendar: Calendar) -> date | None:
    """Return the last day to speak of what `hearings_told` read; None while no notice left."""
    of_notice = {name: told[f"notice_{name}"] for name in OF_A_NOTICE}
    notice = Letter(**of_notice) if of_notice["state"] else None
    return day_to_speak(Hearing(hear_by=told["hear_by"]), notice, calendar)
