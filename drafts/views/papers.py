"""The papers of a draft: the checklist, one to be put off, another paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from drafts.access import open_draft
from drafts.answers import read
from drafts.asking import asked_papers
from drafts.forms.papers import AddPaperForm
from drafts.kept import kept_form
from drafts.models import Draft
from drafts.papers import add_paper, set_later
from drafts.subjects import subjects_of
from drafts.views.paper import row_of


@require_safe
@open_draft
def draft_papers(request: HttpRequest, draft: Draft) -> HttpResponse:
    at = timezone.now()
    listed = asked_papers(read(draft, at=at), at)
    return render(request, "drafts/papers.html", {"draft": draft, "list": listed})


@require_POST
@open_draft
def draft_paper_later(request: HttpRequest, draft: Draft, paper: int) -> HttpResponse:
    at = timezone.now()
    listed = asked_papers(read(draft, at=at), at)
    set_later(row_of(listed, paper).paper, at=at)
    following = listed.next_open(paper)
    return redirect(following.url if following else reverse("draft_papers", args=[draft.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@open_draft
def add_draft_paper(request: HttpRequest, draft: Draft) -> HttpResponse:
    data, at = request.POST if request.method == "POST" else None, timezone.now()
    subjects = subjects_of(read(draft, at=at))
    typed = kept_form(request, lambda data: AddPaperForm(data, subjects=subjects))
    form = typed or AddPaperForm(data, subjects=subjects)
    if typed is None and form.is_valid():
        given = form.cleaned_data
        paper = add_paper(draft.pk, given["code"], given["about"], at=at)
        return redirect("draft_paper", draft.pk, paper.pk)
    status = 422 if data is not None else 200
    context = {"draft": draft, "form": form, "is_kept": typed is not None}
    return render(request, "drafts/papers_add.html", context, status=status)
