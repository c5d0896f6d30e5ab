"""A lean plain list of Django's admin over the same rows, beside the portal, to measure against.

Nothing is computed but what a list of applications cannot do without; no total is counted.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import include, path

from applications.models import Application

SIZE = 50


class LeanAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    list_display = ("number", "received_on", "due_on", "status", "caseworker")
    list_select_related = ("caseworker",)
    search_fields = ("search_text__contains",)
    ordering = ("due_on", "pk")
    list_per_page = SIZE
    show_full_result_count = False
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        applications = Application.objects.all()
        return applications if "q" in request.GET else applications.undecided()


lean = LeanAdmin(Application, admin.site)

urlpatterns = [
    path("lean/", admin.site.admin_view(lean.changelist_view)),
    path("", include("housing_portal.urls")),
]
