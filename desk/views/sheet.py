"""One paper form: typed, saved, looked over, registered."""

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import code_on_show, keeping
from copies.forms import ACCEPTED
from copies.models import Copy
from copies.uploading import add_all
from desk import alike, sheets, typed
from desk.access import open_sheet, registrar_of
from desk.faults import Fault
from desk.models import Sheet
from desk.odd import warnings
from desk.page import Page
from desk.sayings import REFUSED, SAYINGS, UNCOUNTED, not_weighed, uncounted
from desk.submitting import Brought, submit
from desk.term import term_of
from territories.gazetteer import current

NO_NUMBER = 0  # a version that no sheet has
UNPROCESSABLE, CONFLICT = 422, 409

Typed = QueryDict


@require_http_methods(["GET", "HEAD", "POST"])
@open_sheet
def show(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    at = timezone.now()
    if request.method != "POST":
        kept = keeping.take(request)
        if kept is not None:
            messages.warning(
                request,
                _(
                    "Your session had ended. What you typed is on the page again; it is not "
                    "saved yet."
                ),
            )
        return shown(request, sheet, page_of(sheet, typed.of_page(kept) if kept else None, at))
    return acted(request, sheet, typed.of_page(request.POST), at)


def acted(request: HttpRequest, sheet: Sheet, said: Typed, at: datetime) -> HttpResponse:
    """Do what the pressed button says, with everything typed saved first."""
    act, _colon, ref = request.POST.get("act", "save").partition(":")
    try:
        anchor = change(said, act, ref)
        sheet = sheets.save(sheet.pk, said, version=version_of(request), at=at)
    except REFUSED as refused:
        page = page_of(sheet, said, at)
        page.refused.append(Fault("sheet", SAYINGS[type(refused)]()))
        return shown(request, sheet, page, status=UNPROCESSABLE)
    if faults := take_files(request, sheet, act, ref, at):
        page = page_of(sheet, said, at)
        page.refused += [Fault("scans", fault) for fault in faults]
        return shown(request, sheet, page, status=UNPROCESSABLE)
    if act in {"check", "submit"}:
        return looked_at(request, sheet, page_of(sheet, said, at, looks=True), act)
    return redirect(reverse("desk:sheet", args=[sheet.pk]) + anchor)


def change(said: Typed, act: str, ref: str) -> str:
    """Add or remove a row; return where the page goes on. Raises TooMany."""
    kind = {"person": typed.PEOPLE, "home": typed.HOMES}.get(act.partition("-")[2], "")
    if kind and act.startswith("add-"):
        return f"#card-{typed.add(said, kind)}"
    if kind and act.startswith("remove-"):
        typed.remove(said, kind, ref)
        return f"#{kind}"
    return "#scans" if act.endswith("scans") or act == "remove-scan" else ""


def take_files(request: HttpRequest, sheet: Sheet, act: str, ref: str, at: datetime) -> list[str]:
    """Keep the files that came along, and remove the one that is to go; say what was not taken."""
    holder, by = sheets.ScanHolder(sheet), registrar_of(request)
    if act == "remove-scan":
        sheets.remove_scan(sheet, ref, by=by, at=at)
    return add_all(holder, request.FILES.getlist("scans"), by=by, at=at)


def looked_at(request: HttpRequest, sheet: Sheet, page: Page, act: str) -> HttpResponse:
    """Look everything over, and register it if that was asked for and nothing is in the way."""
    package = page.package()
    if package is None:
        return shown(request, sheet, page, status=UNPROCESSABLE)
    found = alike.found_for(page.people)
    is_weighed = not found.digest or request.POST.get("weighed") == found.digest
    if act == "check" or not is_weighed:
        if act == "submit":
            page.refused.append(Fault("weighed", not_weighed()))
        status = UNPROCESSABLE if act == "submit" else 200
        return shown(request, sheet, page, status=status, found=found, warned=warnings(page))
    brought = Brought(
        page.arrival.cleaned_data["brought_by"],
        page.arrival.cleaned_data["name"],
        page.scanned(),
        page.not_scanned(),
        page.arrival.cleaned_data["wants_code"],
    )
    try:
        made = submit(
            sheet,
            package,
            brought,
            said=page.document(),
            by=registrar_of(request),
            at=page.at,
            keep_code=lambda user, code: code_on_show.put(request, user, code, at=page.at),
        )
    except UNCOUNTED as beyond:
        page.arrival.add_error("received_on", uncounted(beyond))
        return shown(request, sheet, page, status=UNPROCESSABLE)
    except sheets.Behind:
        page.refused.append(Fault("sheet", SAYINGS[sheets.Behind]()))
        return shown(request, sheet, page, status=UNPROCESSABLE)
    return redirect("desk:receipt", made.number)


@require_POST
@open_sheet
def saved(request: HttpRequest, sheet: Sheet) -> JsonResponse:
    """Save what a script sends while one types; say the term, and who is found elsewhere."""
    at = timezone.now()
    said = typed.of_page(request.POST)
    try:
        sheet = sheets.save(sheet.pk, said, version=version_of(request), at=at)
    except REFUSED as refused:
        return JsonResponse({"error": SAYINGS[type(refused)]()}, status=CONFLICT)
    page = page_of(sheet, said, at)
    context = {"found": alike.found_for(page.people), "due": term(page)}
    return JsonResponse(
        {
            "version": sheet.version,
            "said": saved_at(sheet),
            "matches": render_to_string("desk/_matches.html", context, request),
            "term": render_to_string("desk/_term.html", context, request),
        }
    )


def page_of(sheet: Sheet, said: Typed | None, at: datetime, *, looks: bool = False) -> Page:
    held = Copy.objects.filter(pk__in=sheet.scans.values("copy"))
    order = dict(sheet.scans.values_list("copy_id", "position"))
    copies = sorted(held, key=lambda copy: order[copy.pk])
    return Page(sheets.read(sheet) if said is None else said, current(), copies, at, looks)


def shown(
    request: HttpRequest,
    sheet: Sheet,
    page: Page,
    *,
    status: int = 200,
    found: alike.Found | None = None,
    warned: list[str] | None = None,
) -> HttpResponse:
    faults = page.faults() if page.is_looked_at or page.refused else []
    context = {
        **admin.site.each_context(request),
        "title": _("Paper form"),
        "sheet": sheet,
        "page": page,
        "faults": faults,
        "failed": bool(faults),
        "is_fine": page.is_looked_at and not faults,
        "warned": warned or [],
        "found": found or alike.found_for(page.people),
        "due": term(page),
        "saved": saved_at(sheet),
        "accepted": ACCEPTED,
        "new_person": page.blank_person(),
        "new_home": page.blank_home(),
    }
    return TemplateResponse(request, "desk/sheet.html", context, status=status)


def term(page: Page) -> Any:
    day = alike.read(page.arrival, "received_on")
    return term_of(day, at=page.at)


def saved_at(sheet: Sheet) -> str:
    at = date_format(timezone.localtime(sheet.saved_at), "H:i")
    return _("Saved at %(at)s") % {"at": at}


def version_of(request: HttpRequest) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else NO_NUMBER  # noqa: PLR2004
