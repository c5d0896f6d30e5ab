"""Who may see a lease and take which step on it; asked at the edge, before any row is read."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import User
from leases.models import Lease
from leases.status import MOVES, Status

SEE = "leases.view_lease"
MAKE = "leases.make_lease"
SIGN = "leases.sign_lease"

# Step → the permission it needs, and the status it leads to.
STEPS: dict[str, tuple[str, Status]] = {
    "issue": (MAKE, Status.ISSUED),
    "sign": (SIGN, Status.SIGNED),
    "end": (SIGN, Status.ENDED),
    "cancel": (MAKE, Status.CANCELLED),
}


def require(user: User, *permissions: str) -> None:
    """Raise PermissionDenied unless the user has every one of them."""
    if not user.has_perms(permissions):
        raise PermissionDenied


def access_lease(user: User, pk: int, step: str | None = None) -> Lease:
    """Return a lease the user may see, or take the step on. Raises PermissionDenied and Http404."""
    require(user, SEE, *([STEPS[step][0]] if step else []))
    found = Lease.objects.select_related(
        "application", "dwelling__building__site", "tariff", "made_by"
    ).filter(pk=pk)
    lease = found.first()
    if lease is None:
        raise Http404
    return lease


def next_steps(user: User, lease: Lease) -> list[str]:
    """Return the steps this user can take now; the services ask once more."""
    possible = MOVES[Status(lease.status)]
    if lease.is_forsaken:
        possible -= {Status.ISSUED, Status.SIGNED}
    return [
        step
        for step, (permission, to) in STEPS.items()
        if to in possible and user.has_perm(permission)
    ]
