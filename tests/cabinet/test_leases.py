"""The applicant's own lease: what it says, what is to be paid, and its papers, theirs alone."""

import zipfile
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from applications.models import Application
from audit.models import Entry
from cabinet import held_leases
from charges import pack
from charges import services as charges
from copies.models import Copy, State
from leases import reading
from leases.causes import Cause
from leases.grounds import Ground
from leases.models import Lease, Scanned
from leases.status import Status
from rerating.models import Rerating
from tests.charges.builders import (
    RENT,
    add_amendment,
    add_scan,
    charge,
    day,
    noon,
    of_application,
    paid,
)
from tests.leases.builders import draft, tariff

pytestmark = pytest.mark.django_db
NAMES = ("my_lease", "my_account", "my_lease_pdf", "my_pack")


@pytest.fixture
def lease(application: Application, halyna: User) -> Lease:
    """Signed, from 1 February 2026 for six months."""
    return of_application(application, halyna)


def url(name: str, lease: Lease) -> str:
    return reverse(name, args=[lease.application.number, lease.pk])


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def test_the_page_of_the_application_leads_to_the_lease(page: Client, lease: Lease) -> None:
    said = text(page.get(reverse("status", args=[lease.application.number])))

    assert url("my_lease", lease) in said
    assert "Rent: 7,193.00 UAH a month." in said


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CANCELLED])
def test_a_lease_that_was_not_agreed_on_is_not_shown(
    status: Status, application: Application, halyna: User, page: Client
) -> None:
    tariff(2026)
    made = draft(halyna)
    Lease.objects.filter(pk=made.pk).update(application=application, status=status)

    assert made.number not in text(page.get(reverse("status", args=[application.number])))
    for name in NAMES:
        answer = page.get(reverse(name, args=[application.number, made.pk]))
        assert answer.status_code == 404


def test_the_lease_says_where_how_long_how_much_and_how_to_pay(page: Client, lease: Lease) -> None:
    said = text(page.get(url("my_lease", lease)))

    landlord = lease.data["landlord"]
    for word in (
        lease.data["dwelling"]["address"], "01.02.2026", "31.07.2026", "7,193.16", "7,193.00",
        landlord["iban"], f"Плата за договором № {lease.number}",
        lease.residents.get(position=1).name,
    ):  # fmt: skip
        assert word in said


@pytest.mark.parametrize("language", ["uk", "en"])
def test_a_recorded_end_and_a_rent_that_was_announced_are_said(
    language: str, page: Client, lease: Lease, halyna: User, staff: Callable[..., User]
) -> None:
    at, decider = timezone.now(), staff("decision_maker", name="danylo")
    why = {"cause": Cause.NOTICE, "last_day": day(6, 15), "reason": "Повідомили", "by": halyna}
    proof = add_scan(lease, b"%PDF-1.4 notice", halyna, Scanned.ENDING)
    lease.endings.create(**why, paper="Заява", paper_on=day(3, 1), proof=proof, at=at)
    announced = Rerating.objects.create(
        tariff=lease.tariff, effective_on=day(5, 1), notice_days=30, prepared_by=halyna,
        prepared_at=at,
    )  # fmt: skip
    row = {"before": lease.rents.get(), "new_rent": Decimal(8300), "exact_rent": "8300"}
    announced.changes.create(lease=lease, **row)
    announced.approved_by, announced.approved_at = decider, at
    announced.save()
    page.cookies["django_language"] = language

    said = text(page.get(url("my_lease", lease)))

    assert "15.06.2026" in said
    assert "01.05.2026" in said
    assert {"uk": "8 300,00", "en": "8,300.00"}[language] in said


@pytest.mark.parametrize("language", ["uk", "en"])
def test_what_is_overdue_is_said_with_its_day(language: str, page: Client, lease: Lease) -> None:
    charge(day(2, 1))
    page.cookies["django_language"] = language

    said = text(page.get(url("my_lease", lease)))

    with translation.override(language):
        assert {"uk": "7 193,00", "en": "7,193.00"}[language] in said
    assert "10.02.2026" in said


def test_each_month_that_is_overdue_is_said_with_its_own_last_day(
    page: Client, lease: Lease
) -> None:
    for month in (2, 3):
        charge(day(month, 1))
    page.cookies["django_language"] = "en"

    said = text(page.get(url("my_lease", lease)))

    assert "14,386.00 UAH is overdue" in said
    assert all(f"7,193.00 UAH by 10.0{month}.2026" in said for month in (2, 3))
    assert "It should have been paid by" not in said


