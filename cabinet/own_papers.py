"""The acts, amendments and signed copies of a lease, as its applicant sees and takes them."""

from django.db.models import QuerySet
from django.http import Http404

from copies.models import State
from leases.models import Lease, Paper, Scan, Scanned

# A consent or another paper may be somebody else's alone; it is asked of the office.
SHOWN = (Scanned.LEASE, Scanned.ACCEPTANCE, Scanned.RETURN, Scanned.AMENDMENT, Scanned.ENDING)


def own_papers(lease: Lease) -> QuerySet[Paper]:
    """Return what was drawn up, the earliest first; not what was set aside before it was signed."""
    slips = {"signed_on__isnull": True, "set_aside_at__isnull": False}
    return lease.papers.select_related("lease").exclude(**slips).order_by("pk")


def own_scans(lease: Lease) -> QuerySet[Scan]:
    """Return the signed copies that were checked and found clean, the earliest first."""
    scans = lease.scans.filter(shows__in=SHOWN, copy__state=State.CLEAN)
    return scans.select_related("copy", "lease").order_by("pk")


def own_paper(lease: Lease, pk: int) -> Paper:
    """Return one of them. Raises Http404."""
    found = own_papers(lease).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def own_scan(lease: Lease, pk: int) -> Scan:
    """Return one of them. Raises Http404."""
    found = own_scans(lease).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
