"""Who may see, draft and approve a text of the lease; asked at the edge, before any row is read."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from accounts.models import User
from wording.models import Wording

SEE = "wording.view_wording"
DRAFT = "wording.draft_wording"
APPROVE = "wording.approve_wording"


def user_of(request: HttpRequest) -> User:
    return cast("User", request.user)  # the admin has let nobody else in


def require(user: User, *permissions: str) -> None:
    """Raise PermissionDenied unless the user has every one of them."""
    if not user.has_perms(permissions):
        raise PermissionDenied


def access_wording(user: User, pk: int, *permissions: str) -> Wording:
    """Return a text the user may see, and do this with. Raises PermissionDenied and Http404."""
    require(user, SEE, *permissions)
    people = ("drafted_by", "approved_by", "set_aside_by")
    found = Wording.objects.select_related(*people).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
