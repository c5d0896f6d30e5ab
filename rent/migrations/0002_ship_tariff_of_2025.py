"""Ships the tariff of 2025 that the source of the project publishes.

Not elidable: squashing must keep the row.
"""

from decimal import Decimal

from django.db import migrations

SOURCE = (
    "Порядок № 814; Держстат: середня вартість оренди 1 кв. м однокімнатної квартири, "
    "січень 2025 року, 208 грн"
)
BY_ROOMS = {1: Decimal("1"), 2: Decimal("0.87"), 3: Decimal("0.8")}


def ship(apps, schema_editor):
    tariff = apps.get_model("rent", "TariffRow").objects.create(
        name="2025",
        start="2025-01-01",
        end="2025-12-31",
        per_square_metre=Decimal("208"),
        social=Decimal("0.75"),
        source=SOURCE,
    )
    coefficient = apps.get_model("rent", "RoomCoefficient")
    coefficient.objects.bulk_create(
        coefficient(tariff=tariff, rooms=rooms, value=value) for rooms, value in BY_ROOMS.items()
    )


def withdraw(apps, schema_editor):
    shipped = apps.get_model("rent", "TariffRow").objects.filter(entered_by=None)
    apps.get_model("rent", "RoomCoefficient").objects.filter(tariff__in=shipped).delete()
    shipped.delete()


class Migration(migrations.Migration):
    dependencies = [("rent", "0001_initial")]
    operations = [migrations.RunPython(ship, withdraw)]
