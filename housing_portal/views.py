"""What spans stages: the health of what the clock starts."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import Error
from django.db.models import Count, Min, Q
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.models import Application
from audit.anchors import silent_since
from deadlines.working_days import day_in_kyiv
from housing_portal import jobs, walls
from outbox.models import Letter
from outbox.state import DEAD, ON_PAPER
from outbox.state import State as LetterState
from review.calendar_asked import receives_on, year_asked_for
from review.models import JobRun

SILENT_FOR = timedelta(minutes=15)  # three sweeps missed


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 while database, reminders and anchors of the audit answer, 503 otherwise."""
    try:
        found = state_at(timezone.now())
    except Error:
        found = {"status": "failing", "database": "unreachable"}
    return JsonResponse(found, status=200 if found["status"] == "ok" else 503)


def state_at(at: datetime) -> dict[str, Any]:
    """Say when each job last ran, which anchors are missing, what waits, how many are overdue.

    Failing where reminders were not swept, anchors are missing, or a letter has waited for long
    that should have left, a term that begins today cannot be counted, or nothing is printed for
    want of walls. Seven queries.
    """
    ran_at = JobRun.objects.filter(name="remind").values_list("ran_at", flat=True).first()
    is_swept = ran_at is not None and at - ran_at <= SILENT_FOR
    silent = silent_since(at)
    letters = letters_at(at)
    calendar = calendar_on(day_in_kyiv(at))
    printer = walls.standing()
    is_well = is_swept and not silent and letters["status"] == calendar["status"] == "ok"
    return {
        "status": "ok" if is_well and printer["prints"] else "failing",
        "database": "ok",
        "reminders": {"status": "ok" if is_swept else "silent", "ran_at": ran_at},
        "audit_anchors": {"status": "silent" if silent else "ok", "silent_since": silent},
        "letters": letters,
        "calendar": calendar,
        "printer": printer,
        "jobs": jobs.standing(at),
        "overdue": Application.objects.overdue_on(day_in_kyiv(at)).count(),
    }


def calendar_on(day: date) -> dict[str, Any]:
    """Say whether a term that begins on a day can be counted, and which year is asked for."""
    return {
        "status": "ok" if receives_on(day) else "missing",
        "year_asked_for": year_asked_for(day),
    }


def letters_at(at: datetime) -> dict[str, Any]:
    """Say for how many seconds the oldest letter has waited that should have left, and what waits.

    One query. A letter that is waiting for its next attempt should not have left.
    """
    found = Letter.objects.aggregate(
        since=Min("not_before", filter=Q(state=LetterState.QUEUED, not_before__lte=at)),
        dead=Count("pk", filter=Q(state__in=DEAD)),
        on_paper=Count("pk", filter=Q(state__in=ON_PAPER)),
    )
    waits = at - found["since"] if found["since"] else timedelta()
    return {
        "status": "ok" if waits <= SILENT_FOR else "waiting",
        "oldest_waits_seconds": int(waits.total_seconds()),
        "dead": found["dead"],
        "to_print_and_post": found["on_paper"],
    }
