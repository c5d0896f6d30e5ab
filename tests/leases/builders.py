"""Leases as the tests need them; each step of theirs is made through a service."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from django.db import transaction

from accounts.models import User
from applications import services as intake
from applications.models import Application
from applications.status import Status as ApplicationStatus
from housing.models import Building, Dwelling, Site
from leases import services
from leases.models import Lease
from tests.applications.builders import submitted

NOON = datetime(2026, 1, 5, 10, tzinfo=UTC)
START = date(2025, 12, 1)  # in the shipped tariff of 2025
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


def application(change: Callable[[dict[str, Any]], object] = bool) -> Application:
    return submitted(change, key=f"lease-{next(numbers)}")


def approved(
    by: User, change: Callable[[dict[str, Any]], object] = bool, *, at: datetime = NOON
) -> Application:
    made = application(change)
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


def ended(by: User) -> Lease:
    made = signed(by)
    return services.end(made, ended_on=NOON.date(), reason="за згодою", by=by, at=NOON)


def cancelled(by: User) -> Lease:
    return services.cancel(draft(by), reason="помилка", by=by, at=NOON)
