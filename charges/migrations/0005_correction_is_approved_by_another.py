"""Whoever proposed a correction does not post it; declining it is open to them."""

from django.db import migrations

NAME = "correction_is_approved_by_another"
TABLE = "charges_answer"
BY_THE_PROPOSER = """
    NEW.posting_id IS NOT NULL
    AND EXISTS (
        SELECT 1 FROM charges_proposal WHERE id = NEW.proposal_id AND by_id = NEW.by_id
    )
    """
REFUSE = {
    "postgresql": (
        f"""
        CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF {BY_THE_PROPOSER} THEN
                RAISE EXCEPTION '{NAME}' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$
        """,
        f"""
        CREATE TRIGGER {NAME} BEFORE INSERT ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION {NAME}()
        """,
    ),
    "sqlite": (
        f"""
        CREATE TRIGGER {NAME} BEFORE INSERT ON {TABLE} WHEN {BY_THE_PROPOSER}
        BEGIN SELECT RAISE(ABORT, '{NAME}'); END
        """,
    ),
}
ALLOW = {
    "postgresql": (f"DROP TRIGGER {NAME} ON {TABLE}", f"DROP FUNCTION {NAME}()"),
    "sqlite": (f"DROP TRIGGER {NAME}",),
}


def refuse(apps, schema_editor):
    for statement in REFUSE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("charges", "0004_corrections_by_two")]

    operations = [migrations.RunPython(refuse, allow)]
