"""Lets many tests stand on the same rows: the portal makes them once in a process."""

from collections.abc import Callable

from django.apps import apps
from django.db import connection, transaction

from tests.append_only import Rows, rows_of, write

# Room → what its tables held once it was filled.
WRITTEN: dict[str, dict[str, Rows]] = {}


@transaction.atomic
def filled(room: str, fill: Callable[[], object]) -> None:
    """Fill the empty tables of a room; what was written the first time is written again."""
    with connection.cursor() as cursor:
        if room in WRITTEN:
            for table, rows in WRITTEN[room].items():
                write(cursor, table, rows)
            return
        tables = [model._meta.db_table for model in apps.get_app_config(room).get_models()]
        assert not any(rows_of(cursor, table) for table in tables)
        fill()
        WRITTEN[room] = {table: rows_of(cursor, table) for table in tables}
