"""What the web server and the workers may do in PostgreSQL: what they need, and nothing besides.

Tables belong to the migrator, who alone may change how they are made. The app's role owns nothing:
it cannot lift a trigger, empty a table, or change what stands as entered, decided or submitted.
"""

from collections.abc import Iterable
from fnmatch import fnmatchcase

from psycopg2 import sql

READ, WRITE, CHANGE, DELETE = "SELECT", "INSERT", "UPDATE", "DELETE"
EVERY = (READ, WRITE, CHANGE, DELETE, "TRUNCATE", "REFERENCES", "TRIGGER")
# Table → what the role of this connection may do there, whoever gave it; an owner may everything.
HELD = """
    SELECT c.relname::text, ARRAY(SELECT p FROM unnest(%s) p WHERE has_table_privilege(c.oid, p))
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY c.relname
    """

# Pattern of tables → what the app may do there. The first that fits holds.
GRANTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # What stands as it was stored: rows are added.
    ("audit_entry", (READ, WRITE)),
    ("applications_clockentry", (READ, WRITE)),
    ("charges_notcharged", (READ, WRITE, CHANGE, DELETE)),
    ("charges_*", (READ, WRITE)),
    ("applications_revision", (READ, WRITE)),
    ("applications_statuschange", (READ, WRITE)),
    ("applications_submission", (READ, WRITE)),
    ("leases_ending", (READ, WRITE)),
    ("leases_leasechange", (READ, WRITE)),
    ("leases_leasecode", (READ, WRITE)),
    ("leases_recheck", (READ, WRITE)),
    ("leases_rentperiod", (READ, WRITE)),
    ("leases_scan", (READ, WRITE)),
    ("rent_roomcoefficient", (READ, WRITE)),
    ("rerating_objection", (READ, WRITE)),
    ("rerating_objectionanswer", (READ, WRITE)),
    ("rerating_tariffconfirmation", (READ, WRITE)),
    ("rerating_tariffsource", (READ, WRITE)),
    ("review_appeal", (READ, WRITE)),
    ("review_appealcopy", (READ, WRITE)),
    ("review_conflictstatement", (READ, WRITE)),
    ("review_decision", (READ, WRITE)),
    ("review_note", (READ, WRITE)),
    ("review_protocol", (READ, WRITE)),
    ("review_recordeddetermination", (READ, WRITE)),
    ("review_vote", (READ, WRITE)),
    ("wording_wordingedit", (READ, WRITE)),
    ("django_admin_log", (READ, WRITE)),
    # What `migrate` and `create_roles` write.
    ("django_migrations", (READ,)),
    ("django_content_type", (READ,)),
    ("auth_permission", (READ,)),
    ("auth_group", (READ,)),
    ("auth_group_permissions", (READ,)),
    # What is erased, ends, or is loaded anew.
    ("audit_opening", (READ, WRITE, DELETE)),
    ("accounts_user", (READ, WRITE, CHANGE)),
    ("accounts_assistance", (READ, WRITE, CHANGE)),
    ("accounts_*", (READ, WRITE, CHANGE, DELETE)),
    ("account_*", (READ, WRITE, CHANGE, DELETE)),
    ("applications_statusclaim", (READ, WRITE, CHANGE, DELETE)),
    ("cabinet_*", (READ, WRITE, CHANGE, DELETE)),
    ("desk_*", (READ, WRITE, CHANGE, DELETE)),
    ("copies_*", (READ, WRITE, CHANGE, DELETE)),
    ("review_assignment", (READ, WRITE, CHANGE, DELETE)),
    ("django_session", (READ, WRITE, CHANGE, DELETE)),
    ("drafts_*", (READ, WRITE, CHANGE, DELETE)),
    ("territories_*", (READ, WRITE, CHANGE, DELETE)),
    # Everything else: a case is never deleted.
    ("*", (READ, WRITE, CHANGE)),
)


def granted(table: str) -> tuple[str, ...]:
    """Return what the app's role may do in a table."""
    return next(may for pattern, may in GRANTS if fnmatchcase(table, pattern))


def differing(table: str, held: Iterable[str]) -> list[str]:
    """Return what a role may too much in a table, and what it lacks; nothing where it fits."""
    needed, has = set(granted(table)), set(held)
    more, less = (", ".join(sorted(each)) for each in (has - needed, needed - has))
    said = [f"{table}: may {more}, and should not"] if more else []
    return [*said, f"{table}: may not {less}, and needs it"] if less else said


def make(role: str, password_hash: str) -> sql.Composed:
    """Return the statement that makes the role; its password goes hashed, for logs' sake."""
    return sql.SQL(
        "CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION"
        " NOBYPASSRLS PASSWORD {}"
    ).format(sql.Identifier(role), sql.Literal(password_hash))


def change_password(role: str, password_hash: str) -> sql.Composed:
    return sql.SQL("ALTER ROLE {} PASSWORD {}").format(
        sql.Identifier(role), sql.Literal(password_hash)
    )


def grants(role: str, tables: Iterable[str]) -> list[sql.Composed]:
    """Return the statements that leave the role with exactly what the table above says."""
    name = sql.Identifier(role)
    given = [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}",
        "REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {}",
        "REVOKE ALL ON SCHEMA public FROM {}",
        "GRANT USAGE ON SCHEMA public TO {}",
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}",
    ]
    return [
        *(sql.SQL(each).format(name) for each in given),
        *(grant(name, table) for table in sorted(tables)),
    ]


def grant(role: sql.Identifier, table: str) -> sql.Composed:
    may = sql.SQL(", ").join(map(sql.SQL, granted(table)))
    return sql.SQL("GRANT {} ON TABLE {} TO {}").format(may, sql.Identifier(table), role)
