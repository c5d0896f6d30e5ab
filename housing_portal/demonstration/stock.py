"""A site with two buildings, and a tariff where none is in force."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from accounts.roles import Role
from audit.services import record
from deadlines.working_days import day_in_kyiv
from housing.models import Building, Dwelling, Site
from housing_portal.demonstration.staff import account
from rent.services import approve_tariff, enter_tariff
from rent.tariffs import NoTariff, tariff_on

PROGRAMME = "resolution-814"
IBAN = "UA000000000000000000000000000"  # of nobody
SITE = {
    "katottg": "UA32020030010058823",
    "address": "Київська обл., Білоцерківський р-н, м. Біла Церква",
    "landlord_name": "Демонстраційний наймодавець",
    "landlord_edrpou": "00000000",
    "landlord_address": "м. Біла Церква, вул. Зразкова, 1",
    "signatory_name": "Зразковий Зразок Зразкович",
    "signatory_position": "керівник",
    "authority": "статут",
    "account_iban": IBAN,
}
# Rooms, total and living area in square metres; the first three are the published examples.
SIZES = (
    (1, "40", "18.50"),
    (2, "53", "30.20"),
    (3, "65", "42.70"),
    (1, "36.4", "17.10"),
    (2, "51.8", "29.60"),
    (3, "72.3", "46.90"),
)
BUILDINGS = ("вул. Зразкова, 2", "вул. Зразкова, 4")
INVENTORY = "плита електрична, 1\nбойлер, 1\nшафа, 1\nліжко, 2"
SOURCE = "Демонстрація, не акт: показники 2025 року, щоб показати розрахунок"


@transaction.atomic
def load(*, at: datetime) -> int:
    """Add what is missing of the stock and return how many dwellings that was."""
    site, _ = Site.objects.get_or_create(
        programme=PROGRAMME, name="Біла Церква (демонстрація)", defaults=SITE
    )
    Site.objects.filter(pk=site.pk, account_iban="").update(account_iban=IBAN)
    added = sum(
        add_dwelling(Building.objects.get_or_create(site=site, address=address)[0], place)
        for address in BUILDINGS
        for place in range(len(SIZES))
    )
    for year in (day_in_kyiv(at).year, day_in_kyiv(at).year + 1):
        add_tariff(year, at=at)
    if added:
        record("demonstration.loaded", subject=f"site:{site.pk}", by=None, at=at)
    return added


def add_dwelling(building: Building, place: int) -> bool:
    """Add the dwelling in that place of SIZES; tell whether it was missing."""
    rooms, total_area, living_area = SIZES[place]
    floor = place // 2 + 1
    _, is_new = Dwelling.objects.get_or_create(
        building=building,
        number=str(place + 1),
        defaults={
            "floor": floor,
            "rooms": rooms,
            "total_area": Decimal(total_area),
            "living_area": Decimal(living_area),
            "is_accessible": floor == 1,
            "is_commissioned": True,
            "inventory": INVENTORY,
        },
    )
    return is_new


def add_tariff(year: int, *, at: datetime) -> None:
    """Enter and approve a tariff for a year that has none, by two people."""
    try:
        tariff_on(date(year, 12, 31))
    except NoTariff:
        entered_by, approved_by = account(Role.ADMINISTRATOR), account(Role.DECISION_MAKER)
        row = enter_tariff(
            name=f"ДЕМОНСТРАЦІЙНИЙ {year}",
            start=date(year, 1, 1),
            end=date(year, 12, 31),
            per_square_metre=Decimal(208),
            by_rooms=(Decimal(1), Decimal("0.87"), Decimal("0.8")),
            social=Decimal("0.75"),
            source=SOURCE,
            by=entered_by,
            at=at,
        )
        record("tariff.entered", subject=f"tariff:{row.pk}", by=entered_by, at=at)
        approve_tariff(row.pk, by=approved_by, at=at)
        record("tariff.approved", subject=f"tariff:{row.pk}", by=approved_by, at=at)
