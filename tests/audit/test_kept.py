"""What was stored as an act stays as it was stored, even for the owner of the tables."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from fnmatch import fnmatchcase
from importlib import import_module
from io import BytesIO

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from charges import services as charges
from housing_portal.database_roles import GRANTS, READ, WRITE, granted
from leases.models import Lease
from outbox.services import send_waiting
from review import deciders, services
from review.appealing import Scan
from review.models import Kind
from tests.charges.builders import line, statement
from tests.leases.builders import draft, tariff
from tests.review.builders import MONDAY, OVER_THE_LIMIT, proposed, submitted, withdrawal_recorded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]
KEPT = (
    *import_module("applications.migrations.0011_kept_as_stored").TABLES,
    *import_module("review.migrations.0007_kept_as_stored").TABLES,
    *import_module("review.migrations.0009_kept_acts").TABLES,
    *import_module("review.migrations.0011_files_of_an_appeal").TABLES,
    *import_module("leases.migrations.0007_kept_changes").TABLES,
    *import_module("charges.migrations.0002_postings_are_kept").TABLES,
    *import_module("charges.migrations.0004_corrections_by_two").TABLES,
)
LATER = MONDAY + timedelta(days=8)
TRIGGERS = {
    "postgresql": (
        "SELECT event_object_table, event_manipulation FROM information_schema.triggers"
        " WHERE action_timing = 'BEFORE'"
    ),
    "sqlite": (
        "SELECT tbl_name, CASE WHEN sql LIKE '%%BEFORE UPDATE%%' THEN 'UPDATE'"
        " WHEN sql LIKE '%%BEFORE DELETE%%' THEN 'DELETE' END"
        " FROM sqlite_master WHERE type = 'trigger'"
    ),
}


@pytest.fixture
def rows(staff: Callable[..., User], monkeypatch: pytest.MonkeyPatch) -> None:
    """An application that a commission refused, with an appeal; a conflict; a lease of another."""
    acts = {MONDAY.date(): {"programmes": {"resolution-814": "commission"}}}
    monkeypatch.setattr(deciders, "every_act", lambda: acts)
    halyna, petro, iryna = (
        staff("caseworker"),
        staff("decision_maker", name="petro"),
        staff("decision_maker", name="iryna"),
    )
    refused = submitted(OVER_THE_LIMIT)
    proposed(refused, halyna, Kind.REFUSE)
    send_waiting(at=MONDAY)
    services.record_vote(
        refused.pk,
        number="7",
        held_on=MONDAY.date(),
        members=["А. Перша"],
        votes_for=1,
        votes_against=0,
        abstained=0,
        by=halyna,
        at=MONDAY,
    )
    services.decide(refused.pk, text="Ні.", by=petro, at=LATER)
    services.receive_appeal(
        refused.pk,
        received_on=LATER.date(),
        channel="post",
        from_whom="заявниця",
        scans=[Scan(BytesIO(b"%PDF-1.7 1"), "1.pdf"), Scan(BytesIO(b"%PDF-1.7 2"), "2.pdf")],
        by=iryna,
        at=LATER,
    )
    services.state_conflict(refused.pk, has_conflict=True, text="Сестра.", by=petro, at=LATER)
    tariff(2026)
    draft(clerk := staff("lease_clerk"))
    raw = statement(line("02.01.2026", "100,00", "Без номера"))
    payment = charges.take_in(raw, by=clerk, at=MONDAY).payments.get()
    charges.set_aside(payment, reason="Не плата.", by=clerk, at=MONDAY)
    charges.match(payment, lease := Lease.objects.get(), by=clerk, at=MONDAY)
    large = charges.correct(lease, amount=Decimal(-5000), reason="Наказ 7", by=clerk, at=MONDAY)
    charges.decline_correction(large.pk, by=petro, at=MONDAY)


def test_each_of_these_tables_has_rows_here(rows: None) -> None:
    made = {model._meta.db_table: model for model in apps.get_models()}
    empty = [table for table in KEPT if not made[table]._default_manager.exists()]

    assert not empty


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
def test_the_database_refuses(rows: None, statement: str) -> None:
    for table in KEPT:
        with (
            pytest.raises(DatabaseError, match=f"{table} is only added to"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format(table=table))


PUSHED_OUT = {
    "postgresql": "INSERT INTO {table} (id, {columns}) SELECT id, {columns} FROM {table}"
    " ON CONFLICT (id) DO UPDATE SET id = -EXCLUDED.id",
    "sqlite": "REPLACE INTO {table} (id, {columns}) SELECT -rowid, {columns} FROM {table}",
}


def test_no_row_is_pushed_out_by_one_that_is_added(rows: None) -> None:
    for table in KEPT:
        model = next(each for each in apps.get_models() if each._meta.db_table == table)
        kept = set(model._default_manager.values_list("pk", flat=True))
        columns = ", ".join(f'"{each.column}"' for each in model._meta.concrete_fields[1:])
        with suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(PUSHED_OUT[connection.vendor].format(table=table, columns=columns))

        assert kept <= set(model._default_manager.values_list("pk", flat=True))


@pytest.mark.parametrize("is_ended", [False, True], ids=["open", "turned down"])
@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE review_closing SET reason = 'Інше.'", id="reworded"),
        pytest.param("UPDATE review_closing SET received_on = '2026-01-01'", id="another day"),
        pytest.param("DELETE FROM review_closing", id="deleted"),
    ],
)
def test_what_closes_an_application_stays_as_recorded(
    statement: str, is_ended: bool, staff: Callable[..., User]
) -> None:
    withdrawal_recorded(application := submitted(), by := staff("decision_maker"))
    if is_ended:
        services.keep_open(application.pk, reason="Ні.", by=by, at=MONDAY)
    refused = [statement]
    if is_ended:
        refused.append("UPDATE review_closing SET ended_why = 'Інше.'")

    for each in refused:
        with (
            pytest.raises(DatabaseError, match="review_closing keeps what was recorded"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(each)


# What the app's role may only add to is what the triggers keep ------------------------------------


def kept_by_triggers() -> set[str]:
    """Return the tables on which the database is asked before a row is changed, and deleted."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        asked = set(cursor.fetchall())
    return {table for table, event in asked if event == "UPDATE" and (table, "DELETE") in asked}


def test_what_the_app_may_only_add_to_has_its_triggers_too() -> None:
    tables = set(connection.introspection.table_names())
    only_added = {table for table in tables if granted(table) == (READ, WRITE)}
    # Django's own log of the admin is no record of ours: the chain is.
    assert only_added - {"django_admin_log"} <= kept_by_triggers()
    assert only_added >= set(KEPT)


def test_every_line_of_the_grants_is_about_a_table() -> None:
    named = set(map(granted_by, connection.introspection.table_names()))

    assert [pattern for pattern, _ in GRANTS if pattern not in named] == []


def granted_by(table: str) -> str:
    return next(pattern for pattern, _ in GRANTS if fnmatchcase(table, pattern))
