"""Who may see a lease and take which step on it; asked at the edge, before any row is read."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import User
from leases.models import Lease
from leases.selectors import ending_of, renewal_of
from leases.status import IN_LIFE, MOVES, Status

SEE = "leases.view_lease"
MAKE = "leases.make_lease"
SIGN = "leases.sign_lease"

Possible = Callable[[Lease], bool]


def leads_to(to: Status) -> Possible:
    def possible(lease: Lease) -> bool:
        return to in MOVES[Status(lease.status)]

    return possible


def signs(to: Status) -> Possible:
    """Towards the signing, which a lease whose application is set aside never reaches."""

    def possible(lease: Lease) -> bool:
        return leads_to(to)(lease) and not lease.is_forsaken

    return possible


def may_be_renewed(lease: Lease) -> bool:
    is_free = renewal_of(lease) is None and ending_of(lease) is None
    return lease.status == Status.ACTIVE and is_free


def has_an_end_ahead(lease: Lease) -> bool:
    return lease.status in IN_LIFE and ending_of(lease) is not None


# Step → the permission it needs, and when it is possible.
STEPS: dict[str, tuple[str, Possible]] = {
    "issue": (MAKE, signs(Status.ISSUED)),
    "sign": (SIGN, signs(Status.SIGNED)),
    "renew": (MAKE, may_be_renewed),
    "end": (SIGN, leads_to(Status.ENDED)),
    "carry_on": (SIGN, has_an_end_ahead),
    "cancel": (MAKE, leads_to(Status.CANCELLED)),
}


def require(user: User, *permissions: str) -> None:
    """Raise PermissionDenied unless the user has every one of them."""
    if not user.has_perms(permissions):
        raise PermissionDenied


def access_lease(user: User, pk: int, step: str | None = None) -> Lease:
    """Return a lease the user may see, or take the step on. Raises PermissionDenied and Http404."""
    require(user, SEE, *([STEPS[step][0]] if step else []))
    found = Lease.objects.select_related(
        "application", "dwelling__building__site", "tariff", "made_by", "follows"
    ).filter(pk=pk)
    lease = found.first()
    if lease is None:
        raise Http404
    return lease


def next_steps(user: User, lease: Lease) -> list[str]:
    """Return the steps this user can take now; the services ask once more."""
    return [
        step
        for step, (permission, is_possible) in STEPS.items()
        if user.has_perm(permission) and is_possible(lease)
    ]
