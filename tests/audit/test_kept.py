"""What was stored as decided, determined, submitted or moved stays so, even for the owner."""

from collections.abc import Callable
from contextlib import suppress
from importlib import import_module

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from review import services
from tests.review.builders import MONDAY, proposed, submitted

pytestmark = pytest.mark.django_db
KEPT = (
    *import_module("applications.migrations.0011_kept_as_stored").TABLES,
    *import_module("review.migrations.0007_kept_as_stored").TABLES,
)


@pytest.fixture
def rows(staff: Callable[..., User]) -> None:
    """One application, decided."""
    application = submitted()
    proposed(application, staff("caseworker"))
    services.decide(application.pk, text="Так.", by=staff("decision_maker"), at=MONDAY)


def test_each_of_these_tables_has_rows_here(rows: None) -> None:
    made = {model._meta.db_table: model for model in apps.get_models()}
    empty = [table for table in KEPT if not made[table]._default_manager.exists()]

    assert not empty


@pytest.mark.parametrize("table", KEPT)
@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE {table} SET id = id", id="changed"),
        pytest.param("DELETE FROM {table}", id="deleted"),
        pytest.param(
            {
                "postgresql": "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table} CASCADE",
                "sqlite": "REPLACE INTO {table} SELECT * FROM {table}",
            }[connection.vendor],
            id="emptied or replaced",
        ),
    ],
)
def test_the_database_refuses(rows: None, table: str, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match=f"{table} is only added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table=table))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is of SQLite")
@pytest.mark.parametrize("table", KEPT)
def test_a_row_of_another_id_takes_no_ones_place(rows: None, table: str) -> None:
    model = next(each for each in apps.get_models() if each._meta.db_table == table)
    kept = set(model._default_manager.values_list("pk", flat=True))
    columns = ", ".join(f'"{each.column}"' for each in model._meta.concrete_fields[1:])
    with suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"REPLACE INTO {table} (id, {columns}) SELECT -rowid, {columns} FROM {table}"  # noqa: S608  # names alone
        )

    assert kept <= set(model._default_manager.values_list("pk", flat=True))
