"""Charging the rent of each month, once; what was charged wrongly is countered, never changed."""

import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Count

from audit.services import record
from charges.kinds import OF_A_MONTH, Kind
from charges.leased import charged_days, charged_leases, rents
from charges.models import NotCharged, Posting
from charges.proration import Stretch, months, stretches
from charges.sums import NOTHING, total
from charges.terms import terms_on
from leases.models import Lease

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Due:
    """What is still to be posted for a month of a lease: the difference to what was."""

    month: date
    stretches: Sequence[Stretch]
    amount: Decimal
    turn: int


def charge_rent(*, on: date, at: datetime) -> int:
    """Post the rent of every month up to that of the day; return how many postings were added.

    Run as often as you like, late as it may be: a month is charged once, and where its days or its
    rent came out differently since, the difference is posted beside it. One transaction a lease;
    one that fails keeps no other back, is logged by its id, and stands on the page of accounts
    until it is charged.
    """
    posted = posted_by_month()
    failing = set(NotCharged.objects.values_list("lease", flat=True))
    leases = charged_leases().prefetch_related("rents", "papers", "endings", "renewals")
    added = 0
    for lease in leases.order_by("pk"):
        said = charged(lease, posted.get(lease.pk, {}), on=on, at=at)
        added += said or 0
        if said is not None and lease.pk in failing:
            NotCharged.objects.filter(lease=lease).delete()
    return added


def charged(
    lease: Lease, posted: Mapping[date, tuple[Decimal, int]], *, on: date, at: datetime
) -> int | None:
    """Return how many postings were added to a lease; None where it failed, which is noted."""
    try:
        return charge_lease(lease.pk, on=on, at=at) if any(wanting(lease, posted, on)) else 0
    except Exception:  # whatever is wrong with one lease, the others are charged
        logger.exception("the rent of lease %d was not charged", lease.pk)
        NotCharged.objects.update_or_create(
            lease=lease, defaults={"at": at}, create_defaults={"since": at, "at": at}
        )
        return None


@transaction.atomic
def charge_lease(number: int, *, on: date, at: datetime) -> int:
    """Post what is wanting on one lease, locked; return how many postings were added."""
    lease = charged_leases().select_for_update(of=("self",)).get(pk=number)
    posted = posted_by_month(lease).get(lease.pk, {})
    due = list(wanting(lease, posted, on))
    Posting.objects.bulk_create(posting(lease, each, on, at) for each in due)
    if due:
        facts = {"postings": len(due)}
        record("rent.charged", subject=f"lease:{lease.pk}", by=None, at=at, facts=facts)
    return len(due)


def posted_by_month(lease: Lease | None = None) -> Mapping[int, dict[date, tuple[Decimal, int]]]:
    """Return by lease and month what was charged and in how many postings. One query."""
    rows = Posting.objects.filter(kind__in=OF_A_MONTH)
    if lease is not None:
        rows = rows.filter(lease=lease)
    found: dict[int, dict[date, tuple[Decimal, int]]] = defaultdict(dict)
    sums = rows.values("lease", "month").annotate(total=total("amount"), turns=Count("pk"))
    for row in sums.order_by("lease", "month"):
        month: Any = row["month"]  # a posting of these kinds has one
        found[row["lease"]][month] = (row["total"], row["turns"])
    return found


def wanting(lease: Lease, posted: Mapping[date, tuple[Decimal, int]], on: date) -> Iterator[Due]:
    """Yield what is to be posted: months not charged yet, and those that come out differently."""
    first, last = charged_days(lease, on)
    known = rents(lease)
    for month in sorted({*months(first, min(last, on)), *posted}):
        days = stretches(month, first, last, known)
        amount = sum((each.amount for each in days), NOTHING)
        before, turns = posted.get(month, (NOTHING, 0))
        if amount != before:
            yield Due(month, days, amount - before, turns)


def posting(lease: Lease, due: Due, on: date, at: datetime) -> Posting:
    begun = max(on, due.stretches[0].first) if due.stretches else on
    to_pay = due.amount > 0
    return Posting(
        lease=lease,
        kind=Kind.RECOUNT if due.turn else Kind.CHARGE,
        amount=due.amount,
        on=on,
        due_on=terms_on(on).due_on(due.month, charged_on=begun) if to_pay else on,
        month=due.month,
        turn=due.turn,
        lines=[written(each) for each in due.stretches],
        at=at,
    )


def written(stretch: Stretch) -> dict[str, Any]:
    return {
        "first": stretch.first.isoformat(),
        "last": stretch.last.isoformat(),
        "days": stretch.days,
        "of_days": stretch.of_days,
        "rent": str(stretch.rent),
        "amount": str(stretch.amount),
    }
