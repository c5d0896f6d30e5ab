"""The reading copy of a lease in English, handed out by the lease clerk."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from leases.access import access_lease
from leases.explained import explained
from leases.lease_page import PAGE, user_of
from leases.reading import read_copy
from leases.services import FetchRefused, NoTemplate, NotPrinted
from printing.answers import pdf_answer


@require_safe
@never_cache
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the reading copy as a PDF, and record who took it."""
    user = user_of(request)
    lease = access_lease(user, pk)
    try:
        pdf = read_copy(lease, by=user, at=timezone.now())
    except NoTemplate:
        messages.error(request, _("Leases of the first release have no reading copy in English."))
        return redirect(PAGE, pk)
    except (FetchRefused, NotPrinted) as refused:
        messages.error(request, explained(refused)[1])
        return redirect(PAGE, pk)
    return pdf_answer(pdf, f"reading-copy-{lease.number}")
