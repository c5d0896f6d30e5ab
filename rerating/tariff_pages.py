"""The pages of tariffs: what counts, what waits, entering one, its document, the second person."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.second_factor import confirmed_recently, step_up
from copies import serving, showing
from copies.services import FileEmpty, FileTooLarge, NoSpace, NotClean, refusal_said
from rent import services as rent
from rent.formula import plain
from rent.models import TariffRow
from rerating import tariffs
from rerating.access import (
    APPROVE_TARIFF,
    ENTER_TARIFF,
    access_source,
    access_tariff,
    may_set_aside,
    require,
    user_of,
)
from rerating.tariff_figures import confirmation_of, mean_rents_of, quotient
from rerating.tariff_forms import ConfirmForm, SourceForm, TariffForm, all_rooms, of_rooms

PAGE = "admin:rent_tariffrow_change"
UNPROCESSABLE = 422

REFUSED: "dict[type[Exception], str | Promise]" = {
    rent.AlreadyApproved: gettext_lazy("This tariff is approved and stays as it is."),
    rent.SetAside: gettext_lazy("This tariff was set aside. Enter it once more if it is right."),
    rent.NotTheSamePerson: gettext_lazy(
        "You entered this tariff. Another person has to approve it."
    ),
    rent.TariffsOverlap: gettext_lazy(
        "Another approved tariff is in force on some of the same days. Set this one aside and"
        " enter it with days of its own."
    ),
    tariffs.NoSource: gettext_lazy(
        "The document that the figures are taken from is missing. Attach it first."
    ),
    tariffs.SourceNotChecked: gettext_lazy(
        "The document is still being checked. Open this page anew until its pages show, look at "
        "them, then approve."
    ),
    tariffs.NotPdf: gettext_lazy(
        "This is no PDF. Save the publication as PDF and choose that file."
    ),
}
OF_FILES = (FileEmpty, FileTooLarge, NoSpace)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def add(request: HttpRequest) -> HttpResponse:
    """Enter a tariff; what was typed stays where something is wrong."""
    user = user_of(request)
    require(user, ENTER_TARIFF)
    sent = request.POST if request.method == "POST" else None
    form = TariffForm(sent, action=request.path, auto_id="tariff-%s", initial=like_the_last())
    if form.is_valid():
        row = tariffs.enter(**form.cleaned_data, by=user, at=timezone.now())
        messages.success(request, _("Entered. Attach the document the figures are taken from."))
        return redirect(PAGE, row.pk)
    shown = {"title": _("Enter a tariff"), "form": form, "failed": form if form.errors else None}
    return page(request, "rerating/tariff_add.html", shown, failed=bool(form.errors))


def like_the_last() -> dict[str, str]:
    """Offer the coefficients of the last tariff: they are of the act, not of a year."""
    last = TariffRow.objects.approved().order_by("-end", "-pk").first()
    if last is None:
        return {}
    by_rooms = {row.rooms: row.value for row in last.by_rooms.all()}
    found = {of_rooms(rooms): plain(by_rooms[rooms]) for rooms in all_rooms() if rooms in by_rooms}
    return {"social": plain(last.social), **found}


@require_safe
@never_cache
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a tariff with all it rests on, and what is to be done next."""
    return tariff_page(request, access_tariff(user_of(request), pk))


@require_POST
@never_cache
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the source document of a tariff that waits."""
    user = user_of(request)
    row = access_tariff(user, pk, ENTER_TARIFF)
    form = source_form(row, request.POST, request.FILES)
    if form.is_valid():
        document = form.cleaned_data["document"]
        try:
            tariffs.attach(pk, document, name=document.name, by=user, at=timezone.now())
        except OF_FILES as refused:
            form.add_error("document", refusal_said(refused.code))
        except tuple(REFUSED) as refused:
            form.add_error("document", str(REFUSED[type(refused)]))
        else:
            messages.success(
                request, _("The document is kept. Its pages show once they are drawn.")
            )
            return redirect(PAGE, pk)
    return tariff_page(request, row, form=form)


@require_POST
@never_cache
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    access_tariff(user, pk, APPROVE_TARIFF)
    if not confirmed_recently(request, timezone.now()):
        return step_up(request, reverse(PAGE, args=[pk]))
    done = _("Approved. Leases that begin in its days are drawn up with it.")
    return acted(request, pk, tariffs.approve, done)


@require_POST
@never_cache
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare a tariff of the release with its document, as its second person."""
    user = user_of(request)
    row = access_tariff(user, pk, APPROVE_TARIFF)
    if not confirmed_recently(request, timezone.now()):
        return step_up(request, reverse(PAGE, args=[pk]))
    form = confirm_form(row, request.POST)
    if form.is_valid():
        try:
            tariffs.confirm(pk, **form.cleaned_data, by=user, at=timezone.now())
        except rent.NotTheSamePerson:
            form.add_error(None, _("You attached the document. Another person has to compare it."))
        except tuple(REFUSED) as refused:
            form.add_error(None, str(REFUSED[type(refused)]))
        else:
            messages.success(request, _("Confirmed. The tariff counts as it did before."))
            return redirect(PAGE, pk)
    return tariff_page(request, row, confirming=form)


