"""What would become of each lease, shown before a batch is asked for."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from leases.models import Lease
from leases.status import LIVE, Status


@dataclass(frozen=True, slots=True)
class Row:
    """One lease, and what printing would do with it; `is_printed` is false where it would not."""

    lease: Lease
    status: str
    what: str
    is_printed: bool


def preview(leases: list[Lease]) -> list[Row]:
    return [row(lease) for lease in leases]


def row(lease: Lease) -> Row:
    if lease.status not in LIVE:
        what = _("is not printed: it is cancelled or has ended")
    elif lease.is_forsaken:
        what = _("is not printed: its application is no longer approved")
    elif lease.status == Status.DRAFT:
        what = _("is issued, then printed")
    else:
        what = _("is printed as it was issued")
    is_printed = lease.status in LIVE and not lease.is_forsaken
    return Row(lease, str(Status(lease.status).label), what, is_printed)
