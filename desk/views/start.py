"""The desk: forms begun and not yet registered, those registered last, and the ways to begin."""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from desk import sheets
from desk.access import at_the_desk, open_sheet, registrar_of
from desk.models import Sheet
from desk.retention import kept_until
from desk.unregistered import seen

LAST = 10  # receipts that are listed


@require_safe
@at_the_desk
def desk(request: HttpRequest) -> HttpResponse:
    mine = Sheet.objects.filter(registrar=registrar_of(request))
    begun, at = mine.filter(application=None).order_by("-saved_at"), timezone.now()
    context = {
        **admin.site.each_context(request),
        "title": _("Intake desk"),
        "begun": [(seen(each, at), kept_until(each), sheets.applicant_of(each)) for each in begun],
        "registered": mine.exclude(application=None)
        .select_related("application")
        .order_by("-application__pk")[:LAST],
    }
    return TemplateResponse(request, "desk/desk.html", context)


@require_POST
@at_the_desk
def new(request: HttpRequest) -> HttpResponse:
    return redirect("desk:sheet", sheets.start(registrar_of(request), at=timezone.now()).pk)


@require_POST
@open_sheet
def drop(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    sheets.drop(sheet.pk, at=timezone.now())
    messages.success(
        request, _("The paper form was deleted with its scans. Nothing was registered.")
    )
    return redirect("desk:desk")
