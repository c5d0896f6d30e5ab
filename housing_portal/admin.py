"""What the admin of one room needs from another: accounts do not know the audit chain."""

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.admin import UserAdmin
from accounts.models import User
from audit.recorded import RecordedAdmin, record_form


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
