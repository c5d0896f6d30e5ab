"""Which leases are charged, for which days, at which rent."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from charges.proration import last_of
from leases.models import ACTS, Lease, LeaseQuerySet, Paper, PaperKind
from leases.status import IN_LIFE
from leases.term import is_short


def charged_leases() -> LeaseQuerySet:
    """Leases that both parties signed, those that ended among them."""
    return Lease.objects.filter(signed_on__isnull=False)


def charged_days(lease: Lease, on: date) -> tuple[date, date]:
    """Return the first and the last day that are charged, as things stand on a day; both count.

    The lease, clause 5.4: from the hand-over to the return, by their signed acts; without them from
    its first day to its last (docs/decisions/0118).
    """
    acts = {each.kind: each.on for each in lease.papers.all() if is_act(each)}
    first = max(lease.starts_on, acts.get(PaperKind.ACCEPTANCE, lease.starts_on))
    return first, acts.get(PaperKind.RETURN) or last_day(lease, on)


def last_day(lease: Lease, on: date) -> date:
    """Return the day the lease ended on, or will; one that goes on is charged by whole months.

    Civil Code, art. 822: a lease of a year or more in force past its term goes on.
    """
    if lease.ended_on:
        return lease.ended_on
    recorded = max(lease.endings.all(), key=lambda each: each.pk, default=None)
    if recorded is not None and recorded.last_day:
        return recorded.last_day
    goes_on = lease.status in IN_LIFE and not is_short(lease.term_months)
    return max(lease.ends_on, last_of(on)) if goes_on else lease.ends_on


def is_act(paper: Paper) -> bool:
    """Tell whether a paper is an act of hand-over or return that both signed and that stands."""
    return paper.kind in ACTS and paper.signed_on is not None and paper.set_aside_at is None


def rents(lease: Lease) -> Sequence[tuple[date, Decimal]]:
    """Return from which day which rent holds, UAH a month, the earliest first."""
    periods = sorted(lease.rents.all(), key=lambda each: each.starts_on)
    return [(each.starts_on, each.monthly_rent) for each in periods]
