"""The task list of a draft."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.acting import actor_of
from drafts.access import open_draft
from drafts.answers import Written, read
from drafts.models import Draft
from drafts.paper_list import needed_by, papers_of, progress
from drafts.progress import Progress, Row, first_open, rows
from drafts.retention import kept_until


@require_safe
@open_draft
def tasks(request: HttpRequest, draft: Draft) -> HttpResponse:
    at = timezone.now()
    written = read(draft, at=at)
    listed = rows(written, papers=lambda: papers_progress(written, at))
    context = {
        "draft": draft,
        "is_holder": not actor_of(request).is_staff,
        "kept_until": kept_until(draft),
        "rows": listed,
        "done": sum(row.progress == Progress.DONE for row in listed),
        "go_on": first_open(written) or next(row.url for row in listed if is_left(row)),
    }
    return render(request, "drafts/tasks.html", context)


def is_left(row: Row) -> bool:
    """Tell whether a task is still to be done once every question is answered."""
    return row.progress != Progress.DONE


def papers_progress(written: Written, at: datetime) -> Progress:
    """Tell how far the papers have come. Three queries."""
    return progress(needed_by(written, at), papers_of(written.draft))
