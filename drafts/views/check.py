"""The summary of all answers, from which they are changed and the application is submitted."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.acting import applicants_only
from drafts.access import draft_of, open_draft
from drafts.answers import Written, read
from drafts.asking import asked_papers
from drafts.faults import Fault, fault
from drafts.models import Draft, Kind
from drafts.progress import first_open
from drafts.rules_said import rules_said
from drafts.services import ConsentMissing
from drafts.summary import sections
from drafts.views.submit import submit
from refusals.refused import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@applicants_only
def check_answers(request: HttpRequest, draft: UUID) -> HttpResponseBase:
    """Show the summary; on POST submit. A draft submitted before leads to its receipt again."""
    if request.method == "POST":
        row = draft_of(request, draft)
        if row.application is not None:
            return redirect("receipt", row.application.number)
    return checked(request, draft)


@open_draft
def checked(request: HttpRequest, draft: Draft) -> HttpResponse:
    at = timezone.now()
    written = read(draft, at=at)
    if (open_page := first_open(written)) is not None:
        return redirect(open_page)
    if request.method != "POST":
        return summary(request, written)
    try:
        return submit(request, draft, at=at)
    except ConsentMissing:
        return redirect("question", draft.pk, Kind.DECLARATIONS, "notice")
    except Refused as refused:
        faults = [fault(each, written) for each in refused.refusals]
        return summary(request, written, faults, status=422)


def summary(
    request: HttpRequest, written: Written, faults: Sequence[Fault] = (), *, status: int = 200
) -> HttpResponse:
    at = written.at
    context = {
        "draft": written.draft,
        "faults": faults,
        "sections": sections(written, at=at),
        "papers": asked_papers(written, at),
        "told": rules_said(written, at=at),
    }
    return render(request, "drafts/check.html", context, status=status)
