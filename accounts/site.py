"""The rooms of the staff: Django's admin, which nobody enters without the second factor."""

from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from accounts import factors, letters, second_factor, signing_in
from accounts.limits import TooMany
from accounts.staff_forms import StaffSignInForm
from accounts.views.waiting import wait

TAKEN = ["GET", "HEAD", "POST"]


class Office(admin.AdminSite):
    login_form = StaffSignInForm

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """As Django's, whose pages would take any other method as a GET; these take none."""
        return super().admin_view(require_http_methods(TAKEN)(view), cacheable)

    def has_permission(self, request: HttpRequest) -> bool:
        """Ask for the factor at every page, whoever made the session and in whatever way.

        And for a password of one's own, where somebody else set the one there is.
        """
        is_staff: bool = super().has_permission(request)
        is_confirmed = second_factor.is_confirmed(request, timezone.now())
        return is_staff and is_confirmed and not second_factor.owes_password(request.user)

    @method_decorator(require_http_methods(TAKEN))
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask for the password; it leads to the page that asks for the factor, and nowhere else."""
        at, onward = timezone.now(), signing_in.next_page(request, "admin:index")
        is_typed = request.method == "POST"
        if not is_typed and self.has_permission(request):
            return redirect(onward)
        if not is_typed and second_factor.half_signed_in(request, at) is not None:
            return second_factor.step_up(request, onward)
        if not is_typed and self.owes_password(request):
            return redirect(signing_in.with_next(request, "first_password"))
        shown = {"has_ended": second_factor.has_ended(request, at), **(extra_context or {})}
        try:
            answer: HttpResponse = super().login(request, shown)
        except TooMany as limit:
            return wait(request, limit, back=resolve_url("admin:login"))
        if answer.status_code != HTTPStatus.FOUND:
            return answer
        second_factor.password_was_typed(request, at=at)
        return second_factor.step_up(request, onward)

    def owes_password(self, request: HttpRequest) -> bool:
        at = timezone.now()
        is_confirmed = second_factor.is_confirmed(request, at)
        return is_confirmed and second_factor.owes_password(second_factor.holder(request, at))

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """As Django's, and the change stands in the audit chain; its holder is told by letter."""
        user: Any = request.user
        with transaction.atomic():
            answer = super().password_change(request, extra_context)
            is_changed = answer.status_code == HTTPStatus.FOUND
            if is_changed:
                factors.record_own_password(user, at=timezone.now())
        if is_changed:
            letters.tell(user, "password_changed")
        return answer
