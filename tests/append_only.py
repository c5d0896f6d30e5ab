"""Lets tests clean up behind themselves although much that is stored cannot be changed.

A transactional test ends with every table as migrations left it, which the triggers would refuse.
So for that moment, and for tests that tamper on purpose, the triggers are off; production knows no
such door. `conftest.py` imports the fixtures by name.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase

Rows = list[tuple[Any, ...]]

# Table → what migrations shipped, filled once the test database is made.
SHIPPED: dict[str, Rows] = {}


@contextmanager
def lifted() -> Iterator[None]:
    """Let whatever is stored be changed and deleted inside the block."""
    with without_triggers(None):
        yield


@contextmanager
def without_triggers(tables: set[str] | None) -> Iterator[None]:
    """Take the triggers off these tables, or off all of them, and put them back.

    PostgreSQL keeps them all from firing; SQLite drops them, and makes them as they were.
    """
    if connection.vendor == "postgresql":
        off, on = ["SET session_replication_role = replica"], ["RESET session_replication_role"]
    else:
        off, on = triggers(tables)
    run(off)
    try:
        yield
    finally:
        run(on)


def triggers(tables: set[str] | None) -> tuple[list[str], list[str]]:
    """Return the statements that drop the triggers of SQLite, and those that make them again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = [it for it in cursor.fetchall() if tables is None or it[1] in tables]
    return [f'DROP TRIGGER "{name}"' for name, *_ in found], [sql for *_, sql in found]


def run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def note_what_is_shipped() -> None:
    """Remember the rows of the fresh test database."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with connection.cursor() as cursor:
        SHIPPED.update({table: rows_of(cursor, table) for table in tables})


def rows_of(cursor: Any, table: str) -> Rows:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
    return list(cursor.fetchall())


def changed(cursor: Any) -> set[str]:
    """Return the tables that are not as migrations left them."""
    empty = [table for table, rows in SHIPPED.items() if not rows]
    cursor.execute(
        " UNION ALL ".join(
            f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})"  # noqa: S608
            for table in empty
        )
    )
    filled = {table for (table,) in cursor.fetchall()}
    return filled | {
        table for table, rows in SHIPPED.items() if rows and rows_of(cursor, table) != rows
    }


def restore(_case: TransactionTestCase) -> None:
    """Leave every table as migrations did, whatever a test wrote."""
    with connection.cursor() as cursor:
        tables = changed(cursor)
        with without_triggers(tables), transaction.atomic():
            for table in tables:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for table in tables:
                write(cursor, table, SHIPPED[table])


def write(cursor: Any, table: str, rows: Rows) -> None:
    if rows:
        places = ", ".join(["%s"] * len(rows[0]))
        name = connection.ops.quote_name(table)
        cursor.executemany(f"INSERT INTO {name} VALUES ({places})", rows)  # noqa: S608


@pytest.fixture(autouse=True, scope="session")
def tables_are_restored_after_a_test() -> Iterator[None]:
    """Restore what a transactional test changed, instead of emptying and filling every table."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", restore)
        patch.setattr(TransactionTestCase, "_fixture_setup", classmethod(lambda _cases: None))
        yield


@pytest.fixture
def audit_entries_lifted() -> Callable[[], AbstractContextManager[None]]:
    """Return the block in which a test may tamper with audit entries."""
    return lifted
