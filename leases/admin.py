"""The leases, to be looked at; every change is a step with an address and a service of its own."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from leases import pages, reading_pages, statement_pages
from leases.access import MAKE, STEPS
from leases.filters import Waits
from leases.models import Lease, Resident
from leases.paper_urls import paper_urls
from leases.status import Status


@admin.register(Lease)
class LeaseAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    change_list_template = "leases/list.html"
    list_display = (
        "number", "tenant", "dwelling_address", "starts_on", "ends_on", "rent",
        "coloured_status",
    )  # fmt: skip
    list_filter = (Waits, "status", "dwelling__building__site")
    list_select_related = ("dwelling__building",)
    search_fields = ("^number", "residents__name")
    search_help_text = _("Number of the lease, or a name among its residents")
    ordering = ("-made_at", "-pk")
    list_per_page = 50
    actions = None
    show_full_result_count = False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Filter by what is offered alone: any other would ask a lease sign by sign, unrecorded."""
        is_offered = lookup.partition("__")[0] in {"status", "dwelling", Waits.parameter_name}
        return is_offered and super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        steps = [
            path(
                f"<int:pk>/{step}/", wrap(partial(pages.perform, step=step)), name=f"leases_{step}"
            )
            for step in STEPS
        ]
        return [
            path("", wrap(self.changelist_view), name="leases_lease_changelist"),
            path("assign/", wrap(pages.assign), name="leases_assign"),
            path("<int:pk>/", wrap(pages.show), name="leases_lease_change"),
            path("<int:pk>/print/", wrap(pages.download), name="leases_print"),
            path("<int:pk>/reading/", wrap(reading_pages.download), name="leases_reading"),
            path("<int:pk>/statement/", wrap(statement_pages.show), name="leases_statement"),
            path(
                "<int:pk>/statement/<slug:language>/",
                wrap(statement_pages.download),
                name="leases_statement_print",
            ),
            *steps,
            *paper_urls(wrap),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        may_assign = {"may_assign": request.user.has_perm(MAKE)}
        return super().changelist_view(request, {**may_assign, **(extra_context or {})})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Lease]:
        tenants = Resident.objects.filter(relationship="applicant")
        shown = super().get_queryset(request)
        return shown.prefetch_related(Prefetch("residents", tenants, to_attr="tenants"))

    def has_add_permission(self, *_: Any) -> bool:
        return False

    def has_change_permission(self, *_: Any) -> bool:
        return False

    def has_delete_permission(self, *_: Any) -> bool:
        return False

    @admin.display(description=_("tenant"))
    def tenant(self, lease: Any) -> str:
        return ", ".join(resident.name for resident in lease.tenants)

    @admin.display(description=_("dwelling"), ordering="dwelling__building__address")
    def dwelling_address(self, lease: Lease) -> str:
        return f"{lease.dwelling.building}, {lease.dwelling}"

    @admin.display(description=_("rent, UAH a month"), ordering="monthly_rent")
    def rent(self, lease: Lease) -> str:
        return number_format(lease.monthly_rent, decimal_pos=2, force_grouping=True)

    @admin.display(description=_("status"), ordering="status")
    def coloured_status(self, lease: Lease) -> SafeString:
        label = Status(lease.status).label
        return format_html('<span class="tag lease-{}">{}</span>', lease.status, label)