def test_money_paid_ahead_under_a_lease_counts_on_its_renewal_and_is_said_on_both(
    page: Client, lease: Lease, halyna: User
) -> None:
    made = draft(halyna, starts_on=day(8, 1))
    kept = {"status": Status.ISSUED, "pdf_name": "none", "pdf_sha256": "0" * 64}
    rows = Lease.objects.filter(pk=made.pk)
    rows.update(application=lease.application, follows=lease, **kept)
    rows.update(status=Status.SIGNED, signed_on=day(7, 1))
    after = Lease.objects.get(pk=made.pk)
    paid(lease, "5000,00", day(2, 5), halyna)
    owed = {"amount": RENT, "on": day(3, 1), "due_on": day(3, 10), "at": noon(day(3, 1))}
    after.postings.create(kind="charge", month=day(3, 1), **owed)

    for name in ("my_lease", "my_account"):
        said = text(page.get(url(name, after)))
        assert "2,193.00 UAH" in said
        assert "5,000.00 UAH that you paid ahead under another of your leases" in said
        said = text(page.get(url(name, lease)))
        assert "You owe nothing" in said
        assert "5,000.00 UAH of what you paid under this lease" in said
    status = reverse("status", args=[lease.application.number])
    assert "2,193.00 UAH is overdue" in text(page.get(status))


def test_the_account_tells_each_posting_with_the_balance_after_it(
    page: Client, lease: Lease, halyna: User
) -> None:
    charge(day(2, 1))
    paid(lease, "7000,00", day(2, 5), halyna, payer="Зюквенко Я.")
    charges.correct(lease, amount=-RENT + 7000, reason="Наказ 7", by=halyna, at=noon(day(2, 6)))

    said = text(page.get(url("my_account", lease)))

    assert "+7,193.00" in said
    assert "−7,000.00" in said
    assert "Balance after it: 193.00 UAH." in said
    assert "Наказ 7" in said
    assert "28 of 28 days at 7,193.00 UAH a month" in said
    assert "Зюквенко" not in said
    assert "halyna" not in said
    assert "You owe nothing" in said


def test_the_lease_is_handed_out_to_the_byte_and_recorded(page: Client, lease: Lease) -> None:
    answer = page.get(url("my_lease_pdf", lease))

    assert answer.content == b"%PDF-1.7 a lease"
    assert "attachment" in answer["Content-Disposition"]
    assert Entry.objects.filter(act="lease.read", subject=f"lease:{lease.pk}").count() == 1


def test_the_pack_for_the_subsidy_holds_the_lease_and_the_sheet(page: Client, lease: Lease) -> None:
    answer = page.get(url("my_pack", lease))

    with zipfile.ZipFile(BytesIO(answer.content)) as whole:
        names = whole.namelist()
        assert whole.read("2-lease.pdf") == b"%PDF-1.7 a lease"
        assert whole.read(names[0]).startswith(b"%PDF")
    resident = lease.residents.get(position=1).name
    assert not any(word in "".join(names) for word in resident.split())
    assert Entry.objects.get(act="lease.pack_taken").facts["is_signed"] is True


def test_a_file_that_is_gone_is_said_to_be_and_nothing_breaks(page: Client, lease: Lease) -> None:
    default_storage.delete(lease.pdf_name)

    for name in ("my_lease_pdf", "my_pack"):
        answer = page.get(url(name, lease), follow=True)
        assert "cannot be given out now" in text(answer)


@pytest.mark.parametrize("name", NAMES)
def test_another_applicant_finds_no_such_lease(
    name: str, lease: Lease, taras: User, client: Client
) -> None:
    client.force_login(taras)

    assert client.get(url(name, lease)).status_code == 404


def test_the_signed_scan_goes_into_the_pack_to_the_byte(
    page: Client, lease: Lease, halyna: User
) -> None:
    signed = b"%PDF-1.7 signed by both"
    add_scan(lease, signed, halyna)

    answer = page.get(url("my_pack", lease))

    with zipfile.ZipFile(BytesIO(answer.content)) as whole:
        assert whole.read("1-signed-lease.pdf") == signed
        assert len(whole.namelist()) == 4


def test_a_pack_without_the_signed_lease_says_so(page: Client, lease: Lease, halyna: User) -> None:
    told = "bears no signatures: add your signed copy"

    assert told in text(page.get(url("my_lease", lease)))
    assert "у цьому примірнику підписів немає" in listed(lease)[0]
    assert "не має підписів. Додайте" in cover_of(lease)

    add_scan(lease, b"%PDF-1.7 signed by both", halyna)

    assert told not in text(page.get(url("my_lease", lease)))
    assert not any("підписів немає" in what for what in listed(lease))
    assert listed(lease)[0].startswith("Підписаний договір найму")
    assert "без підписів; підписаний примірник названо вище" in listed(lease)[1]
    assert "не має підписів. Додайте" not in cover_of(lease)


def test_signed_amendments_go_into_the_pack_in_their_order(
    page: Client, lease: Lease, halyna: User
) -> None:
    for number in (2, 1):
        add_amendment(lease, number, halyna, signed_on=day(2, number))
    add_amendment(lease, 3, halyna)
    add_scan(lease, b"%PDF-1.7 amended", halyna, Scanned.AMENDMENT)

    answer = page.get(url("my_pack", lease))

    with zipfile.ZipFile(BytesIO(answer.content)) as whole:
        assert whole.namelist()[-3:] == [
            "4-amendment-01.pdf", "4-amendment-02.pdf", "5-signed-amendment-01.pdf",
        ]  # fmt: skip
        assert whole.read("4-amendment-02.pdf") == b"%PDF-1.7 amendment 2"
        assert whole.read("5-signed-amendment-01.pdf") == b"%PDF-1.7 amended"


