"""The one way into oversight: staff in the admin site who hold the permission of the page."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from accounts.models import User

View = Callable[..., HttpResponseBase]


def holding(permission: str) -> Callable[[View], View]:
    """Return what lets in who the admin site lets in and who holds this permission."""

    def guarded(view: View) -> View:
        def allowed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not user_of(request).has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        inside: View = admin.site.admin_view(allowed)
        return inside

    return guarded


def user_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
