"""The rents of a lease, day by day; each lease there is begins with the one it was drawn up for."""

import django.db.models.deletion
from django.db import migrations, models

from audit.kept import allow, refuse

TABLE = "leases_rentperiod"
REFUSE, ALLOW = refuse(TABLE), allow(TABLE)


def begin(apps, schema_editor):
    leases = apps.get_model("leases", "Lease").objects.order_by("pk")
    periods = apps.get_model("leases", "RentPeriod").objects
    periods.bulk_create(
        (
            periods.model(
                lease_id=lease.pk,
                starts_on=lease.starts_on,
                tariff_id=lease.tariff_id,
                monthly_rent=lease.monthly_rent,
                exact_rent=lease.exact_rent,
            )
            for lease in leases.only(
                "starts_on", "tariff_id", "monthly_rent", "exact_rent"
            ).iterator()
        ),
        batch_size=500,
    )


def refuse_changes(apps, schema_editor):
    for statement in REFUSE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow_changes(apps, schema_editor):
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("leases", "0002_issued_lease_keeps_what_it_pinned"),
        ("rent", "0003_sources"),
    ]

    operations = [
        migrations.CreateModel(
            name="RentPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("monthly_rent", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="rent, UAH a month")),
                ("exact_rent", models.CharField(max_length=64, verbose_name="rent before rounding, UAH a month")),
                ("lease", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rents", to="leases.lease", verbose_name="lease")),
                ("tariff", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rent.tariffrow", verbose_name="tariff")),
            ],
            options={
                "verbose_name": "rent of a lease",
                "verbose_name_plural": "rents of leases",
                "constraints": [
                    models.UniqueConstraint(fields=("lease", "starts_on"), name="one_rent_of_a_lease_begins_on_a_day"),
                    models.CheckConstraint(condition=models.Q(("monthly_rent__gt", 0)), name="rent_of_a_lease_is_above_zero"),
                ],
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
