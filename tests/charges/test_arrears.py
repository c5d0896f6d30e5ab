"""What was paid pays what was due first; who is late is written to at each step, once."""

from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from applications.models import Application
from charges import reminding, services
from charges.accounts import Standing, ledger, standing, with_balances
from charges.letters import queue_arrears
from leases.causes import Cause
from leases.models import Lease
from outbox.models import Letter
from tests.charges.builders import RENT, charge, day, noon, paid, signed

pytestmark = pytest.mark.django_db


def stands(lease: Lease, month: int, number: int) -> Standing:
    return standing(lease.postings.all(), day(month, number))


def remind(month: int, number: int) -> int:
    on = day(month, number)
    return services.remind_of_arrears(on=on, at=noon(on))


def test_rent_is_overdue_from_the_day_after_the_last_day_to_pay(lease: Lease) -> None:
    charge(day(2, 1))

    assert stands(lease, 2, 10) == Standing(RENT, Decimal(0), None, day(2, 10))
    assert stands(lease, 2, 11) == Standing(RENT, RENT, day(2, 10), None)


def test_what_was_paid_pays_the_oldest_month_first(lease: Lease, clerk: User) -> None:
    for month in (2, 3, 4):
        charge(day(month, 1))
    paid(lease, "8000,00", day(3, 5), clerk)

    found = stands(lease, 4, 5)

    assert found.overdue == 2 * RENT - 8000
    assert found.since == day(3, 10)
    assert found.next_on == day(4, 10)
    assert found.balance == 3 * RENT - 8000


def test_what_was_paid_ahead_waits_for_the_next_month(lease: Lease, clerk: User) -> None:
    charge(day(2, 1))
    paid(lease, "10000,00", day(2, 5), clerk)
    charge(day(3, 1))

    found = stands(lease, 3, 5)

    assert (found.overdue, found.next_on) == (Decimal(0), day(3, 10))
    assert found.balance == 2 * RENT - 10000


def test_the_ledger_tells_the_balance_after_each_posting(lease: Lease, clerk: User) -> None:
    charge(day(2, 1))
    paid(lease, "7000,00", day(2, 5), clerk)
    charge(day(3, 1))

    balances = [row.balance for row in ledger(lease)]

    assert balances == [RENT, RENT - 7000, 2 * RENT - 7000]


def test_the_list_says_the_same_as_the_account(lease: Lease, clerk: User) -> None:
    for month in (2, 3, 4):
        charge(day(month, 1))
    paid(lease, "8000,00", day(3, 5), clerk)

    row: Any = with_balances(day(4, 15)).get()

    found = stands(lease, 4, 15)
    assert (row.balance, row.overdue) == (found.balance, found.overdue)


def test_whoever_is_late_is_written_to_at_each_step_once(lease: Lease) -> None:
    charge(day(2, 1))

    assert remind(2, 14) == 0
    assert remind(2, 15) == 1  # five days after the tenth
    assert remind(2, 15) == 0
    assert remind(2, 20) == 0
    assert remind(3, 2) == 1  # twenty days

    letter = Letter.objects.filter(kind="arrears").order_by("pk")[0]
    assert letter.kind == "arrears"
    assert "7\u00a0193,00" in letter.body
    assert lease.number in letter.body


@pytest.mark.parametrize("language", ["uk", "en"])
def test_each_month_that_is_overdue_is_told_with_its_own_last_day(
    language: str, lease: Lease
) -> None:
    Application.objects.filter(pk=lease.application_id).update(language=language)
    for month in (2, 3, 4):
        charge(day(month, 1))

    remind(4, 20)

    body = Letter.objects.get(kind="arrears").body.replace("\u00a0", " ")
    of_a_month = {"uk": "– 7 193,00 грн до {:%d.%m.%Y}", "en": "– 7 193,00 UAH by {:%d.%m.%Y}"}
    for month in (2, 3, 4):
        assert of_a_month[language].format(day(month, 10)) in body
    assert "21 579,00" in body
    assert "21 579,00 грн, які слід було сплатити до" not in body


def test_nobody_is_written_to_where_the_tenant_has_died(lease: Lease, clerk: User) -> None:
    charge(day(2, 1))
    ends = {"cause": Cause.DEATH, "last_day": day(2, 12), "reason": "Помер", "by": clerk}
    paper = {"paper": "Свідоцтво про смерть", "paper_on": day(2, 12)}
    lease.endings.create(**ends, **paper, at=noon(day(2, 12)))

    assert remind(2, 15) == 0


def test_a_step_that_was_missed_is_made_up_for_by_the_latest_alone(lease: Lease) -> None:
    charge(day(2, 1))

    assert remind(3, 25) == 1
    assert remind(3, 26) == 0


def test_one_that_cannot_be_reminded_keeps_no_other_back(
    lease: Lease, clerk: User, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    other = signed(clerk)
    charge(day(2, 1))
    real = queue_arrears

    def broken(late: Lease, *given: Any, **when: Any) -> None:
        if late == lease:
            raise RuntimeError
        real(late, *given, **when)

    monkeypatch.setattr(reminding, "queue_arrears", broken)

    assert remind(2, 15) == 1
    assert Letter.objects.get(kind="arrears").about == f"application:{other.application_id}"
    assert f"what lease {lease.pk} owes" in caplog.text


def test_reminders_stop_when_it_is_paid(lease: Lease, clerk: User) -> None:
    charge(day(2, 1))
    remind(2, 15)

    paid(lease, "7193,00", day(2, 16), clerk)

    assert remind(3, 5) == 0


def test_nobody_is_written_to_about_kopecks(lease: Lease, clerk: User) -> None:
    charge(day(2, 1))
    paid(lease, "7192,50", day(2, 5), clerk)

    assert remind(3, 5) == 0


def test_what_is_overdue_since_another_day_is_another_matter(lease: Lease, clerk: User) -> None:
    charge(day(2, 1))
    remind(2, 15)
    paid(lease, "7193,00", day(2, 20), clerk)
    charge(day(3, 1))

    assert remind(3, 15) == 1


@pytest.mark.parametrize("language", ["uk", "en"])
def test_the_letter_says_how_much_since_when_and_how_to_pay(language: str, lease: Lease) -> None:
    application = lease.application
    application.language = language
    application.save(update_fields=["language"])
    charge(day(2, 1))

    remind(2, 15)

    body = Letter.objects.get(kind="arrears").body
    landlord = lease.data["landlord"]
    for said in ("10.02.2026", landlord["name"], landlord["iban"], f"№ {lease.number}"):
        assert said in body
    assert "&" not in body
