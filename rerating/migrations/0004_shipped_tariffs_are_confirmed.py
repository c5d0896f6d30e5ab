"""A tariff that came with the release is compared with its document by two people here."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from audit.kept import allow, refuse

TABLES = ("rerating_tariffconfirmation",)


def refuse_changes(apps, schema_editor):
    for statement in refuse(*TABLES)[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow_changes(apps, schema_editor):
    for statement in allow(*TABLES)[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("rent", "0003_sources"),
        ("rerating", "0003_seal_why_left_out"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TariffConfirmation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("apartment_rent", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("tariff", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="confirmation", to="rent.tariffrow")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(apartment_rent__isnull=True) | models.Q(apartment_rent__gt=0),
                        name="confirmed_mean_rent_is_above_zero",
                    ),
                ],
            },
        ),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
