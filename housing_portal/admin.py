"""What stands in the audit chain of rooms that do not know it: accounts and letters."""

from http import HTTPStatus
from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.admin import UserAdmin
from accounts.models import User
from audit.recorded import RecordedAdmin, record_form
from outbox.admin import LetterAdmin
from outbox.models import Letter
from review import services


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
        before = self.get_object(request, id)
        answer: HttpResponse = super().user_change_password(request, id, form_url)
        after = self.get_object(request, id)
        if before and after and before.password != after.password:
            record_form(request, after, "password_set", "password", at=timezone.now())
        return answer


@admin.register(Letter)
class RecordedLetterAdmin(LetterAdmin):
    """Letters: who read one and who printed one stands in the audit chain."""

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        answer = super().change_view(request, object_id, form_url, extra_context)
        letter = self.get_object(request, object_id)
        if letter is not None and answer.status_code == HTTPStatus.OK:
            by = cast("User", request.user)  # the admin has let nobody else in
            services.read_letter(letter, by=by, at=timezone.now())
        return answer

    def print_letter(self, letter: Letter, by: AbstractUser) -> None:
        services.mark_printed(letter, by=cast("User", by), at=timezone.now())
