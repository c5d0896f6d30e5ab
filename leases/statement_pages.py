"""The statement of a rent as a page of the lease clerk, and as a PDF in both languages."""

from datetime import date

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from deadlines.working_days import day_in_kyiv
from leases.access import access_lease
from leases.explained import explained
from leases.lease_page import user_of
from leases.models import Lease
from leases.services import FetchRefused, NotPrinted
from leases.statement import RentStatement, statement_on, told
from leases.statement_printing import LANGUAGES, read_statement
from printing.answers import pdf_answer


@require_safe
@never_cache
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the statement of the rent that holds today, or of the day asked for."""
    lease = access_lease(user_of(request), pk)
    statement = statement_of(request, lease)
    language = get_language() or LANGUAGES[0]
    shown = {
        **admin.site.each_context(request),
        "title": _("Rent statement of lease %(number)s") % {"number": lease.number},
        "lease": lease,
        "day": statement.day.isoformat(),
        "statement": told(statement, language if language in LANGUAGES else LANGUAGES[0]),
        "period": statement.period,
        "periods": lease.rents.select_related("tariff").order_by("-starts_on"),
    }
    return TemplateResponse(request, "leases/statement.html", shown)


@require_safe
@never_cache
def download(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Hand out the statement as a PDF, and record who took it."""
    if language not in LANGUAGES:
        raise Http404
    user = user_of(request)
    lease = access_lease(user, pk)
    statement = statement_of(request, lease)
    try:
        pdf = read_statement(lease, statement, language, by=user, at=timezone.now())
    except (FetchRefused, NotPrinted) as refused:
        messages.error(request, explained(refused)[1])
        return redirect("admin:leases_statement", pk)
    return pdf_answer(pdf, f"rent-{lease.number}-{language}")


def statement_of(request: HttpRequest, lease: Lease) -> RentStatement:
    """Return the statement of the day in the address, or of today. Raises Http404 for no day."""
    asked = request.GET.get("on")
    try:
        day = date.fromisoformat(asked) if asked else day_in_kyiv(timezone.now())
    except ValueError:
        raise Http404 from None
    return statement_on(lease, day)
