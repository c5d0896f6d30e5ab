"""Notes of the staff: added, never changed or deleted, in the database as well."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ADDED = "notes are only added"

REFUSE = {
    "postgresql": (
        f"""
        CREATE FUNCTION note_is_only_added() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{ADDED}'; END $$
        """,
        """
        CREATE TRIGGER note_is_only_added
        BEFORE UPDATE OR DELETE OR TRUNCATE ON review_note
        FOR EACH STATEMENT EXECUTE FUNCTION note_is_only_added()
        """,
    ),
    "sqlite": (
        f"""
        CREATE TRIGGER note_is_not_changed BEFORE UPDATE ON review_note
        BEGIN SELECT RAISE(ABORT, '{ADDED}'); END
        """,
        f"""
        CREATE TRIGGER note_is_not_deleted BEFORE DELETE ON review_note
        BEGIN SELECT RAISE(ABORT, '{ADDED}'); END
        """,
        # INSERT OR REPLACE deletes without asking the trigger above.
        f"""
        CREATE TRIGGER note_is_not_replaced BEFORE INSERT ON review_note
        WHEN EXISTS (SELECT 1 FROM review_note WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{ADDED}'); END
        """,
    ),
}
ALLOW = {
    "postgresql": (
        "DROP TRIGGER note_is_only_added ON review_note",
        "DROP FUNCTION note_is_only_added()",
    ),
    "sqlite": (
        "DROP TRIGGER note_is_not_changed",
        "DROP TRIGGER note_is_not_deleted",
        "DROP TRIGGER note_is_not_replaced",
    ),
}


def refuse(apps, schema_editor):
    for statement in REFUSE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0007_a_paper_names_its_home"),
        ("review", "0003_decisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sealed", models.TextField()),
                ("at", models.DateTimeField(verbose_name="at")),
                ("application", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="applications.application")),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("corrects", models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="correction", to="review.note")),
            ],
            options={
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("sealed", ""), _negated=True), name="note_says_something"),
                    models.CheckConstraint(condition=models.Q(("corrects", models.F("id")), _negated=True), name="note_does_not_put_itself_right"),
                ],
            },
        ),
        migrations.RunPython(refuse, allow),
    ]
