"""What was stored as decided, determined, submitted or moved stays so, even for the owner."""

from collections.abc import Callable
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
