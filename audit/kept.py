"""SQL for migrations: a table that is only added to; nothing in it is changed or deleted.

Run it again whenever a later migration makes SQLite rebuild the table: the triggers go with it.
"""

Statements = dict[str, tuple[str, ...]]

NOT_ON_SQLITE = {
    "changed": "UPDATE ON {table}",
    "deleted": "DELETE ON {table}",
    # INSERT OR REPLACE deletes without asking the trigger above.
    "replaced": "INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)",
}


def refuse(table: str) -> Statements:
    """Return by database what makes it refuse, even its owner, to change or empty the table."""
    said = f"{table} is only added to"
    function = f"""
        CREATE FUNCTION {table}_is_kept() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{said}'; END $$
        """
    trigger = f"""
        CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_kept()
        """
    on_sqlite = (
        f"""
        CREATE TRIGGER {table}_is_not_{what} BEFORE {event.format(table=table)}
        BEGIN SELECT RAISE(ABORT, '{said}'); END
        """
        for what, event in NOT_ON_SQLITE.items()
    )
    return {"postgresql": (function, trigger), "sqlite": tuple(on_sqlite)}


def allow(table: str) -> Statements:
    """Return what takes it back."""
    trigger = f"DROP TRIGGER {table}_is_kept ON {table}"
    return {
        "postgresql": (trigger, f"DROP FUNCTION {table}_is_kept()"),
        "sqlite": tuple(f"DROP TRIGGER {table}_is_not_{what}" for what in NOT_ON_SQLITE),
    }


def together(*some: Statements) -> Statements:
    return {vendor: sum((each[vendor] for each in some), ()) for vendor in ("postgresql", "sqlite")}
