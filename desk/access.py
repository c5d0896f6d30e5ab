"""The one way into the desk: staff in the admin site who may register applications."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from accounts import keeping
from accounts.models import User
from desk.models import Sheet
from desk.sheets import AlreadySubmitted

View = Callable[..., HttpResponseBase]
REGISTER = "applications.add_application"


def at_the_desk(view: View) -> View:
    """Let in who the admin site lets in and may register; others are shown its ways out.

    What a registrar typed when their session had ended is kept for after they signed in.
    """

    def allowed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not registrar_of(request).has_perm(REGISTER):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    inside = admin.site.admin_view(allowed)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        typist = keeping.typist_of(request)
        if not admin.site.has_permission(request):
            keeping.keep(request, typist, at=timezone.now())
        return inside(request, *args, **kwargs)

    return guarded


def registrar_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def access_sheet(user: User, sheet: UUID) -> Sheet:
    """Return a registrar's own sheet, submitted or not. Raises Http404."""
    found = Sheet.objects.select_related("application").filter(pk=sheet, registrar=user).first()
    if found is None:
        raise Http404
    return found


def open_sheet(view: View) -> View:
    """Give the view the registrar's sheet; of one that is submitted, lead to the receipt."""

    @wraps(view)
    def guarded(request: HttpRequest, sheet: UUID) -> HttpResponseBase:
        row = access_sheet(registrar_of(request), sheet)
        try:
            if row.application is not None:
                raise AlreadySubmitted(row.application)
            return view(request, row)
        except AlreadySubmitted as done:
            return redirect("desk:receipt", done.application.number)

    return at_the_desk(guarded)
