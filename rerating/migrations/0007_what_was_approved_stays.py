"""What a re-rating was prepared with stays, and each step of it is taken once.

A second person approves the day, the tariff and every new rent; whatever writes past the services
changes none of them, and adds no lease to what was approved.
"""

from django.db import migrations

from audit.kept import together

DIFFERS = {"postgresql": "IS DISTINCT FROM", "sqlite": "IS NOT"}
SAID = "a re-rating stays as it was prepared"

# Table → what its rows never change, and what they are given once.
KEPT = {
    "rerating_rerating": (
        ("tariff_id", "effective_on", "notice_days", "prepared_by_id", "prepared_at"),
        ("approved_by_id", "approved_at", "set_aside_by_id", "set_aside_at",
         "answers_awaited_since", "applied_at"),
    ),
    "rerating_rentchange": (
        ("rerating_id", "lease_id", "before_id", "new_rent", "exact_rent"),
        ("after_id", "NULLIF({row}left_out, '')", "NULLIF({row}left_out_reason_sealed, '')"),
    ),
}  # fmt: skip
JOINS_WHAT_IS_APPROVED = """
    SELECT 1 FROM rerating_rerating WHERE id = NEW.rerating_id AND approved_by_id IS NOT NULL
    """


def of(row, column):
    return column.format(row=f"{row}.") if "{row}" in column else f"{row}.{column}"


def moved(table, differs):
    """Return the condition under which an update changes what is kept; `differs` is SQL."""
    never, once = KEPT[table]
    changed = [f"{of('NEW', each)} {differs} {of('OLD', each)}" for each in never]
    again = [
        f"{of('OLD', each)} IS NOT NULL AND {of('NEW', each)} {differs} {of('OLD', each)}"
        for each in once
    ]
    return " OR ".join((*changed, *again))


def keep(table):
    return {
        "postgresql": (
            f"""
            CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION '{SAID}'; END $$
            """,
            f"""
            CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} FOR EACH ROW
            WHEN ({moved(table, DIFFERS["postgresql"])}) EXECUTE FUNCTION {table}_stays()
            """,
            f"""
            CREATE TRIGGER {table}_is_not_deleted BEFORE DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION {table}_stays()
            """,
        ),
        "sqlite": (
            f"""
            CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table}
            WHEN {moved(table, DIFFERS["sqlite"])} BEGIN SELECT RAISE(ABORT, '{SAID}'); END
            """,
            f"""
            CREATE TRIGGER {table}_is_not_deleted BEFORE DELETE ON {table}
            BEGIN SELECT RAISE(ABORT, '{SAID}'); END
            """,
            # INSERT OR REPLACE deletes without asking the trigger above.
            f"""
            CREATE TRIGGER {table}_is_not_replaced BEFORE INSERT ON {table}
            WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
            BEGIN SELECT RAISE(ABORT, '{SAID}'); END
            """,
        ),
    }


def let_go(table):
    return {
        "postgresql": (
            f"DROP TRIGGER {table}_stays ON {table}",
            f"DROP TRIGGER {table}_is_not_deleted ON {table}",
            f"DROP FUNCTION {table}_stays()",
        ),
        "sqlite": (
            f"DROP TRIGGER {table}_stays",
            f"DROP TRIGGER {table}_is_not_deleted",
            f"DROP TRIGGER {table}_is_not_replaced",
        ),
    }


JOINS_NOTHING_APPROVED = {
    "postgresql": (
        f"""
        CREATE FUNCTION rentchange_joins_nothing_approved()
        RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
        IF EXISTS ({JOINS_WHAT_IS_APPROVED}) THEN RAISE EXCEPTION '{SAID}'; END IF;
        RETURN NEW;
        END $$
        """,
        """
        CREATE TRIGGER rentchange_joins_nothing_approved BEFORE INSERT ON rerating_rentchange
        FOR EACH ROW EXECUTE FUNCTION rentchange_joins_nothing_approved()
        """,
    ),
    "sqlite": (
        f"""
        CREATE TRIGGER rentchange_joins_nothing_approved BEFORE INSERT ON rerating_rentchange
        WHEN EXISTS ({JOINS_WHAT_IS_APPROVED}) BEGIN SELECT RAISE(ABORT, '{SAID}'); END
        """,
    ),
}
JOINS_AGAIN = {
    "postgresql": (
        "DROP TRIGGER rentchange_joins_nothing_approved ON rerating_rentchange",
        "DROP FUNCTION rentchange_joins_nothing_approved()",
    ),
    "sqlite": ("DROP TRIGGER rentchange_joins_nothing_approved",),
}
REFUSE = together(*map(keep, KEPT), JOINS_NOTHING_APPROVED)
ALLOW = together(*map(let_go, KEPT), JOINS_AGAIN)


def refuse(apps, schema_editor):
    for statement in REFUSE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("rerating", "0006_answers_are_awaited")]

    operations = [migrations.RunPython(refuse, allow)]
