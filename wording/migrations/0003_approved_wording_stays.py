from django.db import migrations

from audit.kept import allow, refuse, together

SAID = "an approved text of the lease stays as it is"
TABLE = "wording_wording"
NAMES = ("programme", "number", "drafted_by_id", "drafted_at")


def changed(differs):
    """Return the condition under which an update is refused; `differs` is SQL."""
    said = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in NAMES)
    ended = "OLD.drafted_by_id IS NULL OR OLD.approved_by_id IS NOT NULL"
    return f"{ended} OR OLD.set_aside_by_id IS NOT NULL OR {said}"


# What the database runs so that nobody rewrites or deletes a text that leases may have pinned.
STAYS = {
    "postgresql": (
        f"""
        CREATE FUNCTION approved_wording_stays() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{SAID}'; END $$
        """,
        f"""
        CREATE TRIGGER approved_wording_stays BEFORE UPDATE ON {TABLE}
        FOR EACH ROW WHEN ({changed("IS DISTINCT FROM")})
        EXECUTE FUNCTION approved_wording_stays()
        """,
        f"""
        CREATE TRIGGER wording_is_not_deleted BEFORE DELETE OR TRUNCATE ON {TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION approved_wording_stays()
        """,
    ),
    "sqlite": (
        f"""
        CREATE TRIGGER approved_wording_stays BEFORE UPDATE ON {TABLE}
        WHEN {changed("IS NOT")}
        BEGIN SELECT RAISE(ABORT, '{SAID}'); END
        """,
        f"""
        CREATE TRIGGER wording_is_not_deleted BEFORE DELETE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, '{SAID}'); END
        """,
    ),
}
GOES = {
    "postgresql": (
        f"DROP TRIGGER approved_wording_stays ON {TABLE}",
        f"DROP TRIGGER wording_is_not_deleted ON {TABLE}",
        "DROP FUNCTION approved_wording_stays()",
    ),
    "sqlite": ("DROP TRIGGER approved_wording_stays", "DROP TRIGGER wording_is_not_deleted"),
}
REFUSE = together(STAYS, refuse("wording_wordingedit"))
ALLOW = together(GOES, allow("wording_wordingedit"))


def refuse_changes(apps, schema_editor):
    for statement in REFUSE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow_changes(apps, schema_editor):
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("wording", "0002_ship_resolution_814_2"), ("audit", "0003_commitments")]

    operations = [migrations.RunPython(refuse_changes, allow_changes)]
