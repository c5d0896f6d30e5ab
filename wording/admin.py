"""The texts of the lease, in versions; every change is an act with an address of its own."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from wording import pages, previews
from wording.access import DRAFT
from wording.models import Wording


@admin.register(Wording)
class WordingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    change_list_template = "wording/list.html"
    list_display = ("__str__", "state", "drafted_by", "approved_by", "approved_at", "short_hash")
    list_select_related = ("drafted_by", "approved_by")
    ordering = ("programme", "-number", "-pk")
    list_per_page = 50
    actions = None
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.changelist_view), name="wording_wording_changelist"),
            path("begin/", wrap(pages.begin), name="wording_begin"),
            path("<int:pk>/", wrap(pages.show), name="wording_wording_change"),
            path("<int:pk>/approve/", wrap(pages.approve), name="wording_approve"),
            path("<int:pk>/set-aside/", wrap(pages.set_aside), name="wording_set_aside"),
            path("<int:pk>/<slug:language>/", wrap(previews.show), name="wording_preview"),
            path(
                "<int:pk>/<slug:language>/print/",
                wrap(previews.download),
                name="wording_preview_print",
            ),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        programmes = Wording.objects.approved().order_by("programme")
        begun = {
            "may_draft": request.user.has_perm(DRAFT),
            "programmes": programmes.values_list("programme", flat=True).distinct(),
        }
        return super().changelist_view(request, {**begun, **(extra_context or {})})

    def has_add_permission(self, *_: Any) -> bool:
        return False

    def has_change_permission(self, *_: Any) -> bool:
        return False

    def has_delete_permission(self, *_: Any) -> bool:
        return False

    @admin.display(description=_("state"))
    def state(self, row: Wording) -> SafeString:
        if row.is_approved:
            return format_html('<span class="tag status-approved">{}</span>', _("approved"))
        if row.is_draft:
            return format_html('<span class="tag due-soon">{}</span>', _("draft"))
        return format_html('<span class="tag">{}</span>', _("given up"))

    @admin.display(description="SHA-256")
    def short_hash(self, row: Wording) -> str:
        return row.sha256[:12]
