"""A decision maker answers each objection, with reasons; what was answered is kept."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from audit.kept import allow, refuse

TABLES = ("rerating_objectionanswer",)


def refuse_changes(apps, schema_editor):
    for statement in refuse(*TABLES)[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow_changes(apps, schema_editor):
    for statement in allow(*TABLES)[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("rerating", "0004_shipped_tariffs_are_confirmed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ObjectionAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_upheld", models.BooleanField(verbose_name="upheld")),
                ("reasons_sealed", models.TextField()),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("objection", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="rerating.objection")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reasons_sealed", ""), _negated=True),
                        name="answer_to_an_objection_has_reasons",
                    ),
                ],
            },
        ),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
