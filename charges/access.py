"""The one way to the pages of accounts: staff in the admin site who hold the page's permission."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache

from accounts.models import User
from charges.leased import charged_leases
from leases.models import Lease

View = Callable[..., HttpResponseBase]
SEE = "charges.view_posting"
KEEP = "charges.keep_accounts"
READ_PAYER = "charges.read_payer"
APPROVE = "charges.approve_correction"


def holding(*permissions: str) -> Callable[[View], View]:
    """Return what lets in who the admin site lets in and who holds every one of these."""

    def guarded(view: View) -> View:
        @wraps(view)
        def allowed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not user_of(request).has_perms(permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        inside: View = never_cache(admin.site.admin_view(allowed))
        return inside

    return guarded


def looks_at_corrections(view: View) -> View:
    """Let in who sees accounts, or says yes or no to what is proposed for them."""

    @wraps(view)
    def allowed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = user_of(request)
        if not (user.has_perm(SEE) or user.has_perm(APPROVE)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    inside: View = never_cache(admin.site.admin_view(allowed))
    return inside


def user_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def access_account(pk: int) -> Lease:
    """Return a lease that has an account: one that was signed. Raises Http404."""
    found = charged_leases().select_related("application", "dwelling__building__site").filter(pk=pk)
    lease = found.first()
    if lease is None:
        raise Http404
    return lease
