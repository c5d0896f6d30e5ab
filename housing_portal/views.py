"""What spans stages: the health of what the clock starts."""

from datetime import datetime, timedelta
from typing import Any

from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.models import Application
from audit.anchors import silent_since
from deadlines.working_days import day_in_kyiv
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
    """Say when reminders were last swept, which anchors are missing, how many are overdue.

    Three queries.
    """
    ran_at = JobRun.objects.filter(name="remind").values_list("ran_at", flat=True).first()
    is_swept = ran_at is not None and at - ran_at <= SILENT_FOR
    silent = silent_since(at)
    return {
        "status": "ok" if is_swept and not silent else "failing",
        "database": "ok",
        "reminders": {"status": "ok" if is_swept else "silent", "ran_at": ran_at},
        "audit_anchors": {"status": "silent" if silent else "ok", "silent_since": silent},
        "overdue": Application.objects.overdue_on(day_in_kyiv(at)).count(),
    }
