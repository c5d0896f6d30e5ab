"""The applicant's own lease: what it says, what it costs, what was paid, which papers it has."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from applications.models import Application
from cabinet.access import own_application
from cabinet.coming import coming_rents
from cabinet.own_leases import own_lease, told
from cabinet.own_papers import own_papers, own_scans
from charges.accounts import ledger
from charges.paying import how_to_pay
from charges.renewed import paid_under
from charges.shown import rows
from deadlines.working_days import day_in_kyiv
from leases.reading import has_reading_copy
from leases.selectors import ending_of, residents_on, signed_scan
from leases.shown import square_metres, total_area
from leases.statement import statement_on
from leases.statement import told as worded
from review.findings import language as language_of_page


@require_safe
@own_application
def my_lease(request: HttpRequest, application: Application, lease: int) -> HttpResponse:
    found = own_lease(application, lease)
    shown = {
        "application": application,
        "lease": found,
        "ending": ending_of(found),
        "coming": coming_rents(found, day_in_kyiv(timezone.now())),
        "told": told(found, at=timezone.now()),
        "paying": how_to_pay(paid_under(found)),
        "area": square_metres(total_area(found)),
        "statement": worded(statement_on(found, day_in_kyiv(timezone.now())), language_of_page()),
        "residents": residents_on(found, day_in_kyiv(timezone.now())),
        "is_scanned": signed_scan(found) is not None,
        "has_reading_copy": has_reading_copy(found),
        "papers": own_papers(found),
        "scans": own_scans(found),
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
        "paying": how_to_pay(paid_under(found)),
        "rows": rows(ledger(found)),
    }
    return render(request, "cabinet/account.html", shown)
