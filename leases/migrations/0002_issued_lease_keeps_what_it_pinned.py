from django.db import migrations

PINNED = (
    "number", "application_id", "dwelling_id", "tariff_id", "template", "template_sha256",
    "starts_on", "ends_on", "term_months", "monthly_rent", "exact_rent", "data",
    "tenant_number_index", "tenant_document_index", "pdf_name", "pdf_sha256", "made_by_id",
    "made_at",
)  # fmt: skip
SAID = "a lease keeps what it pinned"


def moved(differs):
    """Return the condition under which an update changes what a lease pinned; `differs` is SQL."""
    columns = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in PINNED)
    signed = f"OLD.signed_on IS NOT NULL AND NEW.signed_on {differs} OLD.signed_on"
    return f"OLD.status <> 'draft' AND (NEW.status = 'draft' OR {columns} OR {signed})"


# What the database runs so that a lease is never deleted, nor changed once it is no draft.
REFUSE = {
    "postgresql": (
        f"""
        CREATE FUNCTION lease_keeps_what_it_pinned() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{SAID}'; END $$
        """,
        f"""
        CREATE TRIGGER lease_keeps_what_it_pinned BEFORE UPDATE ON leases_lease
        FOR EACH ROW WHEN ({moved("IS DISTINCT FROM")})
        EXECUTE FUNCTION lease_keeps_what_it_pinned()
        """,
        """
        CREATE TRIGGER lease_is_not_deleted BEFORE DELETE OR TRUNCATE ON leases_lease
        FOR EACH STATEMENT EXECUTE FUNCTION lease_keeps_what_it_pinned()
        """,
    ),
    "sqlite": (
        f"""
        CREATE TRIGGER lease_keeps_what_it_pinned BEFORE UPDATE ON leases_lease
        WHEN {moved("IS NOT")}
        BEGIN SELECT RAISE(ABORT, '{SAID}'); END
        """,
        f"""
        CREATE TRIGGER lease_is_not_deleted BEFORE DELETE ON leases_lease
        BEGIN SELECT RAISE(ABORT, '{SAID}'); END
        """,
    ),
}
ALLOW = {
    "postgresql": (
        "DROP TRIGGER lease_keeps_what_it_pinned ON leases_lease",
        "DROP TRIGGER lease_is_not_deleted ON leases_lease",
        "DROP FUNCTION lease_keeps_what_it_pinned()",
    ),
    "sqlite": (
        "DROP TRIGGER lease_keeps_what_it_pinned",
        "DROP TRIGGER lease_is_not_deleted",
    ),
}


def refuse(apps, schema_editor):
    for statement in REFUSE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("leases", "0001_initial")]

    operations = [migrations.RunPython(refuse, allow)]
