"""The rent of a month is charged once; what changes afterwards is posted beside it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from audit.models import Entry
from charges.accounts import balance
from charges.kinds import Kind
from charges.leased import charged_days
from charges.models import Posting
from charges.proration import last_of
from leases import services as leasing
from leases.models import Lease
from tests.charges.builders import RENT, charge, day, issued, noon, rerated, signed
from tests.leases.builders import agreed, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def lease_of_a_year(tariffs: None, clerk: User) -> Lease:
    """Signed, from 11 February 2026 to 10 February 2027."""
    return signed(clerk, starts_on=day(2, 11), months=12)


def amounts(lease: Lease) -> list[tuple[str, int, Decimal]]:
    rows = lease.postings.order_by("pk")
    return [(each.kind, each.month.month if each.month else 0, each.amount) for each in rows]


def test_every_month_up_to_this_one_is_charged(lease: Lease) -> None:
    assert charge(day(4, 1)) == 3

    assert amounts(lease) == [("charge", month, RENT) for month in (2, 3, 4)]
    assert balance(lease) == 3 * RENT


def test_charging_twice_changes_nothing(lease: Lease) -> None:
    charge(day(4, 1))
    entries = Entry.objects.count()

    assert charge(day(4, 1)) == 0
    assert charge(day(4, 30)) == 0
    assert len(amounts(lease)) == 3
    assert Entry.objects.count() == entries


def test_nothing_is_charged_before_the_first_day_nor_after_the_last(lease: Lease) -> None:
    assert charge(day(1, 31)) == 0
    assert charge(day(12, 1)) == 6  # February to July

    assert lease.ends_on == day(7, 31)


@pytest.mark.usefixtures("tariffs")
def test_the_first_and_the_last_month_are_charged_by_their_days(clerk: User) -> None:
    lease = signed(clerk, starts_on=day(2, 10))

    charge(day(12, 1))

    by_month = {month: amount for _kind, month, amount in amounts(lease)}
    assert lease.ends_on == day(8, 9)
    assert by_month[2] == Decimal("4880.96")  # 19 of 28 days
    assert by_month[8] == Decimal("2088.29")  # 9 of 31 days
    assert by_month[5] == RENT


@pytest.mark.usefixtures("tariffs")
def test_a_lease_nobody_signed_is_not_charged(clerk: User) -> None:
    draft(clerk)
    issued(draft(clerk), clerk)

    assert charge(day(6, 1)) == 0


def test_an_end_in_the_middle_of_a_charged_month_is_countered(lease: Lease, clerk: User) -> None:
    charge(day(3, 1))

    leasing.end(lease, **agreed(lease, day(3, 15)), by=clerk, at=noon(day(3, 15)))
    charge(day(3, 16))
    charge(day(3, 17))

    assert amounts(lease) == [
        ("charge", 2, RENT),
        ("charge", 3, RENT),
        ("recount", 3, Decimal("3480.48") - RENT),  # 15 of 31 days
    ]
    assert balance(lease) == RENT + Decimal("3480.48")


def test_months_charged_after_an_end_that_was_recorded_late_come_to_nothing(
    lease: Lease, clerk: User
) -> None:
    charge(day(5, 1))

    leasing.end(lease, **agreed(lease, day(3, 31)), by=clerk, at=noon(day(5, 5)))
    charge(day(5, 6))

    assert balance(lease) == 2 * RENT


def test_a_rent_that_changes_in_the_middle_of_a_month_is_charged_by_days(lease: Lease) -> None:
    rerated(lease, day(4, 11), 8000)

    charge(day(4, 30))

    of_april = lease.postings.get(month=day(4, 1))
    first, second = of_april.lines
    assert (first["days"], first["rent"], first["amount"]) == (10, "7193.00", "2397.67")
    assert (second["days"], second["rent"], second["amount"]) == (20, "8000.00", "5333.33")
    assert of_april.amount == Decimal("7731.00")


def test_a_rent_entered_after_its_month_was_charged_is_posted_as_the_difference(
    lease: Lease,
) -> None:
    charge(day(4, 1))

    rerated(lease, day(4, 11), 8000)
    charge(day(4, 2))

    assert amounts(lease)[-1] == ("recount", 4, Decimal("7731.00") - RENT)
    assert balance(lease) == 2 * RENT + Decimal("7731.00")


def test_rent_is_due_on_the_tenth_and_never_sooner_than_nine_days_after_it_was_charged(
    lease: Lease,
) -> None:
    charge(day(3, 20))

    due = dict(lease.postings.values_list("month", "due_on"))
    assert due == {day(2, 1): day(3, 29), day(3, 1): day(3, 29)}

    charge(day(4, 1))
    assert lease.postings.get(month=day(4, 1)).due_on == day(4, 10)


def test_the_command_says_how_many(lease: Lease) -> None:
    said = StringIO()

    call_command("charge_rent", stdout=said)

    assert said.getvalue() == '{"postings": 6}\n'  # the lease of 2026 has ended by now


def test_the_database_refuses_a_second_charge_of_a_month(lease: Lease) -> None:
    charge(day(2, 1))
    first = lease.postings.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(
            lease=lease, kind=Kind.CHARGE, amount=1, on=day(2, 1), due_on=day(2, 1),
            month=first.month, turn=1, at=first.at,
        )  # fmt: skip


# What the life of a lease says of the days -------------------------------------------------------


def act(lease: Lease, kind: str, on: date, by: User, **changed: Any) -> None:
    """Add an act of hand-over or return that both signed."""
    kept = {"data": {}, "template": "x", "template_sha256": "0" * 64, "pdf_name": "x"}
    signed_act = {"pdf_sha256": "0" * 64, "signed_on": on, "made_at": noon(on), **changed}
    lease.papers.create(kind=kind, number=1, on=on, made_by=by, **kept, **signed_act)


def test_rent_is_charged_from_the_hand_over_to_the_return(lease: Lease, clerk: User) -> None:
    charge(day(2, 1))

    act(lease, "acceptance", day(2, 15), clerk)
    act(lease, "return", day(4, 10), clerk)
    charge(day(12, 1))

    assert balance(lease) == Decimal("3596.50") + RENT + Decimal("2397.67")  # 14 of 28, 10 of 30


def test_an_act_that_nobody_signed_changes_nothing(lease: Lease, clerk: User) -> None:
    act(lease, "acceptance", day(2, 15), clerk, signed_on=None)

    charge(day(2, 1))

    assert balance(lease) == RENT


@pytest.mark.usefixtures("tariffs")
def test_a_lease_of_a_year_goes_on_past_its_term_by_whole_months(clerk: User) -> None:
    lease = signed(clerk, months=12)

    charge(date(2027, 3, 5))
    charge(date(2027, 3, 6))

    assert lease.ends_on == date(2027, 1, 31)
    assert balance(lease) == 14 * RENT


def test_no_day_past_the_term_is_charged_before_the_term_is_over(lease_of_a_year: Lease) -> None:
    lease = lease_of_a_year
    of_the_term = 11 * RENT + Decimal("4624.07") + Decimal("2568.93")  # 18 and 10 of 28 days

    for number in range(1, 11):
        charge(date(2027, 2, number))
        assert balance(lease) == of_the_term

    charge(date(2027, 2, 11))
    assert balance(lease) == of_the_term + Decimal("4624.07")
    assert lease.postings.latest("pk").due_on == date(2027, 2, 20)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dates(date(2026, 2, 1), date(2027, 12, 31)))
def test_days_past_the_term_are_charged_by_whole_months_once_it_is_over(
    lease_of_a_year: Lease, on: date
) -> None:
    _first, last = charged_days(lease_of_a_year, on)

    assert last == (lease_of_a_year.ends_on if on <= lease_of_a_year.ends_on else last_of(on))


def test_an_end_recorded_ahead_is_charged_by_its_last_day(lease: Lease, clerk: User) -> None:
    ahead = agreed(lease, day(3, 15), paper_on=day(2, 20))
    leasing.end(lease, **ahead, by=clerk, at=noon(day(2, 20)))

    charge(day(3, 1))

    assert lease.postings.get(month=day(3, 1)).amount == Decimal("3480.48")


def test_a_lease_that_cannot_be_charged_keeps_no_other_back_and_is_named_until_it_is(
    lease: Lease,
    clerk: User,
    office: Client,
    audit_entries_lifted: Callable[[], AbstractContextManager[None]],
) -> None:
    other = signed(clerk)
    (rent,) = lease.rents.all()
    with audit_entries_lifted():
        lease.rents.all().delete()

    charge(day(2, 1))

    assert (balance(lease), balance(other)) == (Decimal(0), RENT)
    page = office.get(reverse("charges:balances"))
    assert [each.lease for each in page.context["not_charged"]] == [lease]
    assert "Not charged" in page.content.decode()

    rent.save(force_insert=True)
    charge(day(2, 2))

    assert balance(lease) == RENT
    assert "Not charged" not in office.get(reverse("charges:balances")).content.decode()
