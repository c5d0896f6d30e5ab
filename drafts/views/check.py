"""The summary of all answers, from which they are changed and the application is submitted."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from drafts.access import open_draft
from drafts.answers import read
from drafts.models import Draft
from drafts.progress import first_open


@require_http_methods(["GET", "HEAD", "POST"])
@open_draft
def check_answers(request: HttpRequest, draft: Draft) -> HttpResponse:
    if (missing := first_open(read(draft))) is not None:
        return redirect(missing)
    return render(request, "drafts/check.html", {"draft": draft})
