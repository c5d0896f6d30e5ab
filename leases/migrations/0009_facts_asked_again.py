import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from audit.kept import allow, refuse, together

TABLES = ("leases_recheck",)
REFUSE = together(*map(refuse, TABLES))
ALLOW = together(*map(allow, TABLES))


def refuse_changes(apps, schema_editor):
    for statement in REFUSE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow_changes(apps, schema_editor):
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("leases", "0008_who_leaves_is_proven"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Recheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("outcome", models.CharField(max_length=24, verbose_name="outcome")),
                ("clauses", models.JSONField()),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lease",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rechecks",
                        to="leases.lease",
                    ),
                ),
            ],
            options={
                "verbose_name": "facts asked again for a new term",
                "verbose_name_plural": "facts asked again for new terms",
                "default_permissions": (),
            },
        ),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
