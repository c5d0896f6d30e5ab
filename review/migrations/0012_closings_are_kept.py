"""What closes an application stays as it was recorded; it is ended once, and then stays whole.

SQLite drops triggers with a table it makes anew: run KEEP again after a migration that does.
"""

from django.db import migrations

TABLE, NAME = "review_closing", "closing_keeps_what_was_recorded"
SAID = f"{TABLE} keeps what was recorded"
RECORDED = (
    "id", "application_id", '"to"', "of_id", "received_on", "copy_id", "reason", "by_id", '"at"',
)  # fmt: skip


def moved(differs):
    """Return the condition under which an update is more than the end of an open closing."""
    changes = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in RECORDED)
    return f"OLD.state <> 'open' OR {changes}"


def on_sqlite(name, event):
    return f"CREATE TRIGGER {name} BEFORE {event} BEGIN SELECT RAISE(ABORT, '{SAID}'); END"


KEEP = {
    "postgresql": (
        f"CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{SAID}'; END $$",
        f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE}"
        f" FOR EACH ROW WHEN ({moved('IS DISTINCT FROM')}) EXECUTE FUNCTION {NAME}()",
        f"CREATE TRIGGER {NAME}_for_good BEFORE DELETE OR TRUNCATE ON {TABLE}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {NAME}()",
    ),
    "sqlite": (
        on_sqlite(NAME, f"UPDATE ON {TABLE} WHEN {moved('IS NOT')}"),
        on_sqlite(f"{NAME}_for_good", f"DELETE ON {TABLE}"),
        on_sqlite(
            f"{NAME}_in_its_place",
            f"INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)",
        ),
    ),
}
LET_GO = {
    "postgresql": (
        f"DROP TRIGGER {NAME} ON {TABLE}",
        f"DROP TRIGGER {NAME}_for_good ON {TABLE}",
        f"DROP FUNCTION {NAME}()",
    ),
    "sqlite": (
        f"DROP TRIGGER {NAME}",
        f"DROP TRIGGER {NAME}_for_good",
        f"DROP TRIGGER {NAME}_in_its_place",
    ),
}


def keep(apps, schema_editor):
    for statement in KEEP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def let_go(apps, schema_editor):
    for statement in LET_GO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("review", "0011_files_of_an_appeal")]

    operations = [migrations.RunPython(keep, let_go)]