@require_POST
@never_cache
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    if not may_set_aside(user, access_tariff(user, pk)):
        raise PermissionDenied
    return acted(request, pk, tariffs.set_aside, _("Set aside. It does not count."))


def acted(request: HttpRequest, pk: int, act: Callable[..., TariffRow], done: str) -> HttpResponse:
    try:
        act(pk, by=user_of(request), at=timezone.now())
    except tuple(REFUSED) as refused:
        row = access_tariff(user_of(request), pk)
        return tariff_page(request, row, error=str(REFUSED[type(refused)]))
    messages.success(request, done)
    return redirect(PAGE, pk)


@require_safe
@never_cache
def download(request: HttpRequest, pk: int, source: int) -> HttpResponseBase:
    """Hand out the document byte for byte, once it was found clean."""
    try:
        return serving.download(access_source(user_of(request), pk, source).copy)
    except NotClean:
        raise Http404 from None


@require_safe
@never_cache
def picture(request: HttpRequest, pk: int, source: int, number: int) -> HttpResponseBase:
    """Hand out our picture of one page of the document."""
    return serving.page(access_source(user_of(request), pk, source).copy, number)


def source_form(row: TariffRow, *sent: Any) -> SourceForm:
    action = reverse("admin:rent_tariffrow_attach", args=[row.pk])
    return SourceForm(*sent, action=action, auto_id="source-%s")


def confirm_form(row: TariffRow, *sent: Any) -> ConfirmForm:
    action = reverse("admin:rent_tariffrow_confirm", args=[row.pk])
    return ConfirmForm(*sent, action=action, auto_id="confirm-%s")


def tariff_page(
    request: HttpRequest,
    row: TariffRow,
    *,
    form: SourceForm | None = None,
    confirming: ConfirmForm | None = None,
    error: str = "",
) -> HttpResponse:
    user = user_of(request)
    is_open = tariffs.waits_for_confirmation(row)
    may_attach = (row.is_waiting or is_open) and user.has_perm(ENTER_TARIFF)
    may_confirm = is_open and user.has_perm(APPROVE_TARIFF) and row.sources.exists()
    shown = {
        "title": _("Tariff %(name)s") % {"name": row.name},
        "row": row,
        "by_rooms": [
            {"rooms": each.rooms, "value": Decimal(plain(each.value))}
            for each in row.by_rooms.order_by("rooms")
        ],
        "social": Decimal(plain(row.social)),
        "quotient": quotient(row),
        "differs": row.published is not None and row.published != row.derived,
        "sources": sources(row),
        "form": (form or source_form(row)) if may_attach else None,
        "failed": form or confirming,
        "is_unconfirmed": is_open,
        "confirmation": confirmation_of(row),
        "confirm": (confirming or confirm_form(row)) if may_confirm else None,
        "bounds": mean_rents_of(row.per_square_metre) if row.is_shipped else None,
        "is_own": user.pk == row.entered_by_id,
        "may_approve": user.has_perm(APPROVE_TARIFF),
        "may_set_aside": may_set_aside(user, row),
        "error": error,
    }
    failed = bool(error or form or confirming)
    return page(request, "rerating/tariff.html", shown, failed=failed)


def sources(row: TariffRow) -> list[dict[str, Any]]:
    """Return the documents of a tariff, each with its file as pages show it."""
    rows = list(row.sources.select_related("copy", "by").order_by("at", "pk"))
    of_copy = {each.copy_id: each.pk for each in rows}
    shown = showing.shown(
        (each.copy for each in rows),
        page=lambda copy, number: reverse(
            "admin:rent_tariffrow_picture", args=[row.pk, of_copy[copy], number]
        ),
    )
    return [{"row": each, "file": file} for each, file in zip(rows, shown, strict=True)]


def page(
    request: HttpRequest, template: str, shown: dict[str, Any], *, failed: bool
) -> HttpResponse:
    context = {**admin.site.each_context(request), **shown}
    return TemplateResponse(request, template, context, status=UNPROCESSABLE if failed else None)
