"""Lets tests clean up behind themselves although audit entries and leases cannot be deleted.

A transactional test ends with Django emptying every table, which the triggers on audit_entry and
leases_lease refuse. So for that moment alone, and for tests that tamper on purpose, the triggers
are taken off and put back, with the statements of the migrations themselves; production knows no
such door. `conftest.py` imports both fixtures by name.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase

TRIGGERS: tuple[Any, ...] = (
    import_module("audit.migrations.0002_append_only"),
    import_module("audit.migrations.0003_commitments"),
    import_module("deadlines.migrations.0005_clock_approved_rows_stay"),
    import_module("review.migrations.0004_case"),
    import_module("review.migrations.0006_clock"),
    import_module("leases.migrations.0005_life"),
    import_module("leases.migrations.0003_rents"),
    import_module("wording.migrations.0003_approved_wording_stays"),
    import_module("rent.migrations.0003_sources"),
    import_module("rerating.migrations.0001_initial"),
    import_module("leases.migrations.0006_pdf"),
    import_module("applications.migrations.0011_kept_as_stored"),
    import_module("review.migrations.0007_kept_as_stored"),
    import_module("charges.migrations.0002_postings_are_kept"),
    import_module("review.migrations.0009_kept_acts"),
    import_module("leases.migrations.0007_kept_changes"),
)


@contextmanager
def lifted() -> Iterator[None]:
    """Let audit entries and leases be changed and deleted inside the block."""
    run("ALLOW")
    try:
        yield
    finally:
        run("REFUSE")


def run(what: str) -> None:
    with connection.cursor() as cursor:
        for migration in TRIGGERS:
            for statement in getattr(migration, what)[connection.vendor]:
                cursor.execute(statement)


@pytest.fixture(autouse=True, scope="session")
def tables_can_be_emptied_after_a_test() -> Iterator[None]:
    """Lift the triggers while Django empties the tables after a transactional test, and fills them.

    Before such a test it writes again every row that migrations shipped, those there included.
    """
    empty: Any = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
    fill: Any = TransactionTestCase.__dict__["_fixture_setup"].__func__

    def emptied(case: TransactionTestCase) -> None:
        with lifted():
            empty(case)

    def filled(cases: type[TransactionTestCase]) -> None:
        with lifted():
            fill(cases)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        patch.setattr(TransactionTestCase, "_fixture_setup", classmethod(filled))
        yield


@pytest.fixture
def audit_entries_lifted() -> Callable[[], AbstractContextManager[None]]:
    """Return the block in which a test may tamper with audit entries."""
    return lifted
