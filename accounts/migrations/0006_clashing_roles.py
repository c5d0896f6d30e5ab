from django.db import migrations

# Roles that one person may not hold together, as `accounts.roles.CLASHES` has them on this day.
PAIRS = [
    ("administrator", "caseworker"),
    ("administrator", "decision_maker"),
    ("administrator", "allocation_officer"),
    ("administrator", "lease_clerk"),
    ("auditor", "registrar"),
    ("auditor", "caseworker"),
    ("auditor", "decision_maker"),
    ("auditor", "allocation_officer"),
    ("auditor", "lease_clerk"),
    ("auditor", "administrator"),
    ("auditor", "operator"),
    ("allocation_officer", "lease_clerk"),
]
BOTH_WAYS = ", ".join(f"('{a}', '{b}'), ('{b}', '{a}')" for a, b in PAIRS)
CLASH = f"""
    SELECT 1 FROM accounts_user_groups held
    JOIN auth_group other ON other.id = held.group_id
    JOIN auth_group given ON given.id = NEW.group_id
    WHERE held.user_id = NEW.user_id
    AND (other.name, given.name) IN (VALUES {BOTH_WAYS})
"""
REFUSE = {
    # Locks the account, so that of two who give a role each at once one waits for the other.
    "postgresql": (
        f"""
        CREATE FUNCTION accounts_roles_do_not_clash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            PERFORM 1 FROM accounts_user WHERE id = NEW.user_id FOR UPDATE;
            IF EXISTS ({CLASH}) THEN
                RAISE EXCEPTION 'accounts_roles_do_not_clash' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$
        """,
        """
        CREATE TRIGGER accounts_roles_do_not_clash
        BEFORE INSERT OR UPDATE ON accounts_user_groups
        FOR EACH ROW EXECUTE FUNCTION accounts_roles_do_not_clash()
        """,
    ),
    "sqlite": tuple(
        f"""
        CREATE TRIGGER accounts_roles_do_not_clash_{act} BEFORE {act} ON accounts_user_groups
        WHEN EXISTS ({CLASH})
        BEGIN SELECT RAISE(ABORT, 'accounts_roles_do_not_clash'); END
        """
        for act in ("INSERT", "UPDATE")
    ),
}
ALLOW = {
    "postgresql": (
        "DROP TRIGGER accounts_roles_do_not_clash ON accounts_user_groups",
        "DROP FUNCTION accounts_roles_do_not_clash()",
    ),
    "sqlite": tuple(
        f"DROP TRIGGER accounts_roles_do_not_clash_{act}" for act in ("INSERT", "UPDATE")
    ),
}


def refuse(apps, schema_editor):
    for statement in REFUSE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_second_factors"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [migrations.RunPython(refuse, allow)]
