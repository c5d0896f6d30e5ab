"""A payment may be set aside again after it was posted and taken back; leases not charged are named."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Count, F, Q

from audit.kept import allow, refuse

TABLE = "charges_setaside"


def run(statements, schema_editor):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def refuse_changes(apps, schema_editor):
    run(refuse(TABLE), schema_editor)


def allow_changes(apps, schema_editor):
    run(allow(TABLE), schema_editor)


def count_turns(apps, schema_editor):
    """Tell those set aside after a payment was posted and taken back from the others."""
    earlier = Q(payment__postings__kind="payment", payment__postings__at__lt=F("at"))
    rows = apps.get_model("charges", "SetAside").objects
    for row in rows.annotate(turns=Count("payment__postings", filter=earlier)).filter(turns__gt=0):
        rows.filter(pk=row.pk).update(turn=row.turns)


class Migration(migrations.Migration):
    dependencies = [("charges", "0002_postings_are_kept")]

    operations = [
        migrations.RunPython(allow_changes, refuse_changes),
        migrations.AlterField(
            model_name="setaside",
            name="payment",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="set_asides", to="charges.payment"),
        ),
        migrations.AddField(
            model_name="setaside",
            name="turn",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.RunPython(count_turns, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="setaside",
            constraint=models.UniqueConstraint(fields=("payment", "turn"), name="payment_is_set_aside_once_at_a_time"),
        ),
        migrations.RunPython(refuse_changes, allow_changes),
        migrations.CreateModel(
            name="NotCharged",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("lease", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="not_charged", to="leases.lease")),
            ],
        ),
    ]
