"""On one day one approved tariff counts, whatever writes it."""

from django.db import migrations

NAME = "approved_tariffs_never_overlap"
COUNTS = "({row}entered_by_id IS NULL OR {row}approved_by_id IS NOT NULL)"
OVERLAPS = f"""
    {COUNTS.format(row="NEW.")} AND EXISTS (
        SELECT 1 FROM rent_tariffrow AS other
        WHERE {COUNTS.format(row="other.")} AND other.id IS NOT NEW.id
        AND other.start <= NEW."end" AND NEW.start <= other."end"
    )
    """

REFUSE = {
    "postgresql": (
        f"""
        ALTER TABLE rent_tariffrow ADD CONSTRAINT {NAME} EXCLUDE USING gist (
            daterange(start, "end", '[]') WITH &&
        ) WHERE {COUNTS.format(row="")}
        """,
    ),
    # SQLite has one writer at a time: two triggers are a constraint there. What counts already is
    # never changed (0003).
    "sqlite": (
        f"""
        CREATE TRIGGER {NAME}_shipped BEFORE INSERT ON rent_tariffrow WHEN {OVERLAPS}
        BEGIN SELECT RAISE(ABORT, '{NAME}'); END
        """,
        f"""
        CREATE TRIGGER {NAME}_approved BEFORE UPDATE ON rent_tariffrow
        WHEN NOT {COUNTS.format(row="OLD.")} AND {OVERLAPS}
        BEGIN SELECT RAISE(ABORT, '{NAME}'); END
        """,
    ),
}
ALLOW = {
    "postgresql": (f"ALTER TABLE rent_tariffrow DROP CONSTRAINT {NAME}",),
    "sqlite": (f"DROP TRIGGER {NAME}_shipped", f"DROP TRIGGER {NAME}_approved"),
}


def refuse(apps, schema_editor):
    for statement in REFUSE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("rent", "0003_sources")]

    operations = [migrations.RunPython(refuse, allow)]
