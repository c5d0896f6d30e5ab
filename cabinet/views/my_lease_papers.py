"""The papers of the applicant's own lease, each taken as a file; every taking is recorded."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.acting import actor_of
from applications.models import Application
from cabinet.access import own_application
from cabinet.own_leases import own_lease
from cabinet.own_papers import own_paper, own_scan
from charges import services as charges
from charges.handing_out import handed_out
from copies.services import CopyAltered, CopyMissing, NotClean
from deadlines.working_days import day_in_kyiv
from leases import reading, services
from leases.models import Lease
from leases.serving import paper_answer, scan_answer
from leases.statement import statement_on
from leases.statement_printing import LANGUAGES, read_statement


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
def my_reading_copy(request: HttpRequest, application: Application, lease: int) -> HttpResponse:
    """Hand out the lease in English, to be read and never signed."""
    found = own_lease(application, lease)
    if not reading.has_reading_copy(found):
        raise Http404
    try:
        pdf = reading.read_copy(found, by=actor_of(request), at=timezone.now())
    except (services.FetchRefused, services.NotPrinted):
        return not_now(request, found)
    return handed_out(pdf, "application/pdf", "reading-copy", found)


@require_safe
@own_application
def my_statement(
    request: HttpRequest, application: Application, lease: int, language: str
) -> HttpResponse:
    """Hand out the statement of the rent that holds today."""
    found, now = own_lease(application, lease), timezone.now()
    if language not in LANGUAGES:
        raise Http404
    statement = statement_on(found, day_in_kyiv(now))
    try:
        pdf = read_statement(found, statement, language, by=actor_of(request), at=now)
    except (services.FetchRefused, services.NotPrinted):
        return not_now(request, found)
    return handed_out(pdf, "application/pdf", f"rent-{language}", found)


@require_safe
@own_application
def my_act(request: HttpRequest, application: Application, lease: int, paper: int) -> HttpResponse:
    """Hand out an act or an amendment as it was printed."""
    found = own_lease(application, lease)
    own = own_paper(found, paper)
    try:
        pdf = services.read_paper(own, by=actor_of(request), at=timezone.now())
    except services.PaperAltered:
        return not_now(request, found)
    return paper_answer(own, pdf)


@require_safe
@own_application
def my_signed_copy(
    request: HttpRequest, application: Application, lease: int, scan: int
) -> HttpResponseBase:
    """Hand out a signed copy to the byte."""
    found = own_lease(application, lease)
    own = own_scan(found, scan)
    try:
        file = services.open_scan(own, by=actor_of(request), at=timezone.now())
    except (NotClean, CopyMissing, CopyAltered):
        return not_now(request, found)
    return scan_answer(own, file)


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
