from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def repeat_assignments(apps: Any, schema_editor: Any) -> None:
    assignments = apps.get_model("review", "Assignment").objects
    holder = assignments.filter(application=models.OuterRef("pk")).values("caseworker")
    applications = apps.get_model("applications", "Application").objects
    applications.filter(assignment__isnull=False).update(caseworker=models.Subquery(holder))


def person(*, null: bool = False) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        django.db.models.deletion.PROTECT,
        null=null,
        related_name="+",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0009_search"),
        ("review", "0004_case"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(verbose_name="last day")),
                ("at", models.DateTimeField(verbose_name="at")),
                ("ended_at", models.DateTimeField(null=True)),
                ("by", person()),
                ("caseworker", person()),
                ("ended_by", person(null=True)),
            ],
            options={
                "verbose_name": "absence",
                "verbose_name_plural": "absences",
                "permissions": (("enter_absence", "Can enter when a caseworker is away"),),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(last_day__gte=models.F("first_day")),
                        name="absence_ends_not_before_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                        | models.Q(ended_at__isnull=False, ended_by__isnull=False),
                        name="ended_absence_has_its_instant_and_author",
                    ),
                ],
            },
        ),
        migrations.RunPython(repeat_assignments, migrations.RunPython.noop),
    ]
