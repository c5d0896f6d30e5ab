"""Money under the number of a lease that was renewed is not lost on its account."""

from decimal import Decimal

import pytest

from accounts.models import User
from charges import services
from charges.accounts import balance
from charges.kinds import Kind
from charges.paying import how_to_pay
from charges.renewed import paid_under
from charges.suggesting import known, suggestions
from leases import services as leasing
from leases.models import Lease
from leases.status import Status
from tests.charges.builders import RENT, charge, day, issued, noon, paid

pytestmark = pytest.mark.django_db


def renewed(lease: Lease, by: User) -> Lease:
    """The lease ends on 31 July 2026; this one goes on from the day after."""
    Lease.objects.filter(pk=lease.pk).update(status=Status.ACTIVE)
    made = leasing.renew(lease, months=6, by=by, at=noon(day(6, 15)))
    at = noon(day(6, 16))
    after = leasing.sign(issued(made, by), signed_on=day(6, 16), by=by, at=at)
    Lease.objects.filter(pk=lease.pk).update(status=Status.ENDED, ended_on=day(7, 31))
    lease.refresh_from_db()
    return after


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
