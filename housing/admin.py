"""The stock, kept by administrators. A dwelling somebody may have leased is never deleted."""

from typing import Any

from django.contrib import admin

from audit.recorded import RecordedAdmin
from housing.models import Building, Dwelling, Site


class StockAdmin(RecordedAdmin):
    def has_delete_permission(self, *_: Any) -> bool:
        return False


@admin.register(Site)
class SiteAdmin(StockAdmin):
    list_display = ("name", "programme", "katottg", "landlord_name")
    search_fields = ("name", "=katottg")
    ordering = ("name", "pk")


@admin.register(Building)
class BuildingAdmin(StockAdmin):
    list_display = ("address", "site")
    list_select_related = ("site",)
    list_filter = ("site",)
    search_fields = ("address",)
    ordering = ("site__name", "address", "pk")


@admin.register(Dwelling)
class DwellingAdmin(StockAdmin):
    list_display = (
        "number",
        "building",
        "floor",
        "rooms",
        "total_area",
        "is_accessible",
        "is_commissioned",
    )
    list_select_related = ("building",)
    list_filter = ("building__site", "rooms", "is_accessible", "is_commissioned")
    search_fields = ("=number", "building__address")
    ordering = ("building__address", "number", "pk")
    show_full_result_count = False