def test_who_leaves_later_is_on_the_sheet_until_then(lease: Lease, halyna: User) -> None:
    leaves = lease.residents.exclude(relationship="applicant").order_by("position")[0]
    paper = add_amendment(lease, 1, halyna, signed_on=day(2, 2))
    add_scan(lease, b"%PDF-1.7 consent", halyna, Scanned.CONSENT)
    proven = {"left_ground": Ground.OWN, "left_proof": lease.scans.get()}
    lease.residents.filter(pk=leaves.pk).update(until_on=day(5, 31), left_by=paper, **proven)

    assert leaves.name in [each["name"] for each in pack.residents(lease, day(5, 31))]
    assert leaves.name not in [each["name"] for each in pack.residents(lease, day(6, 1))]


def listed(lease: Lease) -> list[str]:
    return [item.what for item in pack.papers(lease, noon(day(2, 3)))]


def cover_of(lease: Lease) -> str:
    shown = pack.shown(lease, [], noon(day(2, 3)))
    return render_to_string(f"charges/pack/{pack.CURRENT}/cover.html", shown)


def taken(page: Client, name: str, lease: Lease, *more: int) -> Any:
    return page.get(reverse(name, args=[lease.application.number, lease.pk, *more]))


def test_acts_and_signed_copies_are_listed_and_taken_to_the_byte(
    page: Client, lease: Lease, halyna: User
) -> None:
    signed = add_amendment(lease, 1, halyna, signed_on=day(2, 2))
    waits = add_amendment(lease, 2, halyna)
    scan = add_scan(lease, b"%PDF-1.7 signed by both", halyna)

    said = text(page.get(url("my_lease", lease)))
    answers = [taken(page, "my_act", lease, it.pk) for it in (signed, waits)]
    copy = taken(page, "my_signed_copy", lease, scan.pk)

    assert "Amendment No. 1 (PDF)" in said
    assert "signed on 02.02.2026" in said
    assert "Waits to be signed" in said
    assert "The signed lease" in said
    assert [it.content for it in answers] == [b"%PDF-1.7 amendment 1", b"%PDF-1.7 amendment 2"]
    assert b"".join(copy.streaming_content) == b"%PDF-1.7 signed by both"
    number = lease.number.replace("/", "-")
    for answer, named in ((answers[0], "amendment-1"), (copy, str(scan.pk))):
        assert answer["Content-Disposition"] == (
            f'attachment; filename="lease-{number}-{named}.pdf"'
        )
        assert "no-store" in answer["Cache-Control"]
    read = Entry.objects.filter(act__in=("lease.paper_read", "lease.scan_read"))
    assert read.count() == 3
    assert read.filter(by=lease.application.owner_id).count() == 3


def test_what_is_not_for_the_household_is_neither_listed_nor_given(
    page: Client, lease: Lease, halyna: User
) -> None:
    slip = add_amendment(lease, 1, halyna)
    lease.papers.filter(pk=slip.pk).update(set_aside_at=noon(day(2, 2)), set_aside_reason="-")
    consent = add_scan(lease, b"%PDF-1.7 consent", halyna, Scanned.CONSENT)
    unchecked = add_scan(lease, b"%PDF-1.7 new", halyna)
    Copy.objects.filter(pk=unchecked.copy_id).update(state=State.WAITING, scanned_at=None)

    said = text(page.get(url("my_lease", lease)))

    assert "Acts and amendments" not in said
    assert "Signed copies" not in said
    assert taken(page, "my_act", lease, slip.pk).status_code == 404
    for scan in (consent, unchecked):
        assert taken(page, "my_signed_copy", lease, scan.pk).status_code == 404


def test_the_lease_is_handed_out_in_english_to_be_read(
    page: Client, lease: Lease, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "to read (PDF)" in text(page.get(url("my_lease", lease)))

    answer = taken(page, "my_reading_copy", lease)

    assert answer.content.startswith(b"%PDF")
    assert Entry.objects.filter(act="lease.reading_copy_read").count() == 1

    monkeypatch.setattr(reading, "FILED", frozenset({lease.template}))
    assert "to read (PDF)" not in text(page.get(url("my_lease", lease)))
    assert taken(page, "my_reading_copy", lease).status_code == 404


@pytest.mark.parametrize("language", ["uk", "en"])
def test_the_statement_of_the_rent_is_handed_out(language: str, page: Client, lease: Lease) -> None:
    address = reverse("my_statement", args=[lease.application.number, lease.pk, language])

    assert page.get(address).content.startswith(b"%PDF")
    assert Entry.objects.filter(act="lease.statement_read").count() == 1
    assert page.get(address.replace(f"/{language}/", "/fr/")).status_code == 404


def test_the_account_is_in_everything_held_and_no_payer(
    lease: Lease, application: Application, halyna: User
) -> None:
    charge(day(2, 1))
    paid(lease, "7000,00", day(2, 5), halyna, payer="Зюквенко Я.")

    (held,) = held_leases.leases(application)

    assert [each["amount"] for each in held["account"]] == ["7193.00", "-7000.00"]
    assert "Зюквенко" not in str(held)
