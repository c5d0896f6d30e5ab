"""What an applicant has here: a draft, applications, and what is next on each."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.acting import applicant_of, applicants_only
from applications.models import Application
from applications.status import LIVE, UNDECIDED, Status
from cabinet.telling import TELLINGS, Telling
from deadlines.calendars import approved_calendar
from deadlines.working_days import day_in_kyiv
from drafts.models import Draft
from drafts.retention import kept_until
from review.clock import Due, due


@dataclass(frozen=True, slots=True)
class Row:
    application: Application
    telling: Telling
    due: Due | None


@require_safe
@never_cache
@applicants_only
def my(request: HttpRequest) -> HttpResponse:
    owner = applicant_of(request)
    applications = list(Application.objects.filter(owner=owner).order_by("-received_at", "-pk"))
    draft = Draft.objects.filter(owner=owner, application=None).first()
    shown = {
        "draft": draft,
        "kept_until": draft and kept_until(draft),
        "rows": rows(applications),
        "may_start": draft is None and not any(it.status in LIVE for it in applications),
    }
    return render(request, "cabinet/my.html", shown)


def rows(applications: list[Application]) -> list[Row]:
    """Return applications with what is next; the calendar is read once."""
    on = day_in_kyiv(timezone.now())
    calendar = approved_calendar() if any(it.status in UNDECIDED for it in applications) else None
    return [
        Row(
            application,
            TELLINGS[Status(application.status)],
            due(application.due_on, on=on, calendar=calendar, paused_on=application.paused_on)
            if calendar and application.status in UNDECIDED
            else None,
        )
        for application in applications
    ]
