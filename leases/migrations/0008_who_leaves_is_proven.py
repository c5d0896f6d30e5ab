"""Nobody is struck out of a lease without a paper that proves it.

Whoever left before this release did so on the word of who leaves or of the tenant: their rows say
so, and no other row may. SQLite rebuilds the table, so what keeps it is told it anew.
"""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

LIFE = import_module("leases.migrations.0005_life")
TABLE, NAME = "leases_resident", "leases_resident_keeps_what_it_pinned"
BY_WORD = "left"
SAID = f"{TABLE} keeps what it pinned"


def moved_before(differs):
    return LIFE.row_moved(TABLE, differs)


def moved(differs):
    """Return when an update is refused: also a ground that is changed, or is a word."""
    never, once = LIFE.KEPT[TABLE]
    given = LIFE.given_again((*once, "left_proof_id"), differs)
    reworded = "OLD.left_by_id IS NOT NULL AND NEW.left_ground <> OLD.left_ground"
    by_word = f"OLD.left_by_id IS NULL AND NEW.left_ground = '{BY_WORD}'"
    return f"{LIFE.changes(never, differs)} OR {given} OR {reworded} OR {by_word}"


LET_GO = LIFE.let_go(TABLE, NAME)
KEPT_BEFORE = LIFE.keep(TABLE, NAME, SAID, moved_before)
KEPT = LIFE.keep(TABLE, NAME, SAID, moved)


def say_who_left_by_word(apps, schema_editor):
    left = apps.get_model("leases", "Resident").objects.filter(left_by__isnull=False)
    left.update(left_ground=BY_WORD)


class Migration(migrations.Migration):
    dependencies = [("leases", "0007_kept_changes")]

    operations = [
        migrations.RunPython(LIFE.run(LET_GO), LIFE.run(KEPT_BEFORE)),
        migrations.AddField(
            model_name="resident",
            name="left_ground",
            field=models.CharField(blank=True, default="", max_length=16, verbose_name="left by"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="resident",
            name="left_proof",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="leases.scan",
            ),
        ),
        migrations.RunPython(say_who_left_by_word, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="resident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_by__isnull", True), ("left_ground", ""), ("left_proof__isnull", True)
                )
                | models.Q(
                    ("left_by__isnull", False),
                    ("left_ground", BY_WORD),
                    ("left_proof__isnull", True),
                )
                | models.Q(
                    ("left_by__isnull", False),
                    ("left_ground__in", ["consent", "court", "death", "moved", "own"]),
                    ("left_proof__isnull", False),
                ),
                name="nobody_leaves_without_a_paper_that_proves_it",
            ),
        ),
        migrations.RunPython(LIFE.run(KEPT), LIFE.run(LET_GO)),
    ]
