"""The caseworkers' office: the list of applications, one application, and the steps on it."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from applications.numbers import grouped, is_number
from applications.status import Status
from review.acts import ACTS, download, perform, picture, show
from review.explained import name
from review.queue import Queue, Turn, rows

admin.site.enable_nav_sidebar = False  # the rooms are named in the header of every page


@admin.register(Application)
class ApplicationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    """To be looked at; every change is a step with an address and a service of its own."""

    list_display = (
        "number", "applicant", "received", "due", "time_left", "coloured_status", "caseworker",
        "papers_waiting",
    )  # fmt: skip
    list_filter = (Turn, "status")
    search_fields = ("^number", "people__surname")
    search_help_text = _("Number of the application, or a surname in the household")
    ordering = ("due_on", "pk")
    list_per_page = 50
    actions = None
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        steps = [
            path(f"<int:pk>/{step}/", wrap(partial(perform, step=step)), name=f"review_{step}")
            for step in ACTS
        ]
        return [
            path("", wrap(self.changelist_view), name="applications_application_changelist"),
            path("<int:pk>/", wrap(show), name="applications_application_change"),
            path("<int:pk>/copies/<uuid:copy>/", wrap(download), name="review_download"),
            path("<int:pk>/copies/<uuid:copy>/<int:number>/", wrap(picture), name="review_picture"),
            *steps,
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        shown = {**(extra_context or {}), "title": _("Applications")}
        return super().changelist_view(request, shown)

    def get_changelist(self, request: HttpRequest, **_: Any) -> type[Queue]:
        return Queue

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        return rows(super().get_queryset(request))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Application], search_term: str
    ) -> tuple[QuerySet[Application], bool]:
        """Find a number however it is typed, with or without its hyphens."""
        if is_number(search_term):
            search_term = grouped("".join(filter(str.isdecimal, search_term)))
        return super().get_search_results(request, queryset, search_term)

    def has_add_permission(self, *_: Any) -> bool:
        return False

    def has_change_permission(self, *_: Any) -> bool:
        return False

    def has_delete_permission(self, *_: Any) -> bool:
        return False

    @admin.display(description=_("applicant"))
    def applicant(self, application: Any) -> str:
        return ", ".join(person.name for person in application.applicants)

    @admin.display(description=_("received"), ordering="received_on")
    def received(self, application: Application) -> str:
        return date_format(application.received_on, "d.m.Y")

    @admin.display(description=_("due"), ordering="due_on")
    def due(self, application: Application) -> str:
        return date_format(application.due_on, "d.m.Y")

    @admin.display(description=_("time left"))
    def time_left(self, application: Any) -> SafeString | str:
        if application.due is None:
            return "–"
        due = application.due
        return format_html('<span class="tag due-{}">{}</span>', due.level, due.words)

    @admin.display(description=_("status"), ordering="status")
    def coloured_status(self, application: Application) -> SafeString:
        label = Status(application.status).label
        return format_html('<span class="tag status-{}">{}</span>', application.status, label)

    @admin.display(description=_("caseworker"))
    def caseworker(self, application: Application) -> str:
        assignment = getattr(application, "assignment", None)
        return name(assignment.caseworker) if assignment else "–"

    @admin.display(description=_("papers waiting"), ordering="papers_waiting")
    def papers_waiting(self, application: Any) -> int:
        return int(application.papers_waiting)
