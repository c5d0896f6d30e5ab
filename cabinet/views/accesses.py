"""Who of the staff did what with an application."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applications.models import Application
from cabinet.access import own_application
from cabinet.accesses import accesses as worded
from cabinet.accesses import entries_about

PER_PAGE = 50


@require_safe
@own_application
def accesses(request: HttpRequest, application: Application) -> HttpResponse:
    pages = Paginator(entries_about(application), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    shown = {
        "application": application,
        "page": page,
        "rows": worded(application, page.object_list),
    }
    return render(request, "cabinet/accesses.html", shown)
