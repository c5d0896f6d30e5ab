"""Ships the rule that asking for a correction stops no clock (docs/decisions/0052).

Not elidable: squashing must keep the row.
"""

from django.db import migrations

SOURCE = "Порядок № 814: жодна норма, яку ми читали, не зупиняє строку"


def ship(apps, schema_editor):
    apps.get_model("deadlines", "CorrectionPolicy").objects.create(
        start="2025-07-07", effect="runs_on", source=SOURCE
    )


def withdraw(apps, schema_editor):
    apps.get_model("deadlines", "CorrectionPolicy").objects.filter(entered_by=None).delete()


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0003_two_people")]

    operations = [migrations.RunPython(ship, withdraw)]
