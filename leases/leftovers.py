"""Printed leases and papers whose row was never there, since a process died before it."""

from datetime import datetime

from leases.models import Lease, Paper
from printing import files


def sweep(*, at: datetime) -> int:
    """Delete the files that neither a lease nor a paper names; return how many."""
    return files.sweep("leases", named, at=at)


def named(names: set[str]) -> set[str]:
    leases, papers = Lease.objects.all(), Paper.objects.all()
    return {
        *leases.filter(pdf_name__in=names).values_list("pdf_name", flat=True),
        *papers.filter(pdf_name__in=names).values_list("pdf_name", flat=True),
    }
