"""Leases as the tests need them; each step of theirs is made through a service."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from stdnum.ua import rntrc

from accounts.models import User
from applications import services as intake
from applications.models import Application
from applications.status import Status as ApplicationStatus
from copies.models import Copy, State
from housing.models import Building, Dwelling, Site
from leases import services, turning
from leases.models import Lease, Scan
from rent.services import approve_tariff, enter_tariff
from tests.applications.builders import Change, submitted
from tests.drafts.files import PDF

NOON = datetime(2026, 1, 5, 10, tzinfo=UTC)
DAY = NOON.date()
START = date(2026, 2, 1)
FIRST_DAY = datetime(2026, 2, 1, 8, tzinfo=UTC)
SPRING = datetime(2026, 4, 20, 8, tzinfo=UTC)  # a lease of six months from START is renewed now
LANDLORD = {
    "landlord_name": "Зразкова адміністрація",
    "landlord_edrpou": "00000000",
    "landlord_address": "вул. Зразкова, 1",
    "signatory_name": "Прикладенко Степан Юрійович",
    "signatory_position": "начальник",
    "authority": "Положення",
    "account_iban": "UA000000000000000000000000000",
}
numbers = count(1)


def site(**changed: Any) -> Site:
    fields = {
        "programme": "resolution-814",
        "name": f"Біла Церква {next(numbers)}",
        "katottg": "UA32020030010012345",
        "address": "Київська область, м. Біла Церква",
        **LANDLORD,
        **changed,
    }
    return Site.objects.create(**fields)


def building(**changed: Any) -> Building:
    return Building.objects.create(site=site(**changed), address="вул. Маріупольська, 7")


def dwelling(of: Building | None = None, **changed: Any) -> Dwelling:
    fields = {
        "building": of or building(),
        "number": str(next(numbers)),
        "floor": 3,
        "rooms": 2,
        "total_area": Decimal(53),
        "living_area": Decimal("31.40"),
        "is_commissioned": True,
        "inventory": "Плита — 1\nСтілець — 4",
        **changed,
    }
    return Dwelling.objects.create(**fields)


def tariff(year: int) -> None:
    """Enter and approve the figures of 2025 for another year, as two people."""
    one, other = (
        User.objects.create_user(f"tariff-{year}-{act}", f"tariff-{year}-{act}@example.org")
        for act in ("entered", "approved")
    )
    row = enter_tariff(
        name=str(year),
        start=date(year, 1, 1),
        end=date(year, 12, 31),
        per_square_metre=Decimal(208),
        by_rooms=(Decimal(1), Decimal("0.87"), Decimal("0.8")),
        social=Decimal("0.75"),
        source="зразок",
        by=one,
        at=NOON,
    )
    approve_tariff(row.pk, by=other, at=NOON)


def application(change: Change = bool, *, place: int = 0) -> Application:
    """Submit an application of people nobody else is, or of those in the place given."""
    number = next(numbers)

    def renumber_and_change(document: dict[str, Any]) -> None:
        for person in document["people"]:
            renumber(person, place or number)
        change(document)

    return submitted(renumber_and_change, key=f"lease-{number}")


def renumber(person: dict[str, Any], place: int) -> None:
    """Give a person the numbers of that place, up to 5,000; sex and check digit stay right."""
    document = person["identity_document"]
    document["number"] = f"{document['number'][:-6]}{place:06d}"
    if number := person["taxpayer_number"]:
        body = f"{number[:5]}{(place * 2 + int(number[8]) % 2) % 10_000:04d}"
        person["taxpayer_number"] = body + rntrc.calc_check_digit(body)


def approved(
    by: User, change: Change = bool, *, place: int = 0, at: datetime = NOON
) -> Application:
    made = application(change, place=place)
    with transaction.atomic():
        for status in (ApplicationStatus.UNDER_REVIEW, ApplicationStatus.APPROVED):
            intake.move(made, status, by=by, reason="", at=at)
    return made


def draft(by: User, of: Application | None = None, **changed: Any) -> Lease:
    terms = {"starts_on": START, "months": 6, "by": by, "at": NOON, **changed}
    home = terms.pop("dwelling", None) or dwelling()
    return services.assign(of or approved(by), home, **terms)


def issued(by: User) -> Lease:
    return services.issue(draft(by), by=by, at=NOON)


def signed(by: User) -> Lease:
    return services.sign(issued(by), signed_on=NOON.date(), by=by, at=NOON)


def active(by: User) -> Lease:
    """A lease on its first day."""
    made = signed(by)
    turning.turn(at=FIRST_DAY)
    return Lease.objects.get(pk=made.pk)


def agreed(lease: Lease, last_day: date = DAY, **changed: Any) -> dict[str, Any]:
    """Return what records that both parties agreed on an end; the paper is attached."""
    return {
        "cause": "mutual",
        "ended_on": last_day,
        "paper": "угода № 1",
        "paper_on": DAY,
        "proof": paper_of_the_end(lease),
        "reason": "за згодою",
        **changed,
    }


def paper_of_the_end(lease: Lease) -> Scan:
    file = SimpleUploadedFile("угода.pdf", PDF + str(lease.scans.count()).encode())
    scan = services.attach(lease, file, shows="ending", name="угода.pdf", by=lease.made_by, at=NOON)
    Copy.objects.filter(pk=scan.copy_id).update(
        state=State.CLEAN, inspected_at=NOON, scanned_at=NOON
    )
    return Scan.objects.get(pk=scan.pk)


def ended(by: User) -> Lease:
    lease = signed(by)
    return services.end(lease, **agreed(lease), by=by, at=NOON)


def cancelled(by: User) -> Lease:
    return services.cancel(draft(by), reason="помилка", by=by, at=NOON)
