"""Whose a payment may be that names no lease. Nothing here posts anything."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.searching import folded
from charges.accounts import with_balances
from charges.models import Payment
from charges.numbers import application_numbers, lease_numbers
from charges.renewed import carried, is_over
from charges.sums import NOTHING
from leases.models import Lease, Resident
from leases.status import Status

MOST = 5
BY_RENEWED = _("The purpose names the lease it renews, which has ended and owes nothing.")
BY_NUMBER = _("The purpose names the number.")
BY_PAYER_AND_AMOUNT = _("Somebody of the lease has the payer’s name, and the amount fits.")
BY_PAYER = _("Somebody of the lease has the payer’s name.")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A lease a payment may be for, and what speaks for it."""

    lease: Lease
    why: "str | Promise"


@dataclass(frozen=True, slots=True)
class Known:
    """The charged leases with their balances, by what payments may say of them."""

    by_number: Mapping[str, Lease]
    by_renewed: Mapping[int, Lease]
    by_application: Mapping[str, list[Lease]]
    by_name: Mapping[str, list[Lease]]


def known(on: date) -> Known:
    """Read what there is to suggest. Five queries at most."""
    leases = {lease.pk: lease for lease in with_balances(on).select_related("application")}
    counted = carried()
    for lease in leases.values():
        lease.balance -= counted.get(lease.pk, NOTHING)
        lease.overdue -= counted.get(lease.pk, NOTHING)
    by_application: dict[str, list[Lease]] = defaultdict(list)
    by_name: dict[str, list[Lease]] = defaultdict(list)
    for lease in leases.values():
        by_application[lease.application.number].append(lease)
    residents = Resident.objects.filter(lease__in=leases).order_by("lease", "position")
    for number, name in residents.values_list("lease", "name"):
        for spelt in spellings(name):
            by_name[spelt].append(leases[number])
    by_number = {lease.number: lease for lease in leases.values()}
    cancelled = Status.CANCELLED
    by_renewed = {each.follows_id: each for each in leases.values() if each.status != cancelled}
    return Known(by_number, by_renewed, by_application, by_name)


def suggestions(payment: Payment, among: Known) -> list[Suggestion]:
    """Return the leases a payment may be for, the likeliest first, five at most."""
    found: dict[int, Suggestion] = {}
    for each in every(payment, among):
        found.setdefault(each.lease.pk, each)
    return list(found.values())[:MOST]


def every(payment: Payment, among: Known) -> Iterator[Suggestion]:
    purpose = payment.purpose
    numbered = [among.by_number[each] for each in lease_numbers(purpose) if each in among.by_number]
    for lease in numbered:
        yield from named(renewal(lease, among), BY_RENEWED)
    yield from named(numbered, BY_NUMBER)
    for number in application_numbers(purpose):
        yield from named(among.by_application.get(number, []), BY_NUMBER)
    leases = among.by_name.get(folded(payment.payer), [])
    fitting = [lease for lease in leases if fits(payment.amount, lease)]
    yield from named(fitting, BY_PAYER_AND_AMOUNT)
    yield from named(leases, BY_PAYER)


def renewal(lease: Any, among: Known) -> list[Lease]:
    """Return the lease that is paid under instead of one that is over, if there is one."""
    after = lease
    while after.pk in among.by_renewed and is_over(after, after.balance):
        after = among.by_renewed[after.pk]
    return [] if after is lease else [after]


def named(leases: Iterable[Lease], why: "str | Promise") -> Iterator[Suggestion]:
    return (Suggestion(lease, why) for lease in leases)


def fits(amount: Decimal, lease: Any) -> bool:
    """Tell whether an amount is the rent of a month, or what is owed in all or overdue.

    The lease is one of `with_balances`.
    """
    return amount in {lease.monthly_rent, lease.balance, lease.overdue}


def spellings(name: str) -> set[str]:
    """Return a name in full and with initials, as banks write payers."""
    words = name.split()
    initials = [f"{word[0]}." for word in words[1:]]
    short = [f"{words[0]} {' '.join(initials)}", f"{words[0]} {''.join(initials)}"]
    return {folded(each) for each in (name, " ".join(words[:2]), *short)}
