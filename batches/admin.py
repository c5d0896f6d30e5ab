"""The batches, to be looked at; every act has an address and a service of its own."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from batches import pages
from batches.access import SEE, may_make
from batches.models import Batch
from batches.services import Kind
from leases.admin import LeaseAdmin
from leases.lease_page import user_of
from leases.models import Lease


@admin.register(Batch)
class BatchAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    change_list_template = "batches/list.html"
    list_display = ("__str__", "place", "leases", "state", "at", "by")
    list_select_related = ("by",)
    list_filter = ("state",)
    ordering = ("-pk",)
    list_per_page = 50
    actions = None
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        files = [
            path(
                f"<int:pk>/{kind.value}/",
                wrap(partial(pages.download, kind=kind)),
                name=f"batches_{kind.value}",
            )
            for kind in Kind
        ]
        return [
            path("", wrap(self.changelist_view), name="batches_batch_changelist"),
            path("make/", wrap(pages.make), name="batches_make"),
            path("<int:pk>/", wrap(pages.show), name="batches_batch_change"),
            path("<int:pk>/progress/", wrap(pages.tell), name="batches_progress"),
            path("<int:pk>/cancel/", wrap(pages.cancel), name="batches_cancel"),
            *files,
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        allowed = {"may_make": may_make(user_of(request))}
        return super().changelist_view(request, {**allowed, **(extra_context or {})})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Batch]:
        batches: QuerySet[Batch] = super().get_queryset(request)
        return batches.annotate(items_in_it=Count("items"))

    def has_add_permission(self, *_: Any) -> bool:
        return False

    def has_change_permission(self, *_: Any) -> bool:
        return False

    def has_delete_permission(self, *_: Any) -> bool:
        return False

    @admin.display(description=_("leases"))
    def leases(self, batch: Any) -> int:
        count: int = batch.items_in_it
        return count


class LeasesToPrint(LeaseAdmin):
    """The list of leases, with a box beside each for whoever may have them printed together."""

    change_list_template = "batches/leases.html"

    def get_list_display(self, request: HttpRequest) -> Any:
        shown = super().get_list_display(request)
        return ("box", *shown) if may_make(user_of(request)) else shown

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        return ("number",)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        user = user_of(request)
        allowed = {"may_print": may_make(user), "may_see_batches": user.has_perm(SEE)}
        return super().changelist_view(request, {**allowed, **(extra_context or {})})

    @admin.display(description=_("Choose"))
    def box(self, lease: Lease) -> SafeString:
        box = '<input type="checkbox" name="chosen" value="{}" aria-label="{}">'
        return format_html(box, lease.pk, lease.number)


admin.site.unregister(Lease)
admin.site.register(Lease, LeasesToPrint)
