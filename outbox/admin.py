from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.models import AbstractUser
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from outbox import services
from outbox.models import Letter


class LetterAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    """To be looked at; what was printed is marked so."""

    class Media:
        css = {"all": ("outbox/state.css",)}

    list_display = (
        "pk", "kind", "about", "coloured_state", "delivery", "created_at", "attempts", "sent_at"
    )  # fmt: skip
    list_filter = ("state", "kind", "delivery")
    search_fields = ("=about", "=message_id")
    ordering = ("-pk",)
    show_full_result_count = False
    actions = ("mark_printed",)

    def has_add_permission(self, *_: Any) -> bool:
        return False

    def has_change_permission(self, *_: Any) -> bool:
        return False

    def has_delete_permission(self, *_: Any) -> bool:
        return False

    def has_print_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("outbox.print_letter")

    @admin.display(description=_("state"), ordering="state")
    def coloured_state(self, letter: Letter) -> SafeString:
        return format_html(
            '<span class="letter-state letter-state-{}">{}</span>',
            letter.state,
            letter.get_state_display(),
        )

    @admin.action(description=_("Mark as printed"), permissions=["print"])
    def mark_printed(self, request: HttpRequest, letters: QuerySet[Letter]) -> None:
        by = cast("AbstractUser", request.user)  # the admin has let nobody else in
        marked, refused = 0, 0
        for letter in letters:
            try:
                self.print_letter(letter, by)
                marked += 1
            except services.MoveRefused:
                refused += 1
        self.tell(request, marked, refused)

    def print_letter(self, letter: Letter, by: AbstractUser) -> None:
        services.mark_printed(letter.pk, by=by, at=timezone.now())

    def tell(self, request: HttpRequest, marked: int, refused: int) -> None:
        if marked:
            done = ngettext("%d letter is marked.", "%d letters are marked.", marked) % marked
            self.message_user(request, done, messages.SUCCESS)
        if refused:
            waits = ngettext(
                "%d letter does not wait to be printed.",
                "%d letters do not wait to be printed.",
                refused,
            )
            self.message_user(request, waits % refused, messages.ERROR)
