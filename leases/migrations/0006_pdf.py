"""The code printed on an issued lease, kept so that it is found again; it stays as it is."""

import django.db.models.deletion
from django.db import migrations, models

from audit.kept import allow, refuse

TABLE = "leases_leasecode"
REFUSE, ALLOW = refuse(TABLE), allow(TABLE)


def refuse_changes(apps, schema_editor):
    for statement in REFUSE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow_changes(apps, schema_editor):
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("leases", "0005_life")]

    operations = [
        migrations.CreateModel(
            name="LeaseCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64, unique=True, verbose_name="SHA-256")),
                ("lease", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="code", to="leases.lease")),
            ],
        ),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
