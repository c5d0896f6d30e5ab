from django.db import migrations

# What the database runs so that an entry, once there, is neither changed nor deleted.
REFUSE = {
    "postgresql": (
        """
        CREATE FUNCTION audit_entry_is_only_added() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'audit entries are only added'; END $$
        """,
        """
        CREATE TRIGGER audit_entry_is_only_added
        BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_only_added()
        """,
    ),
    "sqlite": (
        """
        CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'audit entries are only added'); END
        """,
        """
        CREATE TRIGGER audit_entry_is_not_deleted BEFORE DELETE ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'audit entries are only added'); END
        """,
        # INSERT OR REPLACE deletes without asking the trigger above.
        """
        CREATE TRIGGER audit_entry_is_not_replaced BEFORE INSERT ON audit_entry
        WHEN EXISTS (
            SELECT 1 FROM audit_entry
            WHERE seq = NEW.seq OR previous_hash = NEW.previous_hash
        )
        BEGIN SELECT RAISE(ABORT, 'audit entries are only added'); END
        """,
    ),
}
ALLOW = {
    "postgresql": (
        "DROP TRIGGER audit_entry_is_only_added ON audit_entry",
        "DROP FUNCTION audit_entry_is_only_added()",
    ),
    "sqlite": (
        "DROP TRIGGER audit_entry_is_not_changed",
        "DROP TRIGGER audit_entry_is_not_deleted",
        "DROP TRIGGER audit_entry_is_not_replaced",
    ),
}


def refuse(apps, schema_editor):
    for statement in REFUSE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(refuse, allow)]
