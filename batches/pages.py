"""The lease clerk's pages of batches: choose, confirm, watch, call off, take the files."""

from typing import Any
from uuid import uuid4

from django.contrib import admin, messages
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from batches import services
from batches.access import access_batch, access_files, access_making, may_make
from batches.forms import ID, ChosenForm, PlaceForm
from batches.making import MOST, in_order
from batches.models import Batch
from batches.places import leases_of, named
from batches.preview import preview
from batches.progress import after_all, again, as_document, fallen, progress, refused, said
from batches.state import State
from leases.lease_page import UNPROCESSABLE, user_of
from leases.models import Lease
from printing.answers import NOTHING_MAY_RUN

PAGE = "admin:batches_batch_change"
SERVED_AS = {
    services.Kind.PDF: ("application/pdf", "pdf"),
    services.Kind.ZIP: ("application/zip", "zip"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def make(request: HttpRequest) -> HttpResponse:
    """Ask where; show the leases that would be printed; have those printed that are ticked."""
    access_making(user_of(request))
    if request.method == "POST":
        return sent(request)
    if "place" not in request.GET:
        return place_page(request, PlaceForm(action=request.path, auto_id="place-%s"))
    form = PlaceForm(request.GET, action=request.path, auto_id="place-%s")
    if not form.is_valid():
        return place_page(request, form)
    found = leases_of(form.cleaned_data["place"], form.cleaned_data["status"])
    if not 0 < len(found) <= MOST:
        form.add_error("place", nothing_or_too_many(len(found)))
        return place_page(request, form)
    return confirm_page(request, found, place=named(form.cleaned_data["place"]))


def nothing_or_too_many(count: int) -> str:
    if not count:
        return _("No lease there has such a status. Choose another place, or tick more.")
    return _(
        "There are %(count)s leases; a batch has at most %(most)s. Choose one building after "
        "the other."
    ) % {"count": count, "most": MOST}


def place_page(request: HttpRequest, form: PlaceForm) -> HttpResponse:
    shown = {"title": _("Print leases together"), "form": form}
    return page(request, "batches/place.html", shown, failed=form if form.errors else None)


def sent(request: HttpRequest) -> HttpResponse:
    form = ChosenForm(request.POST, auto_id="chosen-%s")
    if not form.is_valid():
        return confirm_page(request, known(request), failed=form)
    chosen = form.cleaned_data["chosen"]
    if not form.cleaned_data["key"]:
        return confirm_page(request, in_order(chosen))
    batch = services.make(
        chosen,
        key=form.cleaned_data["key"],
        place=form.cleaned_data["place"],
        by=user_of(request),
        at=timezone.now(),
    )
    return redirect(PAGE, batch.pk)


def known(request: HttpRequest) -> list[Lease]:
    """Return those of the leases sent that there are, so that what was ticked stays."""
    numbers = [int(each) for each in request.POST.getlist("chosen") if ID.fullmatch(each)]
    return in_order(numbers[:MOST])


def confirm_page(
    request: HttpRequest, leases: list[Lease], *, place: str = "", failed: Any = None
) -> HttpResponse:
    shown = {
        "title": _("Print these leases together"),
        "rows": preview(leases),
        "place": place or request.POST.get("place", "")[:320],
        "key": uuid4(),
    }
    return page(request, "batches/confirm.html", shown, failed=failed)


@require_safe
@never_cache
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a batch is; when it is ready, its files."""
    return batch_page(request, access_batch(user_of(request), pk))


def batch_page(request: HttpRequest, batch: Batch, **more: Any) -> HttpResponse:
    found, fell = progress(batch), fallen(batch)
    shown = {
        "title": str(batch),
        "batch": batch,
        "progress": found,
        "said": said(batch, found),
        "refused": refused(batch),
        "after_all": after_all(batch) if batch.state == State.CANCELLED else [],
        "fallen": fell,
        "again": again(batch, fell),
        "is_ready": batch.state == State.READY,
        "may_make": may_make(user_of(request)),
        **more,
    }
    return page(request, "batches/batch.html", shown)


@require_safe
@never_cache
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the script of the page how far the batch is."""
    return JsonResponse(as_document(access_batch(user_of(request), pk)))


@require_POST
@never_cache
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a batch off; what is issued by now stays issued."""
    user = user_of(request)
    batch = access_files(user, pk)
    try:
        services.cancel(batch, by=user, at=timezone.now())
        messages.success(request, _("Called off. Leases that were issued by then stay issued."))
    except services.NotRunning:
        messages.error(request, _("It was too late to call it off: the batch had ended."))
    return redirect(PAGE, pk)


@require_safe
@never_cache
def download(request: HttpRequest, pk: int, *, kind: services.Kind) -> HttpResponseBase:
    """Hand out a file of a batch, and record of each lease in it who took it."""
    user = user_of(request)
    batch = access_files(user, pk)
    try:
        file = services.take(batch, kind, by=user, at=timezone.now())
    except services.NotReady:
        messages.error(request, _("There are no files: the batch is not ready, or it is too old."))
        return redirect(PAGE, pk)
    except services.HasFallen:
        fell = _("The file was not handed out: this page names what in it is not to be signed.")
        messages.error(request, fell)
        return redirect(PAGE, pk)
    except services.FileAltered:
        messages.error(
            request, _("The file is not as it was made. Tell the administrator; print anew.")
        )
        return redirect(PAGE, pk)
    content_type, ending = SERVED_AS[kind]
    answer = FileResponse(
        file, as_attachment=True, filename=f"leases-{batch.pk}.{ending}", content_type=content_type
    )
    answer["Content-Security-Policy"] = NOTHING_MAY_RUN
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def page(
    request: HttpRequest, template: str, shown: dict[str, Any], *, failed: Any = None
) -> HttpResponse:
    shown = {**admin.site.each_context(request), **shown, "failed": failed}
    status = UNPROCESSABLE if failed else None
    return TemplateResponse(request, template, shown, status=status)
