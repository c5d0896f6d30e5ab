"""The applicant's own lease: what it says, what it costs, what was paid, and its papers."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.acting import actor_of
from applications.models import Application
from cabinet.access import own_application
from cabinet.own_leases import own_lease, told
from charges import services as charges
from charges.accounts import ledger
from charges.handing_out import handed_out
from charges.paying import how_to_pay
from charges.shown import rows
from deadlines.working_days import day_in_kyiv
from leases import services
from leases.models import Lease
from leases.selectors import residents_on, signed_scan
from leases.shown import square_metres, total_area
from leases.statement import statement_on
from leases.statement import told as worded
from leases.statement_printing import LANGUAGES, statement_pdf
from review.findings import language as language_of_page


@require_safe
@own_application
def my_lease(request: HttpRequest, application: Application, lease: int) -> HttpResponse:
    found = own_lease(application, lease)
    shown = {
        "application": application,
        "lease": found,
        "told": told(found, at=timezone.now()),
        "paying": how_to_pay(found),
        "area": square_metres(total_area(found)),
        "statement": worded(statement_on(found, day_in_kyiv(timezone.now())), language_of_page()),
        "residents": residents_on(found, day_in_kyiv(timezone.now())),
        "is_scanned": signed_scan(found) is not None,
    }
    return render(request, "cabinet/lease.html", shown)


@require_safe
@own_application
def my_account(request: HttpRequest, application: Application, lease: int) -> HttpResponse:
    """Show every charge and payment, the latest first."""
    found = own_lease(application, lease)
    shown = {
        "application": application,
        "lease": found,
        "told": told(found, at=timezone.now()),
        "paying": how_to_pay(found),
        "rows": rows(ledger(found)),
    }
    return render(request, "cabinet/account.html", shown)


@require_safe
@own_application
def my_lease_pdf(request: HttpRequest, application: Application, lease: int) -> HttpResponse:
    """Hand out the lease as it was issued."""
    found = own_lease(application, lease)
    try:
        pdf = services.read(found, by=actor_of(request), at=timezone.now())
    except (services.NotIssued, services.PdfAltered):
        return not_now(request, found)
    return handed_out(pdf, "application/pdf", "lease", found)


@require_safe
@own_application
def my_statement(
    request: HttpRequest, application: Application, lease: int, language: str
) -> HttpResponse:
    """Hand out the statement of the rent that holds today."""
    found = own_lease(application, lease)
    if language not in LANGUAGES:
        raise Http404
    try:
        pdf = statement_pdf(statement_on(found, day_in_kyiv(timezone.now())), language)
    except (services.FetchRefused, services.NotPrinted):
        return not_now(request, found)
    return handed_out(pdf, "application/pdf", f"rent-{language}", found)


@require_safe
@own_application
def my_pack(request: HttpRequest, application: Application, lease: int) -> HttpResponse:
    """Hand out the papers for the subsidy as one file."""
    found = own_lease(application, lease)
    try:
        whole = charges.pack(found, by=actor_of(request), at=timezone.now())
    except (charges.NotIssued, *charges.NOT_GIVEN_OUT):
        return not_now(request, found)
    return handed_out(whole, "application/zip", "subsidy", found)


def not_now(request: HttpRequest, lease: Lease) -> HttpResponse:
    messages.error(
        request,
        _("The file cannot be given out now. What it says is on this page; please ask us for it."),
    )
    return redirect("my_lease", lease.application.number, lease.pk)
