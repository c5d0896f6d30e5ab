"""Why a person left a lease out may tell of a household: it is kept sealed, as other reasons are."""

from django.db import migrations, models

from sealing.texts import seal, unseal


def about(row):
    return f"rent_change:{row.pk}:left_out_reason"


def seal_reasons(apps, schema_editor):
    rows = apps.get_model("rerating", "RentChange").objects
    for row in rows.exclude(left_out_reason_sealed=""):
        sealed = seal(row.left_out_reason_sealed, about=about(row))
        rows.filter(pk=row.pk).update(left_out_reason_sealed=sealed)


def open_reasons(apps, schema_editor):
    rows = apps.get_model("rerating", "RentChange").objects
    for row in rows.exclude(left_out_reason_sealed=""):
        clear = unseal(row.left_out_reason_sealed, about=about(row))
        rows.filter(pk=row.pk).update(left_out_reason_sealed=clear)


class Migration(migrations.Migration):
    dependencies = [("rerating", "0002_a_rent_may_round_to_nothing")]

    operations = [
        migrations.RemoveConstraint(
            model_name="rentchange", name="lease_left_out_by_hand_has_a_reason"
        ),
        migrations.RenameField("rentchange", "left_out_reason", "left_out_reason_sealed"),
        migrations.AlterField(
            model_name="rentchange",
            name="left_out_reason_sealed",
            field=models.TextField(blank=True),
        ),
        migrations.RunPython(seal_reasons, open_reasons),
        migrations.AddConstraint(
            model_name="rentchange",
            constraint=models.CheckConstraint(
                condition=~models.Q(left_out="by_hand") | ~models.Q(left_out_reason_sealed=""),
                name="lease_left_out_by_hand_has_a_reason",
            ),
        ),
    ]
