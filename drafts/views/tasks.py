"""The task list of a draft."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from drafts.access import open_draft
from drafts.answers import read
from drafts.models import Draft
from drafts.progress import Progress, rows


@require_safe
@open_draft
def tasks(request: HttpRequest, draft: Draft) -> HttpResponse:
    listed = rows(read(draft), papers=Progress.NOT_STARTED)
    done = sum(row.progress == Progress.DONE for row in listed)
    context = {"draft": draft, "rows": listed, "done": done}
    return render(request, "drafts/tasks.html", context)
