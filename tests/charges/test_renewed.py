"""Money under the number of a lease that was renewed is not lost on its account."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from charges import services
from charges.accounts import Standing, accounts, balance, standing, unpaid
from charges.kinds import Kind
from charges.models import Posting
from charges.paying import how_to_pay
from charges.reminding import reminders
from charges.renewed import carried, paid_under, shared
from charges.suggesting import known, suggestions
from charges.sums import NOTHING
from charges.terms import terms_on
from leases import services as leasing
from leases.models import Lease
from leases.status import Status
from tests.charges.builders import RENT, charge, day, issued, noon, paid
from tests.leases.builders import tariff

pytestmark = pytest.mark.django_db


def renewed(lease: Lease, by: User) -> Lease:
    """The lease ends on its last day, the first of them on 31 July; this one goes on from then."""
    Lease.objects.filter(pk=lease.pk).update(status=Status.ACTIVE)
    asked_on = lease.ends_on - timedelta(days=46)
    made = leasing.renew(lease, months=6, by=by, at=noon(asked_on))
    after = leasing.sign(issued(made, by), signed_on=asked_on, by=by, at=noon(asked_on))
    Lease.objects.filter(pk=lease.pk).update(status=Status.ENDED, ended_on=lease.ends_on)
    lease.refresh_from_db()
    return after


@pytest.fixture
def chain(lease: Lease, clerk: User) -> list[Lease]:
    """Three leases, each but the first the renewal of the one before."""
    tariff(2027)
    second = renewed(lease, clerk)
    return [lease, second, renewed(second, clerk)]


def post(lease: Lease, amount: int, due_on: date, by: User) -> None:
    """Put an amount on an account: above zero owed by the day, below it a credit."""
    why = {"reason_sealed": "sealed", "by": by, "at": noon(due_on)}
    lease.postings.create(kind=Kind.CORRECTION, amount=amount, on=due_on, due_on=due_on, **why)


def test_money_under_the_number_of_a_settled_lease_waits_for_a_person(
    lease: Lease, clerk: User
) -> None:
    after = renewed(lease, clerk)

    (payment,) = paid(lease, "7193,00", day(8, 5), clerk)

    assert balance(lease) == 0
    assert [each.lease for each in suggestions(payment, known(day(8, 5)))] == [after, lease]


def test_what_an_ended_lease_still_owes_is_paid_under_its_number(lease: Lease, clerk: User) -> None:
    charge(day(2, 1))
    after = renewed(lease, clerk)
    purpose = how_to_pay(paid_under(lease)).purpose

    paid(lease, "7193,00", day(8, 5), clerk)

    assert balance(lease) == 0
    assert lease.number in purpose
    assert after.number in how_to_pay(paid_under(lease)).purpose


@pytest.mark.parametrize(("ahead", "letters"), [(RENT, 0), (RENT - 100, 1)])
def test_what_stands_to_the_credit_of_the_old_lease_is_no_arrears_of_the_new(
    ahead: Decimal, letters: int, lease: Lease, clerk: User
) -> None:
    paid(lease, f"{ahead},00", day(7, 5), clerk)
    after = renewed(lease, clerk)
    amounts = {"amount": RENT, "on": day(8, 1), "due_on": day(8, 10), "at": noon(day(8, 1))}
    after.postings.create(kind=Kind.CHARGE, month=day(8, 1), lines=[], **amounts)

    assert services.remind_of_arrears(on=day(8, 15), at=noon(day(8, 15))) == letters


@pytest.mark.parametrize(
    ("own", "overdue"),
    [
        pytest.param((-5000, 7193, 7193), (0, 2193, 7193), id="one credit, two in arrears"),
        pytest.param((-10000, 7193, 7193), (0, 0, 4386), id="a credit for two"),
        pytest.param((-20000, 7193, 7193), (0, 0, 0), id="a credit above all arrears"),
        pytest.param((7193, -8000, 7193), (0, 0, 6386), id="a credit in between"),
        pytest.param((7193, 7193, -8000), (0, 6386, 0), id="a credit on the last"),
        pytest.param((-3000, -3000, 7193), (0, 0, 1193), id="two credits"),
        pytest.param((7193, 0, 7193), (7193, 0, 7193), id="no credit"),
    ],
)
def test_a_credit_counts_once_over_a_chain_wherever_it_is_shown(
    own: Sequence[int], overdue: Sequence[int], chain: list[Lease], clerk: User
) -> None:
    for place, (lease, amount) in enumerate(zip(chain, own, strict=True), start=2):
        if amount:
            post(lease, amount, day(place, 10), clerk)
    on = day(5, 1)

    counted = carried()
    listed = {each.lease: each for each in accounts(on, counted)}
    pages = [standing(each.postings.all(), on, counted.get(each.pk, NOTHING)) for each in chain]
    letters = {each.lease: each.standing.overdue for each in reminders(on, terms_on(on))}

    assert [each.overdue for each in pages] == list(overdue)
    assert [listed[lease.pk].overdue for lease in chain] == list(overdue)
    assert [listed[lease.pk].balance for lease in chain] == [each.balance for each in pages]
    assert sum(each.balance for each in pages) == sum(own)
    assert letters == {lease: owed for lease, owed in zip(chain, overdue, strict=True) if owed}
    assert carried(chain[0].application_id) == counted


AMOUNTS = st.integers(-30_000_00, 30_000_00).filter(bool).map(lambda it: Decimal(it) / 100)
DAYS = st.dates(day(1, 1), day(12, 31))
ACCOUNT = st.lists(st.tuples(AMOUNTS, DAYS), max_size=5)


@given(st.lists(ACCOUNT, min_size=1, max_size=4), DAYS)
def test_what_is_owed_over_a_chain_is_what_was_charged_less_what_was_paid(
    chain: list[list[tuple[Decimal, date]]], on: date
) -> None:
    rows = {
        pk: [Posting(pk=at, amount=owed, due_on=due_on) for at, (owed, due_on) in enumerate(each)]
        for pk, each in enumerate(chain)
    }
    own = {pk: sum((each.amount for each in each_of), NOTHING) for pk, each_of in rows.items()}
    open_ = {pk: unpaid(each_of) for pk, each_of in rows.items() if own[pk] > 0}
    counted = shared(own, open_)

    found: list[Standing] = [standing(rows[pk], on, counted.get(pk, NOTHING)) for pk in rows]

    whole = [each for each_of in rows.values() for each in each_of]
    total = sum((each.amount for each in whole), NOTHING)
    due = sum((each.amount for each in whole if each.amount < 0 or each.due_on < on), NOTHING)
    assert sum((each.balance for each in found), NOTHING) == total
    assert sum((max(each.balance, NOTHING) for each in found), NOTHING) == max(total, NOTHING)
    assert max(due, NOTHING) <= sum((each.overdue for each in found), NOTHING)
    assert all(NOTHING <= each.overdue <= max(each.balance, NOTHING) for each in found)


def test_the_office_sees_what_a_household_owes_over_the_chain(
    office: Client, chain: list[Lease], clerk: User
) -> None:
    first, second, third = chain
    (payment,) = paid(first, "5000,00", day(2, 5), clerk)
    services.match(payment, first, by=clerk, at=noon(day(2, 6)))
    for each in (second, third):
        charge_once(each)

    listed = office.get(reverse("charges:balances"))
    pages = [office.get(reverse("charges:account", args=[each.pk])) for each in chain]

    rows = [(row["lease"], row["overdue"]) for row in listed.context["rows"]]
    assert rows == [(third, "7,193.00"), (second, "2,193.00")]
    assert (listed.context["late"], listed.context["overdue"]) == (2, "9,386.00")
    said = [" ".join(each.content.decode().split()) for each in pages]
    assert [each.context["overdue"] for each in pages] == ["0.00", "2,193.00", "7,193.00"]
    assert "Counted on another lease of the household" in said[0]
    assert "5,000.00 UAH, counted here above" in said[1]
    assert "another lease of the household" not in said[2]


def charge_once(lease: Lease) -> None:
    amounts = {"amount": RENT, "on": day(2, 1), "due_on": day(2, 10)}
    lease.postings.create(kind=Kind.CHARGE, month=day(2, 1), at=noon(day(2, 1)), **amounts)


def test_the_account_of_a_settled_lease_names_the_lease_that_is_paid_under_now(
    lease: Lease, office: Client, clerk: User
) -> None:
    after = renewed(lease, clerk)

    answer = office.get(reverse("charges:account", args=[lease.pk]))

    assert answer.context["paying"].purpose == f"Плата за договором № {after.number}"
