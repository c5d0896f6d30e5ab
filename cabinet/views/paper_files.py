"""The files of a paper being added: sent in pieces, removed, looked at."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.acting import actor_of
from applications.models import Application
from cabinet.access import own_application
from cabinet.adding import AdditionHolder, NoSuchPaper
from cabinet.views.answering import explained
from cabinet.views.papers import addition_of
from copies import holding, serving, uploading
from copies.models import Copy
from copies.services import CopyAltered, CopyMissing
from review.services import AlreadyDecided

GONE = (AlreadyDecided, NoSuchPaper)  # nothing can be put into the paper any more


@require_POST
@own_application
def my_uploads(request: HttpRequest, application: Application, addition: int) -> JsonResponse:
    holder = holder_of(application, addition)
    url = partial(upload_url, application, addition)
    try:
        return uploading.begin(request, holder, url=url, by=actor_of(request), at=timezone.now())
    except GONE as why:
        return uploading.answer({"error": explained(why)}, status=422)


@require_http_methods(["PUT"])
@own_application
def my_upload(
    request: HttpRequest, application: Application, addition: int, copy: UUID
) -> JsonResponse:
    holder = holder_of(application, addition)
    try:
        return uploading.append(request, holder, copy, at=timezone.now())
    except GONE as why:
        return uploading.answer({"error": explained(why)}, status=422)


@require_POST
@own_application
def remove_my_copy(
    request: HttpRequest, application: Application, addition: int, copy: UUID
) -> HttpResponse:
    holder = holder_of(application, addition)
    try:
        holding.remove(holder, copy, by=actor_of(request), at=timezone.now())
    except (Copy.DoesNotExist, *GONE):
        raise Http404 from None
    return redirect("my_paper", application.number, addition)


@require_safe
@own_application
def my_copy_page(
    request: HttpRequest, application: Application, addition: int, copy: UUID, page: int
) -> HttpResponseBase:
    found = holder_of(application, addition).copies().filter(pk=copy).first()
    if found is None:
        raise Http404
    try:
        return serving.page(found, page)
    except (CopyMissing, CopyAltered):
        raise Http404 from None


def holder_of(application: Application, addition: int) -> AdditionHolder:
    return AdditionHolder(addition_of(application, addition))


def upload_url(application: Application, addition: int, copy: UUID) -> str:
    return reverse("my_upload", args=[application.number, addition, copy])
