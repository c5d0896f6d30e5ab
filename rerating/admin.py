"""Tariffs and re-ratings in the admin; every change is a step with an address and a service."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from rent.models import TariffRow
from rerating import lease_pages, pages, tariff_pages
from rerating.access import ENTER_TARIFF
from rerating.answering import unanswered
from rerating.models import Rerating


class OwnPages(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    """A list of Django's; everything else is a page of this room."""

    list_per_page = 50
    actions = None
    show_full_result_count = False

    def has_add_permission(self, *_: Any) -> bool:
        return False

    def has_change_permission(self, *_: Any) -> bool:
        return False

    def has_delete_permission(self, *_: Any) -> bool:
        return False


@admin.register(TariffRow)
class TariffAdmin(OwnPages):
    change_list_template = "rerating/tariffs.html"
    list_display = ("name", "start", "end", "per_square_metre", "state", "source")
    list_select_related = ("confirmation",)
    ordering = ("-start", "-pk")

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        name = "rent_tariffrow"
        return [
            path("", wrap(self.changelist_view), name=f"{name}_changelist"),
            path("add/", wrap(tariff_pages.add), name=f"{name}_add"),
            path("<int:pk>/", wrap(tariff_pages.show), name=f"{name}_change"),
            path("<int:pk>/attach/", wrap(tariff_pages.attach), name=f"{name}_attach"),
            path("<int:pk>/approve/", wrap(tariff_pages.approve), name=f"{name}_approve"),
            path("<int:pk>/confirm/", wrap(tariff_pages.confirm), name=f"{name}_confirm"),
            path("<int:pk>/set_aside/", wrap(tariff_pages.set_aside), name=f"{name}_set_aside"),
            path(
                "<int:pk>/source/<int:source>/", wrap(tariff_pages.download), name=f"{name}_source"
            ),
            path(
                "<int:pk>/source/<int:source>/<int:number>/",
                wrap(tariff_pages.picture),
                name=f"{name}_picture",
            ),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        may_enter = {"title": _("Tariffs"), "may_enter": request.user.has_perm(ENTER_TARIFF)}
        return super().changelist_view(request, {**may_enter, **(extra_context or {})})

    @admin.display(description=_("state"))
    def state(self, row: TariffRow) -> SafeString:
        if row.is_shipped and not hasattr(row, "confirmation"):
            said = _("came with the portal, not confirmed here")
            return format_html('<span class="tag due-soon">{}</span>', said)
        if row.is_approved:
            return format_html('<span class="tag status-approved">{}</span>', _("counts"))
        if row.is_waiting:
            return format_html('<span class="tag due-soon">{}</span>', _("waits for approval"))
        return format_html('<span class="tag">{}</span>', _("set aside"))


@admin.register(Rerating)
class ReratingAdmin(OwnPages):
    change_list_template = "rerating/reratings.html"
    list_display = (
        "effective_on", "tariff", "prepared_by", "approved_by", "state", "objections_to_answer",
    )  # fmt: skip
    list_select_related = ("tariff", "prepared_by", "approved_by")
    ordering = ("-effective_on", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Rerating]:
        of_it = unanswered().filter(change__rerating=OuterRef("pk")).order_by()
        count = of_it.values("change__rerating").annotate(n=Count("pk")).values("n")
        rows: QuerySet[Rerating] = super().get_queryset(request)
        return rows.annotate(to_answer=Subquery(count))

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        name, one = "rerating_rerating", "<int:pk>/lease/<int:change>/"
        return [
            path("", wrap(self.changelist_view), name=f"{name}_changelist"),
            path("look/", wrap(pages.look), name="rerating_look"),
            path("prepare/", wrap(pages.prepare), name="rerating_prepare"),
            path("<int:pk>/", wrap(pages.show), name=f"{name}_change"),
            path("<int:pk>/approve/", wrap(pages.approve), name="rerating_approve"),
            path("<int:pk>/set_aside/", wrap(pages.set_aside), name="rerating_set_aside"),
            path(one, wrap(lease_pages.one), name="rerating_change"),
            path(f"{one}objection/", wrap(lease_pages.objection), name="rerating_objection"),
            path(
                f"{one}objection/<uuid:objection>/answer/",
                wrap(lease_pages.answer),
                name="rerating_answer",
            ),
            path(f"{one}leave_out/", wrap(lease_pages.leave_out), name="rerating_leave_out"),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return super().changelist_view(request, {"title": _("Re-ratings"), **(extra_context or {})})

    @admin.display(description=_("objections to answer"))
    def objections_to_answer(self, row: Any) -> str:
        return str(row.to_answer or "–")

    @admin.display(description=_("state"))
    def state(self, row: Rerating) -> SafeString:
        return format_html('<span class="tag {}">{}</span>', *STATES[row.state])


STATES = {
    "waiting": ("due-soon", _("waits for approval")),
    "approved": ("status-approved", _("approved, waits for its day")),
    "answers_awaited": ("due-soon", _("waits for answers to objections")),
    "applied": ("status-approved", _("applied")),
    "set_aside": ("", _("set aside")),
}
