"""One paper of a draft: what it is, its files, adding to them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.acting import actor_of
from copies.forms import FilesForm
from copies.showing import is_waiting, version
from copies.uploading import add_all, answer
from drafts.access import open_draft
from drafts.answers import read
from drafts.asking import asked_papers
from drafts.models import Draft
from drafts.paper_files import shown_copies
from drafts.paper_list import PaperList, Row
from drafts.papers import PaperHolder


@require_http_methods(["GET", "HEAD", "POST"])
@open_draft
def draft_paper(request: HttpRequest, draft: Draft, paper: int) -> HttpResponse:
    at = timezone.now()
    listed = asked_papers(read(draft, at=at), at)
    row = row_of(listed, paper)
    if request.method == "POST":
        return added(request, draft, row)
    return page(request, listed, row, FilesForm())


def added(request: HttpRequest, draft: Draft, row: Row) -> HttpResponse:
    """Take the chosen files; where some were not taken, say which, and keep the others."""
    at = timezone.now()
    form = FilesForm(None, request.FILES)
    if form.is_valid():
        chosen, holder = form.cleaned_data["chosen"], PaperHolder(row.paper, at)
        faults = add_all(holder, chosen, by=actor_of(request), at=at)
        if not faults:
            return redirect(row.url)
        form.add_error("chosen", faults)
    listed = asked_papers(read(draft, at=at), at)
    return page(request, listed, row_of(listed, row.paper.pk), form, status=422)


@require_safe
@open_draft
def draft_paper_state(request: HttpRequest, draft: Draft, paper: int) -> JsonResponse:
    """Answer a script that waits for a check: whether one goes on, and parts of the page anew."""
    at = timezone.now()
    listed = asked_papers(read(draft, at=at), at)
    context = context_of(listed, row_of(listed, paper))
    parts = {
        part: render_to_string(f"drafts/papers_{part}.html", context, request)
        for part in ("files", "after")
    }
    return answer({"waiting": context["is_waiting"], "version": context["version"], "parts": parts})


def row_of(listed: PaperList, paper: int) -> Row:
    """Return one paper of a draft. Raises Http404."""
    row = listed.row(paper)
    if row is None:
        raise Http404
    return row


def page(
    request: HttpRequest, listed: PaperList, row: Row, form: FilesForm, *, status: int = 200
) -> HttpResponse:
    context = {**context_of(listed, row), "form": form}
    return render(request, "drafts/papers_one.html", context, status=status)


def context_of(listed: PaperList, row: Row) -> dict[str, Any]:
    files = shown_copies(row.paper, row.copies)
    following = listed.next_open(row.paper.pk)
    address = [row.paper.draft_id, row.paper.pk]
    return {
        "row": row,
        "files": files,
        "also_in": listed.also_in(row),
        "is_waiting": is_waiting(files),
        "version": version(files),
        "following": following,
        "list_url": reverse("draft_papers", args=address[:1]),
        "later_url": reverse("draft_paper_later", args=address),
        "begin_url": reverse("draft_uploads", args=address),
        "state_url": reverse("draft_paper_state", args=address),
    }
