"""The lease clerk's pages of accounts, and who may not see them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from charges import services
from charges.accounts import balance
from charges.matching import unmatched
from charges.models import BankStatement, Payment, Posting
from leases.models import Lease
from tests.charges.builders import RENT, charge, day, line, noon, paid, statement

pytestmark = pytest.mark.django_db
READING = ("balances", "export", "set_asides")
KEEPING = ("statements", "waiting")


def send(office: Client, raw: bytes) -> Any:
    file = SimpleUploadedFile("виписка Коваленко.csv", raw)
    return office.post(reverse("charges:statements"), {"file": file})


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def test_a_statement_is_taken_in_and_reported(office: Client, lease: Lease) -> None:
    raw = statement(
        line("09.02.2026", "7193,00", f"Договір {lease.number}"),
        line("09.02.2026", "100,00", "Без номера"),
        line("09.02.2026", "-5,00", "Комісія"),
    )

    answer = send(office, raw)

    report = office.get(answer["Location"])
    assert lease.number in text(report)
    assert "Line 3, 09.02.2026: 100.00 UAH" in text(report)
    assert balance(lease) == -RENT
    assert unmatched().count() == 1


def test_the_same_file_again_is_said_to_change_nothing(office: Client, lease: Lease) -> None:
    raw = statement(line("09.02.2026", "7193,00", lease.number))
    send(office, raw)

    answer = send(office, raw)

    assert "taken in before" in text(office.get(answer["Location"]))
    assert BankStatement.objects.count() == 1


def test_a_broken_file_is_refused_by_line_with_what_to_do(office: Client) -> None:
    answer = send(office, statement(line("x", "7193,00", "Зюквенко"), line("09.02.2026", "", "x")))

    said = text(answer)
    assert answer.status_code == 422
    assert "<strong>Line 2</strong>: The date cannot be read." in said
    assert "<strong>Line 3</strong>: The amount cannot be read." in said
    assert "Зюквенко" not in said
    assert not BankStatement.objects.exists()


@pytest.mark.parametrize("fields", [{}, {"file": "text"}, {"file": SimpleUploadedFile("a", b"")}])
def test_no_file_is_asked_for_once_more(fields: dict[str, Any], office: Client) -> None:
    answer = office.post(reverse("charges:statements"), fields)

    assert answer.status_code == 422


def test_a_suggestion_is_confirmed_by_a_person(office: Client, lease: Lease, clerk: User) -> None:
    tenant = lease.residents.get(relationship="applicant").name
    (payment,) = paid(lease, "7193,00", day(2, 9), clerk, purpose="Плата", payer=tenant)

    shown = text(office.get(reverse("charges:waiting")))
    answer = office.post(reverse("charges:match", args=[payment.pk]), {"number": lease.number})

    assert "the amount fits" in shown
    assert answer.status_code == 302
    assert balance(lease) == -RENT
    assert lease.postings.get().by == clerk


@pytest.mark.parametrize("typed", ["", "0000-0000-0000/1", "'; DROP TABLE", "1" * 41])
def test_a_number_of_no_lease_is_refused_and_kept(
    typed: str, office: Client, lease: Lease, clerk: User
) -> None:
    (payment,) = paid(lease, "7193,00", day(2, 9), clerk, purpose="Плата")

    answer = office.post(reverse("charges:match", args=[payment.pk]), {"number": typed})

    assert answer.status_code == 422
    assert answer.context["failed"]["number"].value() == typed
    assert unmatched().exists()


def test_a_payment_is_set_aside_with_its_reason(office: Client, lease: Lease, clerk: User) -> None:
    (payment,) = paid(lease, "9,00", day(2, 9), clerk, purpose="Повернення")
    address = reverse("charges:set_aside", args=[payment.pk])

    assert office.post(address, {"reason": " "}).status_code == 422
    office.post(address, {"reason": "Повернення комунальних"})

    assert not unmatched().exists()
    said = text(office.get(reverse("charges:set_asides")))
    assert "9.00 UAH on 09.02.2026" in said
    assert "Повернення комунальних" in said
    assert reverse("charges:match", args=[payment.pk]) in said


def test_a_payment_is_taken_off_once(office: Client, lease: Lease, clerk: User) -> None:
    paid(lease, "7193,00", day(2, 9), clerk)
    posting = lease.postings.get()
    address = reverse("charges:take_back", args=[posting.pk])

    assert office.post(address, {"reason": ""}).status_code == 422
    office.post(address, {"reason": "Не той договір"})
    again = office.post(address, {"reason": "Не той договір"}, follow=True)

    assert "taken off already" in text(again)
    assert balance(lease) == 0


@pytest.mark.parametrize("amount", ["", "0", "x", "1,234", "1e3"])
def test_a_correction_that_cannot_be_meant_is_refused_and_kept(
    amount: str, office: Client, lease: Lease
) -> None:
    address = reverse("charges:correct", args=[lease.pk])

    answer = office.post(address, {"amount": amount, "reason": "Наказ 7"})

    assert answer.status_code == 422
    assert "Наказ 7" in text(answer)
    assert balance(lease) == 0


def test_a_correction_stands_in_the_ledger_with_its_reason(office: Client, lease: Lease) -> None:
    charge(day(2, 1))
    address = reverse("charges:correct", args=[lease.pk])

    answer = office.post(address, {"amount": "-193,50", "reason": "Наказ 7"}, follow=True)

    assert "Наказ 7" in text(answer)
    assert "6,999.50" in text(answer)


def test_a_correction_sent_twice_is_posted_once(office: Client, lease: Lease) -> None:
    address = reverse("charges:correct", args=[lease.pk])
    page = office.get(reverse("charges:account", args=[lease.pk]))
    sent = {"amount": "9,50", "reason": "Наказ 7", "ref": page.context["correct"]["ref"].value()}

    for _ in range(2):
        assert "The correction is posted" in text(office.post(address, sent, follow=True))
    another = office.post(address, {**sent, "amount": "9"}, follow=True)

    assert "Nothing was posted" in text(another)
    assert lease.postings.count() == 1


def test_the_list_begins_with_who_owes_most(office: Client, lease: Lease, clerk: User) -> None:
    charge(day(3, 1))

    said = text(office.get(reverse("charges:balances")))

    assert lease.number in said
    assert "14,386.00" in said


@pytest.mark.parametrize("query", ["?turn=all", "?turn=x&page=99", "?number=%00", "?page=-1"])
def test_the_list_is_shown_whatever_is_asked(query: str, office: Client, lease: Lease) -> None:
    assert office.get(reverse("charges:balances") + query).status_code == 200


def test_a_lease_is_found_by_its_number(office: Client, lease: Lease) -> None:
    digits = lease.number.replace("-", "")

    said = text(office.get(reverse("charges:balances"), {"number": digits}))

    assert reverse("charges:account", args=[lease.pk]) in said


def test_the_export_is_a_table_of_the_period_without_names(
    office: Client, lease: Lease, clerk: User
) -> None:
    charge(day(2, 1))
    charge(day(3, 1))
    paid(lease, "7193,00", day(2, 9), clerk, payer="=Зюквенко")
    asked = {"first": "01.02.2026", "last": "28.02.2026"}

    answer = office.post(reverse("charges:export"), asked)

    rows = answer.content.decode().splitlines()
    assert len(rows) == 3
    assert rows[1].startswith(f"{lease.number},Rent charged,2026-02,2026-02-01,2026-02-10,7193.00,")
    assert rows[0].endswith(",Posting,Posted at")
    assert rows[1].endswith(f",{charge_of(lease).pk},2026-02-01 12:00")
    assert "Зюквенко" not in answer.content.decode()
    assert Entry.objects.filter(act="accounts.exported").count() == 1


def test_days_and_months_follow_ukrainian_grammar(office: Client, lease: Lease) -> None:
    charge(day(3, 1))
    office.cookies["django_language"] = "uk"

    said = text(office.get(reverse("charges:account", args=[lease.pk])))

    assert "28 з 28 днів" in said
    assert "31 з 31 дня" in said
    assert "Нараховано плату: березень 2026" in said


def test_what_is_posted_late_is_in_the_export_of_the_days_on_which_it_was_posted(
    office: Client, lease: Lease, clerk: User
) -> None:
    raw = statement(line("28.02.2026", "7193,00", f"Договір {lease.number}"))
    services.take_in(raw, by=clerk, at=noon(day(3, 2)))
    february = {"first": "01.02.2026", "last": "28.02.2026"}
    march = {"first": "01.03.2026", "last": "31.03.2026"}

    def payments(period: dict[str, str], by: str) -> int:
        said = office.post(reverse("charges:export"), {**period, "by": by}).content.decode()
        return said.count(",Payment,")

    assert [payments(february, by) for by in ("day", "posted")] == [1, 0]
    assert [payments(march, by) for by in ("day", "posted")] == [0, 1]


def test_the_day_of_posting_is_that_of_kyiv(office: Client, lease: Lease) -> None:
    after_midnight = datetime(2026, 2, 28, 22, 30, tzinfo=UTC)
    services.charge_rent(on=day(3, 1), at=after_midnight)
    asked = {"first": "01.03.2026", "last": "01.03.2026", "by": "posted"}

    answer = office.post(reverse("charges:export"), asked)

    assert len(answer.content.decode().splitlines()) == 3


def test_a_table_for_excel_has_semicolons_and_decimal_commas(office: Client, lease: Lease) -> None:
    charge(day(2, 1))
    asked = {"first": "01.02.2026", "last": "28.02.2026", "layout": "excel"}

    raw = office.post(reverse("charges:export"), asked).content

    head, row = raw.decode("utf-8-sig").splitlines()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert head.startswith("Lease;What;Month;")
    assert row.startswith(f"{lease.number};Rent charged;2026-02;2026-02-01;2026-02-10;7193,00;;")


def charge_of(lease: Lease) -> Posting:
    return lease.postings.get(kind="charge", month=day(2, 1))


@pytest.mark.parametrize(("first", "last"), [("", ""), ("02.02.2026", "01.02.2026"), ("x", "y")])
def test_a_period_that_cannot_be_is_refused(first: str, last: str, office: Client) -> None:
    answer = office.post(reverse("charges:export"), {"first": first, "last": last})

    assert answer.status_code == 422


# Who reads what ----------------------------------------------------------------------------------


def test_an_auditor_reads_accounts_and_no_payer(
    client: Client, staff: Callable[..., User], lease: Lease, clerk: User
) -> None:
    (payment,) = paid(lease, "7193,00", day(2, 9), clerk, payer="Зюквенко Я.")
    (other,) = paid(lease, "9,00", day(2, 9), clerk, purpose="Повернення", payer="Дзюба Я.")
    client.force_login(staff("auditor"))

    said = client.get(reverse("charges:account", args=[lease.pk]))

    assert said.status_code == 200
    assert "Зюквенко" not in text(said)
    assert [client.get(reverse(f"charges:{each}")).status_code for each in READING] == [200] * 3
    assert [client.get(reverse(f"charges:{each}")).status_code for each in KEEPING] == [403, 403]
    services.set_aside(other, reason="Не плата", by=clerk, at=noon(day(2, 9)))
    said = client.get(reverse("charges:set_asides"))
    assert "Не плата" in text(said)
    assert "Дзюба" not in text(said)
    assert reverse("charges:match", args=[other.pk]) not in text(said)
    for address in ("match", "set_aside"):
        assert client.post(reverse(f"charges:{address}", args=[payment.pk])).status_code == 403
    assert client.post(reverse("charges:correct", args=[lease.pk])).status_code == 403


def test_reading_payers_stands_in_the_journal_once_a_day(
    office: Client, lease: Lease, clerk: User
) -> None:
    paid(lease, "7193,00", day(2, 9), clerk, payer="Зюквенко Я.")

    for _ in range(2):
        assert "Зюквенко" in text(office.get(reverse("charges:account", args=[lease.pk])))

    read = Entry.objects.filter(act="payments.read", subject=f"lease:{lease.pk}", by=clerk.pk)
    assert read.count() == 1
    assert Payment.objects.count() == 1


def test_a_lease_nobody_signed_has_no_account(office: Client) -> None:
    assert office.get(reverse("charges:account", args=[999])).status_code == 404
