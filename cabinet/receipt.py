"""The receipt of an application, to be kept or printed."""

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from applications.models import Application
from applications.receipts import papers_of, status_url
from cabinet.access import own_application
from drafts.handing_papers import not_arrived
from territories.gazetteer import current

QUIET = 2  # modules of white around the code


@require_safe
@own_application
def receipt(request: HttpRequest, application: Application) -> HttpResponse:
    url = status_url(application)
    context = {
        "application": application,
        "papers": papers_of(application, current()),
        "not_arrived": not_arrived(application),
        "url": url,
        "code": qr(url),
    }
    return render(request, "cabinet/receipt.html", context)


def qr(url: str) -> SafeString:
    """Return a QR code as inline SVG: shapes alone, no styles, no scripts."""
    drawn = segno.make(url, micro=False, error="m").svg_inline(scale=4, border=QUIET)
    return mark_safe(drawn)  # noqa: S308  # drawn from an address of our own
