"""Who may see a batch, ask for one, and take its files; asked before any row is read."""

from django.http import Http404

from accounts.models import User
from batches.models import Batch
from leases.access import MAKE as MAKE_LEASE
from leases.access import SEE as SEE_LEASE
from leases.access import require

SEE = "batches.view_batch"
MAKE = "batches.make_batch"


def access_batch(user: User, pk: int) -> Batch:
    """Return a batch the user may see. Raises PermissionDenied and Http404."""
    require(user, SEE, SEE_LEASE)
    return found(pk)


def access_files(user: User, pk: int) -> Batch:
    """Return a batch the user may call off or take the files of: whoever may ask for one."""
    access_making(user)
    return found(pk)


def access_making(user: User) -> None:
    """Raise PermissionDenied unless the user may have leases printed together."""
    require(user, SEE, MAKE, SEE_LEASE, MAKE_LEASE)


def may_make(user: User) -> bool:
    return user.has_perms((SEE, MAKE, SEE_LEASE, MAKE_LEASE))


def found(pk: int) -> Batch:
    batch = Batch.objects.select_related("by").filter(pk=pk).first()
    if batch is None:
        raise Http404
    return batch
