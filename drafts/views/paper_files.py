"""The files of one paper of a draft: sent in pieces, removed, looked at."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.acting import actor_of
from copies import holding, serving, uploading
from copies.models import Copy
from copies.services import CopyAltered, CopyMissing
from drafts.access import open_draft, open_to_scripts
from drafts.models import Draft, Paper
from drafts.papers import PaperHolder


@require_POST
@open_to_scripts
def draft_uploads(request: HttpRequest, draft: Draft, paper: int) -> JsonResponse:
    holder = holder_of(draft, paper)
    url = partial(upload_url, holder.paper)
    return uploading.begin(request, holder, url=url, by=actor_of(request), at=holder.at)


@require_http_methods(["PUT"])
@open_to_scripts
def draft_upload(request: HttpRequest, draft: Draft, paper: int, copy: UUID) -> JsonResponse:
    holder = holder_of(draft, paper)
    return uploading.append(request, holder, copy, at=holder.at)


@require_POST
@open_draft
def remove_draft_copy(request: HttpRequest, draft: Draft, paper: int, copy: UUID) -> HttpResponse:
    holder = holder_of(draft, paper)
    try:
        holding.remove(holder, copy, by=actor_of(request), at=holder.at)
    except Copy.DoesNotExist:
        raise Http404 from None
    return redirect("draft_paper", draft.pk, paper)


@require_safe
@open_draft
def draft_copy_page(
    request: HttpRequest, draft: Draft, paper: int, copy: UUID, number: int
) -> HttpResponseBase:
    found = holder_of(draft, paper).copies().filter(pk=copy).first()
    if found is None:
        raise Http404
    try:
        return serving.page(found, number)
    except (CopyMissing, CopyAltered):
        raise Http404 from None


def holder_of(draft: Draft, paper: int) -> PaperHolder:
    """Return a paper of this draft. Raises Http404."""
    found = draft.papers.select_related("draft").filter(pk=paper).first()
    if found is None:
        raise Http404
    return PaperHolder(found, timezone.now())


def upload_url(paper: Paper, copy: UUID) -> str:
    return reverse("draft_upload", args=[paper.draft_id, paper.pk, copy])
