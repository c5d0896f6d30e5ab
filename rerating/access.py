"""Who may see and do what with tariffs and re-ratings; asked before any row is read."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from accounts.models import User
from rent.models import TariffRow
from rerating.models import Rerating, TariffSource

SEE_TARIFFS = "rent.view_tariffrow"
ENTER_TARIFF = "rent.add_tariffrow"
APPROVE_TARIFF = "rent.approve_tariff"
SEE = "rerating.view_rerating"
PREPARE = "rerating.prepare_rerating"
APPROVE = "rerating.approve_rerating"


def user_of(request: HttpRequest) -> User:
    return cast("User", request.user)  # the admin has let nobody else in


def require(user: User, *permissions: str) -> None:
    """Raise PermissionDenied unless the user has every one of them."""
    if not user.has_perms(permissions):
        raise PermissionDenied


def access_tariff(user: User, pk: int, *permissions: str) -> TariffRow:
    """Return a tariff the user may see. Raises PermissionDenied and Http404."""
    require(user, SEE_TARIFFS, *permissions)
    rows = TariffRow.objects.select_related("entered_by", "approved_by", "set_aside_by")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def access_source(user: User, tariff: int, pk: int) -> TariffSource:
    """Return a source document of that tariff. Raises PermissionDenied and Http404."""
    require(user, SEE_TARIFFS)
    found = TariffSource.objects.select_related("copy").filter(pk=pk, tariff=tariff).first()
    if found is None:
        raise Http404
    return found


def may_set_aside(user: User, row: TariffRow) -> bool:
    """Whoever entered a tariff takes it back, and whoever may approve it."""
    return user.pk == row.entered_by_id or user.has_perm(APPROVE_TARIFF)


def access_rerating(user: User, pk: int, *permissions: str) -> Rerating:
    """Return a re-rating the user may see. Raises PermissionDenied and Http404."""
    require(user, SEE, *permissions)
    rows = Rerating.objects.select_related("tariff", "prepared_by", "approved_by", "set_aside_by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
