"""Sums of money are exact to the kopeck, also where the database adds in binary fractions."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.models import User
from charges.accounts import balance, with_balances
from charges.charging import posted_by_month
from charges.correcting import is_above_limit
from charges.kinds import Kind
from charges.matching import leases_by_number
from charges.models import Posting
from charges.renewed import is_over
from leases.models import Lease
from leases.status import Status
from tests.charges.builders import charge, day, noon, paid, rerated

pytestmark = pytest.mark.django_db

# What SQLite adds up to 273.129999999999 and to a fraction of a kopeck above nothing.
RETURNED_ON_THE_FIRST = [Decimal("8467.00"), Decimal("-8193.87")]
PAID_TO_THE_KOPECK = [Decimal(each) for each in ("0.10", "0.20", "7193.30", "-7193.60")]
AMOUNTS = st.integers(-900_000, 900_000).filter(bool).map(lambda it: Decimal(it) / 100)


def put(lease: Lease, amounts: Sequence[Decimal], by: User) -> None:
    """Put amounts on the account of a lease, and on those of one month."""
    at = noon(day(2, 1))
    why: Any = {"reason_sealed": "sealed", "by": by, "at": at}
    days: Any = {"on": day(2, 1), "due_on": day(2, 1)}
    rows = [Posting(lease=lease, kind=Kind.CORRECTION, amount=it, **days, **why) for it in amounts]
    for turn, amount in enumerate(amounts):
        of_month: Any = {"kind": Kind.RECOUNT, "month": day(3, 1), "turn": turn}
        rows.append(Posting(lease=lease, amount=amount, at=at, **of_month, **days))
    Posting.objects.bulk_create(rows)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(AMOUNTS, min_size=1, max_size=6))
@example(RETURNED_ON_THE_FIRST)
@example(PAID_TO_THE_KOPECK)
def test_every_sum_is_exact(lease: Lease, clerk: User, amounts: list[Decimal]) -> None:
    with transaction.atomic():
        put(lease, amounts, clerk)
        (listed,) = with_balances(day(3, 1))
        of_month, _turns = posted_by_month(lease)[lease.pk][day(3, 1)]
        named = leases_by_number([lease.number])[lease.number]
        owed = balance(lease)
        transaction.set_rollback(True)

    assert of_month == sum(amounts)
    assert {owed, named.balance, listed.balance, listed.overdue} == {2 * sum(amounts)}


def test_a_month_counted_anew_is_not_counted_again(lease: Lease, clerk: User) -> None:
    rerated(lease, day(3, 1), 8467)
    charge(day(3, 1))
    Lease.objects.filter(pk=lease.pk).update(status=Status.ENDED, ended_on=day(3, 1))

    assert charge(day(3, 2)) == 1
    assert charge(day(3, 3)) == 0
    assert balance(lease) == Decimal("7193.00") + Decimal("273.13")


def test_an_account_paid_to_the_kopeck_is_settled(
    lease: Lease, office: Client, clerk: User
) -> None:
    for month, amount in enumerate(("3817.96", "4875.76", "3340.34"), start=2):
        lease.postings.create(
            kind=Kind.CHARGE, month=day(month, 1), amount=Decimal(amount), on=day(month, 1),
            due_on=day(month, 10), at=noon(day(month, 1)),
        )  # fmt: skip
    paid(lease, "12034,06", date(2026, 5, 2), clerk)
    Lease.objects.filter(pk=lease.pk).update(status=Status.ENDED, ended_on=day(5, 1))

    assert office.get(reverse("charges:balances")).context["late"] == 0
    assert is_over(Lease.objects.get(pk=lease.pk), balance(lease))


def test_corrections_up_to_the_limit_to_the_kopeck_are_within_it(lease: Lease, clerk: User) -> None:
    put(lease, [Decimal("0.10"), Decimal("0.20"), Decimal("333.30")], clerk)

    assert not is_above_limit(lease, Decimal("666.40"), day(2, 2))
    assert is_above_limit(lease, Decimal("666.41"), day(2, 2))
