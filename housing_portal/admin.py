"""What stands in the audit chain of rooms that do not know it: accounts and letters."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import passwords
from accounts.admin import UserAdmin
from accounts.models import User
from applications.models import Application
from applications.numbers import grouped, is_number
from audit.recorded import RecordedAdmin, record_form
from outbox.admin import LetterAdmin
from outbox.models import Letter
from review import letter_pages, post_page
from review.letter_list import Letters, Waits
from review.lock import subject_of

LONGEST = 18  # digits of a number of a letter


@admin.register(User)
class RecordedUserAdmin(RecordedAdmin, UserAdmin):
    """Staff accounts, each change of which stands in the audit chain."""

    @transaction.atomic
    def user_change_password(
        self,
        request: HttpRequest,
        id: str,  # noqa: A002  # as in Django
        form_url: str = "",
    ) -> HttpResponse:
        before = self.get_object(request, unquote(id))
        answer: HttpResponse = super().user_change_password(request, id, form_url)
        after = self.get_object(request, unquote(id))
        if before and after and before.password != after.password:
            if after != request.user:
                passwords.give(after)
            record_form(request, after, "password_set", "password", at=timezone.now())
        return answer


@admin.register(Letter)
class RecordedLetterAdmin(LetterAdmin):
    """Letters: who read, printed, posted or sent one again stands in the audit chain."""

    list_filter = (Waits, "state", "kind", "delivery")
    search_help_text = _("Number of the application, or tracking number")

    def get_urls(self) -> list[URLPattern]:
        wrap, here = self.admin_site.admin_view, "outbox_%s"
        on_paper = [
            path("paper/", wrap(post_page.show), name=here % "paper"),
            path("paper/print/", wrap(post_page.print_chosen), name=here % "print"),
            path("paper/posted/", wrap(post_page.mark_posted), name=here % "posted"),
            path(
                "paper/envelopes/<str:size>/",
                wrap(post_page.print_envelopes),
                name=here % "envelopes",
            ),
        ]
        steps = [
            path(
                f"<int:pk>/{step.replace('_', '-')}/",
                wrap(partial(letter_pages.perform, step=step)),
                name=here % step,
            )
            for step in letter_pages.ACTS
        ]
        return [*on_paper, *steps, *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), "title": _("Letters")})

    def get_changelist(self, request: HttpRequest, **_: Any) -> type[Letters]:
        return Letters

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Letter], search_term: str
    ) -> tuple[QuerySet[Letter], bool]:
        """Find the letters about an application by its number, however it is typed."""
        if is_number(search_term):
            number = grouped("".join(filter(str.isdecimal, search_term)))
            found = Application.objects.filter(number=number).first()
            return queryset.filter(about=subject_of(found.pk) if found else ""), False
        return super().get_search_results(request, queryset, search_term)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a letter on our page alone: the admin's own neither asks nor records who reads it.

        Django finds letter 1 under "+1" and " 1" as well; here only digits name one.
        """
        if not (object_id.isascii() and object_id.isdecimal() and len(object_id) <= LONGEST):
            raise Http404
        return letter_pages.show(request, int(object_id))
