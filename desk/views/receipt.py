"""The slip that whoever brought a form takes home: number, days, papers, in both languages."""

from typing import Any

import segno
from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from accounts import code_on_show
from applications.models import Application
from applications.receipts import papers_of, status_url
from deadlines.working_days import day_in_kyiv
from desk.access import at_the_desk, registrar_of
from review.access import access_application
from review.readings import read_application
from territories.gazetteer import current

LANGUAGES = ("uk", "en")
QUIET = 2  # modules of white around the code


@require_safe
@at_the_desk
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    pk = Application.objects.filter(number=number).values_list("pk", flat=True).first()
    if pk is None:
        raise Http404
    user = registrar_of(request)
    application = access_application(user, pk)
    at = timezone.now()
    read_application(application, by=user, at=at)
    url = status_url(application)
    context = {
        **admin.site.each_context(request),
        "title": _("Receipt"),
        "application": application,
        "slips": [slip(application, language) for language in ordered(application.language)],
        "is_late": Application.objects.overdue_on(day_in_kyiv(at)).filter(pk=pk).exists(),
        "url": url,
        "sign_in": settings.SITE_URL + reverse("sign_in_printed"),
        "qr": qr(url or application.number),
        "code": code_of(request, application),
    }
    return TemplateResponse(request, "desk/receipt.html", context)


def code_of(request: HttpRequest, application: Application) -> str | None:
    """Return the applicant's code while this session may show it: ten minutes, to print it."""
    if application.owner is None:
        return None
    return code_on_show.seen(request, application.owner, at=timezone.now())


def ordered(first: str) -> list[str]:
    """Return the languages, that of the applicant's letters first."""
    return sorted(LANGUAGES, key=lambda language: language != first)


def slip(application: Application, language: str) -> dict[str, Any]:
    """Return one slip; the names of papers are put into words while its language is on."""
    with override(language):
        papers = papers_of(application, current())
        return {
            "language": language,
            "applicant": papers.applicant,
            "received": [(str(paper.title), paper.whose, paper.files) for paper in papers.received],
            "missing": [(str(paper.title), paper.whose) for paper in papers.missing],
        }


def qr(text: str) -> SafeString:
    """Return a code for scanners as inline SVG: the address of the page, else the number."""
    drawn = segno.make(text, micro=False, error="m").svg_inline(scale=4, border=QUIET)
    return mark_safe(drawn)  # noqa: S308  # drawn from a number or an address of our own
