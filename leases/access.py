"""Who may see a lease and take which step on it; asked at the edge, before any row is read."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from accounts.models import User
from deadlines.working_days import day_in_kyiv
from leases.handing_over import POSSIBLE, takes_back
from leases.models import Lease, Paper, PaperKind, Scan
from leases.selectors import acceptance_elsewhere, act_of, ending_of, renewal_of
from leases.status import IN_LIFE, MOVES, Status

SEE = "leases.view_lease"
MAKE = "leases.make_lease"
SIGN = "leases.sign_lease"
SET_ASIDE_SIGNED = "leases.set_aside_signed_act"

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


# Acts, amendments and signed papers --------------------------------------------------------------


def may_be_accepted(lease: Lease) -> bool:
    """Nothing was handed over yet, by this lease, by those it renews or by those that follow."""
    waits = act_of(lease, PaperKind.ACCEPTANCE) is None and acceptance_elsewhere(lease) is None
    return lease.status in POSSIBLE[PaperKind.ACCEPTANCE] and waits


def may_be_returned(lease: Lease) -> bool:
    is_last = renewal_of(lease) is None
    had_come = lease.status in POSSIBLE[PaperKind.RETURN]
    return had_come and is_last and act_of(lease, PaperKind.RETURN) is None


def may_be_amended(lease: Lease) -> bool:
    waiting = lease.papers.filter(kind=PaperKind.AMENDMENT, signed_on=None, set_aside_at=None)
    return lease.status in IN_LIFE and not waiting.exists()


DRAWN: dict[PaperKind, Possible] = {
    PaperKind.ACCEPTANCE: may_be_accepted,
    PaperKind.RETURN: may_be_returned,
    PaperKind.AMENDMENT: may_be_amended,
}


def next_papers(user: User, lease: Lease) -> list[PaperKind]:
    """Return what this user can draw up for a lease now; the services ask once more."""
    if not user.has_perm(MAKE):
        return []
    return [kind for kind, is_possible in DRAWN.items() if is_possible(lease)]


def access_to_draw(user: User, pk: int) -> Lease:
    """Return a lease the user may draw papers up for. Raises PermissionDenied and Http404."""
    require(user, SEE, MAKE)
    return access_lease(user, pk)


def may_sign(user: User, paper: Paper) -> bool:
    """An act that takes back rent moves the account of a family: two people, not one (0167)."""
    if takes_back(paper, day_in_kyiv(timezone.now())):
        return user.has_perm(SET_ASIDE_SIGNED) and user.pk != paper.made_by_id
    return user.has_perm(SIGN)


def access_to_sign(user: User, pk: int) -> Paper:
    """Return a paper the user may record the signing of. Raises PermissionDenied and Http404."""
    if not user.has_perm(SIGN):
        require(user, SEE, SET_ASIDE_SIGNED)
    paper = access_paper(user, pk)
    if not may_sign(user, paper):
        raise PermissionDenied
    return paper


def access_to_attach(user: User, pk: int) -> Lease:
    """Return a lease the user may attach signed papers to. Raises PermissionDenied and Http404."""
    require(user, SEE, SIGN)
    return access_lease(user, pk)


def access_paper(user: User, pk: int, *permissions: str) -> Paper:
    """Return an act or an amendment the user may see, or do that to."""
    require(user, SEE, *permissions)
    found = Paper.objects.select_related("lease__application").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def may_set_aside(user: User, paper: Paper) -> bool:
    """What is signed moves the account of a family: two people, not one (0163)."""
    return user.has_perm(SET_ASIDE_SIGNED if paper.signed_on else MAKE)


def access_to_set_aside(user: User, pk: int) -> Paper:
    """Return a paper the user may set aside. Raises PermissionDenied and Http404."""
    if not user.has_perm(MAKE):
        require(user, SEE, SET_ASIDE_SIGNED)
    paper = access_paper(user, pk)
    if not may_set_aside(user, paper):
        raise PermissionDenied
    return paper


def access_scan(user: User, pk: int) -> Scan:
    """Return a signed paper the user may see."""
    require(user, SEE)
    found = Scan.objects.select_related("lease", "copy").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
