import django.db.models.deletion
from django.db import migrations, models

SAID = "what opens a commitment is never changed"

# An opening may be erased, which leaves the chain as it is; it is never changed.
REFUSE = {
    "postgresql": (
        f"""
        CREATE FUNCTION audit_opening_is_not_changed() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{SAID}'; END $$
        """,
        """
        CREATE TRIGGER audit_opening_is_not_changed BEFORE UPDATE OR TRUNCATE ON audit_opening
        FOR EACH STATEMENT EXECUTE FUNCTION audit_opening_is_not_changed()
        """,
    ),
    "sqlite": (
        f"""
        CREATE TRIGGER audit_opening_is_not_changed BEFORE UPDATE ON audit_opening
        BEGIN SELECT RAISE(ABORT, '{SAID}'); END
        """,
    ),
}
ALLOW = {
    "postgresql": (
        "DROP TRIGGER audit_opening_is_not_changed ON audit_opening",
        "DROP FUNCTION audit_opening_is_not_changed()",
    ),
    "sqlite": ("DROP TRIGGER audit_opening_is_not_changed",),
}


def refuse(apps, schema_editor):
    for statement in REFUSE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="Anchoring",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("way", models.CharField(choices=[("file", "file"), ("mail", "e-mail")], max_length=8, unique=True)),
                ("at", models.DateTimeField()),
                ("seq", models.PositiveBigIntegerField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="openings", to="audit.entry")),
                ("name", models.CharField(max_length=32, verbose_name="name")),
                ("salt_sealed", models.TextField()),
                ("value_sealed", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "opening of a commitment",
                "verbose_name_plural": "openings of commitments",
                "default_permissions": (),
                "constraints": (
                    models.UniqueConstraint(fields=["entry", "name"], name="commitment_has_one_opening"),
                ),
            },
        ),
        migrations.AddIndex(
            model_name="entry", index=models.Index(fields=["at"], name="entries_by_instant")
        ),
        migrations.AddIndex(
            model_name="entry", index=models.Index(fields=["act", "seq"], name="entries_by_act")
        ),
        migrations.RunPython(refuse, allow),
    ]
