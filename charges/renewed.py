"""Leases that renew one another: which of them is paid under, and what is paid ahead on one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q

from charges.accounts import balance, unpaid
from charges.leased import charged_leases
from charges.models import Posting
from charges.sums import NOTHING, total
from leases.models import Lease, LeaseQuerySet
from leases.status import Status


def renewals() -> LeaseQuerySet:
    """Leases that both signed to go on from another."""
    return charged_leases().filter(follows__isnull=False).exclude(status=Status.CANCELLED)


def is_followed() -> Exists:
    return Exists(renewals().filter(follows=OuterRef("pk")))


def is_over(lease: Lease, owed: Decimal) -> bool:
    """Tell whether a renewed lease has ended and owes nothing: what is paid now is not for it."""
    return lease.status == Status.ENDED and owed <= 0


def paid_under(lease: Lease) -> Lease:
    """Return the lease whose number a payment names now: the renewal of one that is over."""
    after = renewals().filter(follows=lease.pk).first()
    if after is None or not is_over(lease, balance(lease)):
        return lease
    return paid_under(after)


def carried(application: int | None = None) -> Mapping[int, Decimal]:
    """Return what counts on which lease of the money paid ahead where leases renew one another.

    It pays what was due first on any lease of the chain, each kopeck once. Above zero it counts on
    the lease, below zero it was paid there and counts elsewhere, in UAH; a chain comes to nothing.
    One query, two more where leases were renewed; of one application where it is given.
    """
    found = renewals() if application is None else renewals().filter(application=application)
    follows = {pk: before for pk, before in found.values_list("pk", "follows") if before}
    if not follows:
        return {}
    chains: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for pk, owed in balances_of_chains(application):
        chains[first(pk, follows)][pk] = owed
    settled = [chain for chain in chains.values() if min(chain.values()) < 0 < max(chain.values())]
    open_ = still_owed(pk for chain in settled for pk, owed in chain.items() if owed > 0)
    counted: dict[int, Decimal] = {}
    for chain in settled:
        counted.update(shared(chain, open_))
    return counted


def balances_of_chains(application: int | None) -> Iterable[tuple[int, Decimal]]:
    among = charged_leases().filter(Q(follows__isnull=False) | is_followed())
    if application is not None:
        among = among.filter(application=application)
    owed = among.annotate(owed=total("postings__amount"))
    return owed.order_by("pk").values_list("pk", "owed")


def still_owed(leases: Iterable[int]) -> Mapping[int, list[tuple[date, Decimal]]]:
    postings: dict[int, list[Posting]] = defaultdict(list)
    for each in Posting.objects.filter(lease__in=list(leases)):
        postings[each.lease_id].append(each)
    return {pk: unpaid(rows) for pk, rows in postings.items()}


def shared(
    chain: Mapping[int, Decimal], open_: Mapping[int, list[tuple[date, Decimal]]]
) -> Mapping[int, Decimal]:
    """Pay what the leases of a chain owe, what was due first before, with what is ahead on others.

    `chain` is the balance of each by itself, `open_` what is owed on those above zero.
    """
    ahead = [(pk, -owed) for pk, owed in chain.items() if owed < 0]
    wanted = sorted((due_on, pk, amount) for pk in chain for due_on, amount in open_.get(pk, []))
    owing = [(pk, amount) for _due_on, pk, amount in wanted]
    total = min(sum((amount for _pk, amount in rows), NOTHING) for rows in (ahead, owing))
    taken = {pk: -amount for pk, amount in spread(total, ahead).items()}
    return {**taken, **spread(total, owing)}


def spread(amount: Decimal, over: Iterable[tuple[int, Decimal]]) -> Mapping[int, Decimal]:
    """Return how far an amount goes over leases, one after another."""
    parts: dict[int, Decimal] = defaultdict(Decimal)
    for pk, wanted in over:
        part = min(amount, wanted)
        parts[pk] += part
        amount -= part
    return parts


def first(pk: int, follows: Mapping[int, int]) -> int:
    while pk in follows:
        pk = follows[pk]
    return pk
