"""Holds every due date to the ledger of its clock, and the ledger to what was written.

SQLite drops a table's triggers when a later migration makes the table anew: such a migration
lifts these before and sets them again (tests/review/test_clock_guards.py tells).
"""

from django.db import migrations

ADDED = "rows of the clock are only added"
HELD = "a due date is what the clock says"
DIFFERS = {"postgresql": "IS DISTINCT FROM", "sqlite": "IS NOT"}


def held(vendor):
    """Return the condition under which an update moves a due date without a row of the clock."""
    return f"NEW.due_on {DIFFERS[vendor]} OLD.due_on"


SAID_LAST = """
    (SELECT due_on FROM applications_clockentry
     WHERE application_id = NEW.id ORDER BY id DESC LIMIT 1)
"""

REFUSE = {
    "postgresql": (
        f"""
        CREATE FUNCTION clock_entry_is_only_added() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{ADDED}'; END $$
        """,
        """
        CREATE TRIGGER clock_entry_is_only_added
        BEFORE UPDATE OR DELETE OR TRUNCATE ON applications_clockentry
        FOR EACH STATEMENT EXECUTE FUNCTION clock_entry_is_only_added()
        """,
        f"""
        CREATE FUNCTION due_date_is_what_the_clock_says() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            IF NEW.due_on IS DISTINCT FROM {SAID_LAST} THEN RAISE EXCEPTION '{HELD}'; END IF;
            RETURN NEW;
        END $$
        """,
        f"""
        CREATE TRIGGER due_date_is_what_the_clock_says BEFORE UPDATE ON applications_application
        FOR EACH ROW WHEN ({held("postgresql")})
        EXECUTE FUNCTION due_date_is_what_the_clock_says()
        """,
    ),
    "sqlite": (
        f"""
        CREATE TRIGGER clock_entry_is_not_changed BEFORE UPDATE ON applications_clockentry
        BEGIN SELECT RAISE(ABORT, '{ADDED}'); END
        """,
        f"""
        CREATE TRIGGER clock_entry_is_not_deleted BEFORE DELETE ON applications_clockentry
        BEGIN SELECT RAISE(ABORT, '{ADDED}'); END
        """,
        f"""
        CREATE TRIGGER due_date_is_what_the_clock_says BEFORE UPDATE ON applications_application
        WHEN {held("sqlite")} AND NEW.due_on IS NOT {SAID_LAST}
        BEGIN SELECT RAISE(ABORT, '{HELD}'); END
        """,
    ),
}
ALLOW = {
    "postgresql": (
        "DROP TRIGGER due_date_is_what_the_clock_says ON applications_application",
        "DROP FUNCTION due_date_is_what_the_clock_says()",
        "DROP TRIGGER clock_entry_is_only_added ON applications_clockentry",
        "DROP FUNCTION clock_entry_is_only_added()",
    ),
    "sqlite": (
        "DROP TRIGGER due_date_is_what_the_clock_says",
        "DROP TRIGGER clock_entry_is_not_changed",
        "DROP TRIGGER clock_entry_is_not_deleted",
    ),
}


def refuse(apps, schema_editor):
    for statement in REFUSE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    # After every change of the two tables that this release makes.
    dependencies = [("review", "0005_assigning"), ("applications", "0010_desk")]

    operations = [migrations.RunPython(refuse, allow)]
