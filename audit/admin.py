from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from audit.models import Entry
from audit.words import ACTS


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    """To be looked at; entries come from `services.record` alone."""

    list_display = ("seq", "at", "act", "in_words", "subject", "by")
    list_select_related = ("by",)
    search_fields = ("=subject", "=act")
    ordering = ("-seq",)
    show_full_result_count = False

    @admin.display(description=_("in words"))
    def in_words(self, entry: Entry) -> str:
        return str(ACTS.get(entry.act, "–"))

    def has_add_permission(self, *_: Any) -> bool:
        return False

    def has_change_permission(self, *_: Any) -> bool:
        return False

    def has_delete_permission(self, *_: Any) -> bool:
        return False
