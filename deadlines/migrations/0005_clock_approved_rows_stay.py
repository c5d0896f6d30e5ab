from django.db import migrations

SAID = "an approved row of the calendar stays as it is"
TABLES = {
    "deadlines_regime": ("kind", "start", '"end"', "source"),
    "deadlines_calendaryear": ("year", "source"),
    "deadlines_calendarday": ("day", "kind", "name", "source"),
    "deadlines_correctionpolicy": ("start", "effect", "legal_basis", "source"),
}
NAMES = ("entered_by_id", "entered_at")
COUNTS = "OLD.entered_by_id IS NULL OR OLD.approved_by_id IS NOT NULL"


def changed(table, differs):
    """Return the condition under which an update is more than an approval; `differs` is SQL."""
    said = " OR ".join(
        f"NEW.{column} {differs} OLD.{column}" for column in (*TABLES[table], *NAMES)
    )
    return f"{COUNTS} OR OLD.set_aside_by_id IS NOT NULL OR {said}"


# What the database runs so that nobody rewrites a row that counts, or what another one approves.
REFUSE = {
    "postgresql": (
        f"""
        CREATE FUNCTION approved_row_stays() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{SAID}'; END $$
        """,
        *(
            f"""
            CREATE TRIGGER approved_row_stays BEFORE UPDATE ON {table}
            FOR EACH ROW WHEN ({changed(table, "IS DISTINCT FROM")})
            EXECUTE FUNCTION approved_row_stays()
            """
            for table in TABLES
        ),
        *(
            f"""
            CREATE TRIGGER calendar_row_is_not_deleted BEFORE DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION approved_row_stays()
            """
            for table in TABLES
        ),
    ),
    "sqlite": (
        *(
            f"""
            CREATE TRIGGER {table}_approved_row_stays BEFORE UPDATE ON {table}
            WHEN {changed(table, "IS NOT")}
            BEGIN SELECT RAISE(ABORT, '{SAID}'); END
            """
            for table in TABLES
        ),
        *(
            f"""
            CREATE TRIGGER {table}_row_is_not_deleted BEFORE DELETE ON {table}
            BEGIN SELECT RAISE(ABORT, '{SAID}'); END
            """
            for table in TABLES
        ),
    ),
}
ALLOW = {
    "postgresql": (
        *(f"DROP TRIGGER approved_row_stays ON {table}" for table in TABLES),
        *(f"DROP TRIGGER calendar_row_is_not_deleted ON {table}" for table in TABLES),
        "DROP FUNCTION approved_row_stays()",
    ),
    "sqlite": (
        *(f"DROP TRIGGER {table}_approved_row_stays" for table in TABLES),
        *(f"DROP TRIGGER {table}_row_is_not_deleted" for table in TABLES),
    ),
}


def refuse(apps, schema_editor):
    for statement in REFUSE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0004_clock_ships_the_rule_of_corrections")]

    operations = [migrations.RunPython(refuse, allow)]
