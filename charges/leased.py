"""Which leases are charged, for which days, at which rent."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from charges.proration import last_of
from leases.models import ACTS, Lease, LeaseQuerySet, Paper, PaperKind
from leases.selectors import stays_until


def charged_leases() -> LeaseQuerySet:
    """Leases that both parties signed, those that ended among them."""
    return Lease.objects.filter(signed_on__isnull=False)


def charged_days(lease: Lease, on: date) -> tuple[date, date]:
    """Return the first and the last day that are charged, as things stand on a day; both count.

    The lease, clause 5.4: from the hand-over to the return, by their signed acts; without them from
    its first day to its last (docs/decisions/0118); one that goes on past its term by whole months,
    once the term is over.
    """
    acts = {each.kind: each.on for each in lease.papers.all() if is_act(each)}
    first = max(lease.starts_on, acts.get(PaperKind.ACCEPTANCE, lease.starts_on))
    until = last_of(on) if on > lease.ends_on else on
    return first, acts.get(PaperKind.RETURN) or stays_until(lease, until)


def is_act(paper: Paper) -> bool:
    """Tell whether a paper is an act of hand-over or return that both signed and that stands."""
    return paper.kind in ACTS and paper.signed_on is not None and paper.set_aside_at is None


def rents(lease: Lease) -> Sequence[tuple[date, Decimal]]:
    """Return from which day which rent holds, UAH a month, the earliest first."""
    periods = sorted(lease.rents.all(), key=lambda each: each.starts_on)
    return [(each.starts_on, each.monthly_rent) for each in periods]
