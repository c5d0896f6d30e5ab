"""What a lease owes: its balance, its ledger, and since when something is overdue.

`balance` is the one function that says how much; lists and letters ask the same rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from charges.leased import charged_leases
from charges.models import Posting
from charges.sums import NOTHING, total
from leases.models import Lease


@dataclass(frozen=True, slots=True)
class Row:
    """A posting, and the balance after it in UAH."""

    posting: Posting
    balance: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """The account of a lease on a day, in UAH. `balance`: owed above zero, paid ahead below it.

    `overdue` is what should have been paid by the day before, `late` its parts, each with its last
    day to pay, and `since` the oldest of these days. `next_on` is the last day to pay of the oldest
    that is not overdue. `carried` was paid under other leases of the household and counts here;
    below zero it was paid here and counts there.
    """

    balance: Decimal
    overdue: Decimal
    since: date | None
    next_on: date | None
    carried: Decimal = NOTHING
    late: tuple[tuple[date, Decimal], ...] = field(default=(), compare=False)

    @property
    def ahead(self) -> Decimal:
        return max(-self.balance, NOTHING)

    def days_late(self, on: date) -> int:
        return (on - self.since).days if self.since else 0


@dataclass(frozen=True, slots=True)
class Account:
    """What the account of a lease comes to on a day, in UAH; `lease` is its id."""

    lease: int
    number: str
    application: str
    balance: Decimal
    overdue: Decimal


def balance(lease: Lease) -> Decimal:
    """Return what the lease owes, in UAH: all charges less all payments. One query."""
    return sum_of(lease.postings.all())


def sum_of(postings: QuerySet[Posting]) -> Decimal:
    found: Decimal = postings.aggregate(total=total("amount"))["total"]
    return found


def in_order(postings: QuerySet[Posting]) -> QuerySet[Posting]:
    return postings.order_by("on", "pk")


def ledger(lease: Lease) -> list[Row]:
    """Return the postings in the order of their days, each with the balance after it. One query."""
    rows, after = [], NOTHING
    for posting in in_order(lease.postings.select_related("payment", "by")):
        after += posting.amount
        rows.append(Row(posting, after))
    return rows


def standing(postings: Iterable[Posting], on: date, carried: Decimal = NOTHING) -> Standing:
    """Return where an account stands on a day, with what is `carried` to it, in UAH."""
    rows = list(postings)
    open_ = unpaid(rows, carried)
    late: dict[date, Decimal] = defaultdict(Decimal)
    for due_on, amount in open_:
        if due_on < on:
            late[due_on] += amount
    coming = [due_on for due_on, _amount in open_ if due_on >= on]
    return Standing(
        balance=sum((each.amount for each in rows), -carried),
        overdue=sum(late.values(), NOTHING),
        since=min(late, default=None),
        next_on=coming[0] if coming else None,
        carried=carried,
        late=tuple(late.items()),
    )


def unpaid(rows: Iterable[Posting], carried: Decimal = NOTHING) -> list[tuple[date, Decimal]]:
    """Return what is still owed by its last day to pay: what was paid pays what was due first."""
    rows = list(rows)
    owed = sorted((each for each in rows if each.amount > 0), key=lambda it: (it.due_on, it.pk))
    paid = carried - sum((each.amount for each in rows if each.amount < 0), NOTHING)
    open_: list[tuple[date, Decimal]] = []
    for each in owed:
        covered = min(paid, each.amount)
        paid -= covered
        if covered < each.amount:
            open_.append((each.due_on, each.amount - covered))
    return open_


def with_balances(on: date) -> "QuerySet[Any]":
    """Return the charged leases, each with its `balance` and what is `overdue` on a day, in UAH.

    What is overdue is below zero where more was paid than was due. Each lease stands by itself:
    what was paid under another is in neither.
    """
    due = Q(postings__due_on__lt=on) | Q(postings__amount__lt=0)
    return charged_leases().annotate(
        balance=total("postings__amount"),
        overdue=total("postings__amount", only=due),
    )


def accounts(on: date, carried: Mapping[int, Decimal]) -> list[Account]:
    """Return all accounts as they stand on a day, those most in arrears first. One query.

    `carried` is what counts on which lease of what was paid under another.
    """
    rows = with_balances(on).values_list(
        "pk", "number", "application__number", "balance", "overdue"
    )
    found = [
        Account(pk, number, application, balance - counted, max(overdue - counted, NOTHING))
        for pk, number, application, balance, overdue in rows
        for counted in [carried.get(pk, NOTHING)]
    ]
    return sorted(found, key=lambda each: (-each.overdue, each.number, each.lease))
