"""The rooms of the staff: Django's admin, which nobody enters without the second factor."""

from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts import second_factor, signing_in


class Office(admin.AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        """Ask for the factor at every page, whoever made the session and in whatever way."""
        is_staff: bool = super().has_permission(request)
        return is_staff and second_factor.is_confirmed(request, timezone.now())

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask for the password; it leads to the page that asks for the factor, and nowhere else."""
        at, onward = timezone.now(), signing_in.next_page(request, "admin:index")
        if request.method == "GET" and self.has_permission(request):
            return redirect(onward)
        if request.method == "GET" and second_factor.half_signed_in(request, at) is not None:
            return second_factor.step_up(request, onward)
        answer: HttpResponse = super().login(request, extra_context)
        if answer.status_code != HTTPStatus.FOUND:
            return answer
        second_factor.password_was_typed(request, at=at)
        return second_factor.step_up(request, onward)
