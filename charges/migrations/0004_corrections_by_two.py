"""A correction above a limit is proposed by one person and posted or declined by another."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from audit.kept import allow, refuse, together

TABLES = ("charges_proposal", "charges_answer")
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
        ("charges", "0003_set_aside_again"),
        ("leases", "0007_kept_changes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="posting",
            options={"permissions": [("keep_accounts", "Can take in bank statements, match payments and correct accounts"), ("read_payer", "Can read who paid and what for"), ("approve_correction", "Can approve a correction that another person proposed")], "verbose_name": "posting", "verbose_name_plural": "postings"},
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(unique=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount, UAH")),
                ("reason_sealed", models.TextField()),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("lease", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="leases.lease")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=~models.Q(amount=0) & ~models.Q(reason_sealed=""), name="proposal_says_how_much_and_why"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("posting", models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="approval", to="charges.posting")),
                ("proposal", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="charges.proposal")),
            ],
        ),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
