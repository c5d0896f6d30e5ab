"""Signed leases, and statements as banks export them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from accounts.models import User
from applications.models import Application
from charges import services
from charges.models import Payment
from copies.models import Copy, State
from leases import services as leasing
from leases.models import Lease, Paper, PaperKind, RentPeriod, Scan, Scanned
from leases.status import Status
from printing import files
from rent.models import TariffRow
from tests.leases.builders import NOON, START, draft, tariff

HEADINGS = "Дата;Сума;Платник;Призначення платежу"
RENT = Decimal(7193)


def day(month: int, number: int) -> date:
    return date(2026, month, number)


def noon(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 10, tzinfo=UTC)


def signed(by: User, starts_on: date = START, months: int = 6) -> Lease:
    made = draft(by, starts_on=starts_on, months=months)
    return leasing.sign(issued(made, by), signed_on=NOON.date(), by=by, at=NOON)


def issued(lease: Lease, by: User) -> Lease:
    """Issue a lease without its PDF, which takes longest and is nothing to an account."""
    at_issue = {"status": Status.ISSUED, "pdf_name": "none", "pdf_sha256": "0" * 64}
    Lease.objects.filter(pk=lease.pk).update(**at_issue)
    lease.changes.create(from_status=Status.DRAFT, to_status=Status.ISSUED, by=by, at=NOON)
    return lease


def of_application(application: Application, by: User) -> Lease:
    """Return a signed lease of an application in whatever status, with a PDF of a few bytes."""
    if not TariffRow.objects.filter(start__lte=START, end__gte=START).exists():
        tariff(START.year)
    made = draft(by)
    name, sha256 = files.store("leases", b"%PDF-1.7 a lease")
    now = {"application": application, "number": f"{application.number}/1"}
    kept = {"status": Status.ISSUED, "pdf_name": name, "pdf_sha256": sha256}
    Lease.objects.filter(pk=made.pk).update(**now, **kept)
    made.changes.create(from_status=Status.DRAFT, to_status=Status.ISSUED, by=by, at=NOON)
    Lease.objects.filter(pk=made.pk).update(status=Status.SIGNED, signed_on=NOON.date())
    return Lease.objects.get(pk=made.pk)


def charge(on: date) -> int:
    return services.charge_rent(on=on, at=noon(on))


def rerated(lease: Lease, starts_on: date, rent: int) -> None:
    """Give a lease another rent from a day on."""
    RentPeriod.objects.create(
        lease=lease,
        starts_on=starts_on,
        tariff=lease.tariff,
        monthly_rent=Decimal(rent),
        exact_rent=str(rent),
    )


def statement(*lines: str, headings: str = HEADINGS) -> bytes:
    return "\r\n".join((headings, *lines, "")).encode()


def line(on: str, amount: str, purpose: str, payer: str = "Невідомий Н. Н.") -> str:
    return f"{on};{amount};{payer};{purpose}"


def paid(
    lease: Lease, amount: str, on: date, by: User, *, purpose: str = "", payer: str = "Хтось"
) -> Sequence[Payment]:
    """Take in a statement with one payment for a lease."""
    said = purpose or f"Плата за договором № {lease.number}"
    raw = statement(line(f"{on:%d.%m.%Y}", amount, said, payer))
    made = services.take_in(raw, by=by, at=noon(on))
    return list(made.payments.order_by("pk"))


def add_amendment(lease: Lease, number: int, by: User, signed_on: date | None = None) -> Paper:
    """Keep an amendment that changes nobody, with a PDF of a few bytes."""
    name, digest = files.store("leases", f"%PDF-1.7 amendment {number}".encode())
    return lease.papers.create(
        kind=PaperKind.AMENDMENT, number=number, on=day(2, 1), data={}, template="papers/1",
        template_sha256="0" * 64, pdf_name=name, pdf_sha256=digest, made_by=by,
        made_at=noon(day(2, 1)), signed_on=signed_on,
    )  # fmt: skip


def add_scan(lease: Lease, content: bytes, by: User, shows: Scanned = Scanned.LEASE) -> Scan:
    """Attach a file that was found clean."""
    name = default_storage.save("scan", ContentFile(content))
    digest = sha256(content).hexdigest()
    at = noon(day(1, 5))
    copy = Copy.objects.create(
        name="a.pdf", kind="pdf", size=len(content), sha256=digest, stored_sha256=digest,
        stored_name=name, state=State.CLEAN, received_by=by, received_at=at, not_before=at,
        inspected_at=at, scanned_at=at,
    )  # fmt: skip
    return lease.scans.create(shows=shows, copy=copy, stored_name=name, sha256=digest, by=by, at=at)
