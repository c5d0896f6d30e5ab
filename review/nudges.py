"""Reminders to applicants of what waits for them: a correction, papers, the last day to speak.

By e-mail alone, each step once: a letter by post would come too late. The steps are dated data,
one file in `reminding/` per act (docs/decisions/0086).
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from django.db import transaction

from applications.models import Application
from applications.selectors import missing
from applications.status import Status
from audit.services import record
from deadlines.calendars import approved_calendar
from deadlines.working_days import Calendar, day_in_kyiv
from outbox.models import Letter
from review.clock import days_left
from review.models import CorrectionRequest, CorrectionState, Hearing, State
from review.notices import last_day, notice_of
from review.nudge_letters import queue_nudge
from territories.gazetteer import current

FOLDER = Path(__file__).parent / "reminding"
JOB = "remind_applicants"


@dataclass(frozen=True, slots=True)
class Steps:
    """Working days after which, or before which, an applicant is reminded."""

    source: str
    correction_after: list[int]
    papers_after: list[int]
    hearing_before: list[int]


@dataclass(frozen=True, slots=True)
class Nudge:
    """A reminder of one thing; `key` makes it be sent once, whoever sweeps how often."""

    of: str
    application: Application
    key: str
    until: date | None = None


@transaction.atomic
def remind_applicants(*, on: date, at: datetime) -> int:
    """Queue what is due on a day and was not queued before; return how many letters."""
    calendar, steps = approved_calendar(), steps_on(on)
    found = [*corrections(on, calendar, steps), *hearings(on, calendar, steps)]
    found += papers(on, calendar, steps)
    fresh = set(unknown([nudge.key for nudge in found]))
    due = [nudge for nudge in found if nudge.key in fresh]
    queued = sum(
        queue_nudge(each.of, each.application, each.key, each.until, at=at) for each in due
    )
    if queued:
        record(
            "applicants.reminded", subject=f"job:{JOB}", by=None, at=at, facts={"letters": queued}
        )
    return queued


def corrections(on: date, calendar: Calendar, steps: Steps) -> Iterator[Nudge]:
    waiting = CorrectionRequest.objects.filter(state=CorrectionState.OPEN)
    for request in waiting.select_related("application").order_by("pk"):
        step = step_after(day_in_kyiv(request.at), on, steps.correction_after, calendar)
        if step is not None:
            yield Nudge("correction", request.application, f"nudge:correction:{request.pk}:{step}")


def hearings(on: date, calendar: Calendar, steps: Steps) -> Iterator[Nudge]:
    """Yield the hearings that end soon; one whose notice has not left has not begun.

    Where no calendar tells working days, all days count: a step comes later, and never too early.
    """
    waiting = Hearing.objects.filter(proposal__state=State.OPEN, heard_on__isnull=True)
    for hearing in waiting.select_related("proposal__application").order_by("pk"):
        until = last_day(hearing, notice_of(hearing))
        if until is None or on > until:
            continue
        left = days_left(on, until, calendar)
        if left is None:
            left = (until - on).days
        step = min((each for each in steps.hearing_before if left <= each), default=None)
        if step is not None:
            key = f"nudge:hearing:{hearing.pk}:{step}"
            yield Nudge("hearing", hearing.proposal.application, key, until)


def papers(on: date, calendar: Calendar, steps: Steps) -> Iterator[Nudge]:
    """Yield undecided applications that lack papers of their list and are not asked otherwise."""
    waiting = Application.objects.filter(
        status__in=(Status.REGISTERED, Status.UNDER_REVIEW),
        received_on__lt=on,
        invitation_method="electronic",
    ).exclude(proposals__state=State.OPEN)
    due: dict[str, Application] = {}
    for application in waiting.order_by("pk"):
        step = step_after(application.received_on, on, steps.papers_after, calendar)
        if step is not None:
            due[f"nudge:papers:{application.pk}:{step}"] = application
    for key in unknown(list(due)):
        if missing(due[key], current()):
            yield Nudge("papers", due[key], key)


def unknown(keys: Sequence[str]) -> list[str]:
    """Return the keys of which no letter was queued yet. One query."""
    known = set(Letter.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True))
    return [key for key in keys if key not in known]


def step_after(since: date, on: date, steps: Sequence[int], calendar: Calendar) -> int | None:
    """Return the most recent step that is due by now: one that was missed is not made up for.

    None where no calendar tells; the step comes once one is approved.
    """
    if on <= since:
        return None
    passed = days_left(since, on, calendar)
    if passed is None:
        return None
    return max((step for step in steps if step <= passed), default=None)


def steps_on(day: date) -> Steps:
    """Return what held on a day; before the first act, what it says."""
    acts = every_steps()
    in_force = [start for start in acts if start <= day]
    return acts[max(in_force, default=min(acts))]


@cache
def every_steps() -> dict[date, Steps]:
    return {
        date.fromisoformat(file.stem): Steps(**tomllib.loads(file.read_text(encoding="utf-8")))
        for file in FOLDER.glob("*.toml")
    }
