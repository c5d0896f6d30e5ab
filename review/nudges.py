"""Reminders to applicants of what waits for them: a correction, papers, the last day to speak.

By e-mail alone, each step once: a letter by post would come too late. The steps are dated data,
one file in `reminding/` per act (docs/decisions/0086).
"""

import logging
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from django.db import transaction
from django.db.models import Model

from applications.models import Application
from applications.selectors import missing
from applications.status import Status
from audit.services import record
from deadlines.calendars import approved_calendar
from deadlines.working_days import Calendar, day_in_kyiv
from outbox.models import Letter
from review.clock import days_left
from review.models import CorrectionRequest, CorrectionState, Hearing, State
from review.notices import day_to_speak, notice_of
from review.nudge_letters import queue_nudge
from territories.gazetteer import current

logger = logging.getLogger(__name__)

FOLDER = Path(__file__).parent / "reminding"
JOB = "remind_applicants"


class NotAllReminded(Exception):
    """So many reminders failed; the others are queued."""

    def __init__(self, failed: int) -> None:
        super().__init__(f"{failed} reminders to applicants failed")
        self.failed = failed


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


def remind_applicants(*, on: date, at: datetime) -> int:
    """Queue what is due on a day and was not queued before; return how many letters.

    What fails is logged by its id and keeps no other back. Raises NotAllReminded at the end, so
    that the job leaves no mark and the health page tells.
    """
    calendar, steps, failed = approved_calendar(), steps_on(on), list[str]()
    found = [
        nudge
        for things in (corrections, hearings, papers)
        for nudge in things(on, calendar, steps, failed)
    ]
    fresh = set(unknown([nudge.key for nudge in found]))
    queued = queue_all([nudge for nudge in found if nudge.key in fresh], failed, at=at)
    if failed:
        raise NotAllReminded(len(failed))
    return queued


@contextmanager
def kept_apart(thing: Model, failed: list[str]) -> Iterator[None]:
    """Let what fails with one thing end there; `failed` gets its name."""
    named = f"{thing._meta.model_name} {thing.pk}"
    try:
        yield
    except Exception:  # whatever is wrong with one, the others are reminded
        logger.exception("nobody was reminded of %s", named)
        failed.append(named)


@transaction.atomic
def queue_all(due: Sequence[Nudge], failed: list[str], *, at: datetime) -> int:
    queued = 0
    for each in due:
        with kept_apart(each.application, failed), transaction.atomic():
            queued += queue_nudge(each.of, each.application, each.key, each.until, at=at)
    if queued:
        record(
            "applicants.reminded", subject=f"job:{JOB}", by=None, at=at, facts={"letters": queued}
        )
    return queued


def corrections(on: date, calendar: Calendar, steps: Steps, failed: list[str]) -> Iterator[Nudge]:
    waiting = CorrectionRequest.objects.filter(state=CorrectionState.OPEN)
    for request in waiting.select_related("application").order_by("pk"):
        with kept_apart(request, failed):
            step = step_after(day_in_kyiv(request.at), on, steps.correction_after, calendar)
            if step is not None:
                key = f"nudge:correction:{request.pk}:{step}"
                yield Nudge("correction", request.application, key)


def hearings(on: date, calendar: Calendar, steps: Steps, failed: list[str]) -> Iterator[Nudge]:
    """Yield the hearings that end soon; one whose notice has not left has not begun.

    Where no calendar tells working days, all days count: a step comes later, and never too early.
    """
    waiting = Hearing.objects.filter(proposal__state=State.OPEN, heard_on__isnull=True)
    for hearing in waiting.select_related("proposal__application").order_by("pk"):
        with kept_apart(hearing, failed):
            until = day_to_speak(hearing, notice_of(hearing))
            if until is None or on > until:
                continue
            left = days_left(on, until, calendar)
            if left is None:
                left = (until - on).days
            step = min((each for each in steps.hearing_before if left <= each), default=None)
            if step is not None:
                key = f"nudge:hearing:{hearing.pk}:{step}"
                yield Nudge("hearing", hearing.proposal.application, key, until)


def papers(on: date, calendar: Calendar, steps: Steps, failed: list[str]) -> Iterator[Nudge]:
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
        with kept_apart(due[key], failed):
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
