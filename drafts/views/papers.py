"""The papers of a draft: the checklist, one paper with its files, another paper."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.acting import actor_of
from copies.forms import FilesForm
from copies.uploading import add_all
from drafts.access import open_draft
from drafts.answers import read
from drafts.forms.papers import AddPaperForm
from drafts.models import Draft
from drafts.paper_files import is_waiting, shown_copies, version
from drafts.paper_list import PaperList, Row, needed_by, paper_list, papers_of, subjects_of
from drafts.papers import PaperHolder, add_paper, ask, set_later
from territories.gazetteer import current


@require_safe
@open_draft
def draft_papers(request: HttpRequest, draft: Draft) -> HttpResponse:
    listed = found_list(draft, timezone.now())
    return render(request, "drafts/papers.html", {"draft": draft, "list": listed})


@require_http_methods(["GET", "HEAD", "POST"])
@open_draft
def draft_paper(request: HttpRequest, draft: Draft, paper: int) -> HttpResponse:
    at = timezone.now()
    listed = found_list(draft, at)
    row = row_of(listed, paper)
    if request.method != "POST":
        return page(request, listed, row, FilesForm())
    form = FilesForm(None, request.FILES)
    if not form.is_valid():
        return page(request, listed, row, form, status=422)
    holder = PaperHolder(row.paper, at)
    faults = add_all(holder, form.cleaned_data["chosen"], by=actor_of(request), at=at)
    if not faults:
        return redirect(row.url)
    form.add_error("chosen", faults)
    listed = found_list(draft, at)
    return page(request, listed, row_of(listed, paper), form, status=422)


@require_POST
@open_draft
def draft_paper_later(request: HttpRequest, draft: Draft, paper: int) -> HttpResponse:
    at = timezone.now()
    listed = found_list(draft, at)
    set_later(row_of(listed, paper).paper, at=at)
    return redirect(onward(listed, paper) or reverse("draft_papers", args=[draft.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@open_draft
def add_draft_paper(request: HttpRequest, draft: Draft) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = AddPaperForm(data, subjects=subjects_of(read(draft), current()))
    if form.is_valid():
        given = form.cleaned_data
        paper = add_paper(draft.pk, given["code"], given["about"], at=timezone.now())
        return redirect("draft_paper", draft.pk, paper.pk)
    status = 422 if form.is_bound else 200
    context = {"draft": draft, "form": form}
    return render(request, "drafts/papers_add.html", context, status=status)


def found_list(draft: Draft, at: datetime) -> PaperList:
    """Return the papers of a draft, asked for from now on where they were not yet."""
    written, places = read(draft), current()
    asked = needed_by(written, places, at)
    papers = papers_of(draft)
    keys = [(each.code, each.about) for each in asked]
    if not {(paper.code, paper.about) for paper in papers}.issuperset(keys):
        ask(draft.pk, keys)
        papers = papers_of(draft)
    return paper_list(written, asked, papers, places)


def row_of(listed: PaperList, paper: int) -> Row:
    row = listed.row(paper)
    if row is None:
        raise Http404
    return row


def onward(listed: PaperList, paper: int) -> str | None:
    following = listed.next_open(paper)
    return following.url if following else None


def page(
    request: HttpRequest, listed: PaperList, row: Row, form: FilesForm, *, status: int = 200
) -> HttpResponse:
    draft, files = row.paper.draft_id, shown_copies(row.paper, row.copies)
    context: dict[str, Any] = {
        "row": row,
        "form": form,
        "files": files,
        "is_waiting": is_waiting(files),
        "version": version(files),
        "list_url": reverse("draft_papers", args=[draft]),
        "onward": onward(listed, row.paper.pk),
        "later_url": reverse("draft_paper_later", args=[draft, row.paper.pk]),
        "begin_url": reverse("draft_uploads", args=[draft, row.paper.pk]),
        "state_url": reverse("draft_paper_state", args=[draft, row.paper.pk]),
    }
    return render(request, "drafts/papers_one.html", context, status=status)
