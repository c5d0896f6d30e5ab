from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from outbox.models import Letter


class LetterAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    """To be looked at; every change is a step with an address of its own."""

    list_display = ("letter", "kind", "number", "coloured_state", "trouble", "delivery", "created")
    search_fields = ("=about", "=message_id", "=tracking_number")
    ordering = ("-pk",)
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Refuse to be asked for a text letter by letter: texts are read whole, and recorded."""
        is_text = lookup.partition("__")[0] in {"body", "to", "subject", "note"}
        return not is_text and super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    def has_add_permission(self, *_: Any) -> bool:
        return False

    def has_change_permission(self, *_: Any) -> bool:
        return False

    def has_delete_permission(self, *_: Any) -> bool:
        return False

    @admin.display(description=_("letter"), ordering="pk")
    def letter(self, letter: Letter) -> int:
        return letter.pk

    @admin.display(description=_("application"))
    def number(self, letter: Any) -> str:
        return str(letter.number)

    @admin.display(description=_("written"), ordering="pk")
    def created(self, letter: Letter) -> str:
        return date_format(localtime(letter.created_at), "d.m.Y H:i")

    @admin.display(description=_("state"), ordering="state")
    def coloured_state(self, letter: Letter) -> SafeString:
        return format_html(
            '<span class="letter-state letter-state-{}">{}</span>',
            letter.state,
            letter.get_state_display(),
        )
