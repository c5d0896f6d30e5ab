"""What an entry covers, and when none is added."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from audit.chain import GENESIS, Link
from audit.models import Entry, Head
from audit.services import NotAFact, OutsideTransaction, record, verify

NOON = datetime(2026, 1, 5, 12, 0, 0, 1, tzinfo=UTC)
LINK = Link(7, NOON, "application.taken", "application:12", 3, {"to": "under_review"}, GENESIS)

text = st.text(st.characters(codec="utf-8"), max_size=20)
facts = st.dictionaries(text, st.none() | st.booleans() | st.integers() | text, max_size=4)
links = st.builds(
    Link,
    seq=st.integers(1),
    at=st.integers(0, 10**16).map(lambda passed: NOON + timedelta(microseconds=passed)),
    act=text,
    subject=text,
    by=st.none() | st.integers(1),
    facts=facts,
    previous_hash=st.text("0123456789abcdef", min_size=64, max_size=64),
)


def test_canonical_bytes_are_sorted_dense_utf8_in_utc() -> None:
    kyiv = timezone(timedelta(hours=2))
    link = replace(LINK, at=NOON.astimezone(kyiv), subject="заява:12", facts={"б": None, "а": True})

    assert link.canonical().decode() == (
        '{"act":"application.taken","at":"2026-01-05T12:00:00.000001+00:00","by":3,'
        '"facts":{"а":true,"б":null},"previous_hash":"' + GENESIS + '",'
        '"seq":7,"subject":"заява:12"}'
    )


def test_an_instant_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        replace(LINK, at=NOON.replace(tzinfo=None)).hash()


@given(links, links)
def test_the_hash_changes_with_any_field(one: Link, other: Link) -> None:
    for field in Link.__slots__:
        changed = replace(one, **{field: getattr(other, field)})
        same = changed.canonical() == one.canonical()
        assert (changed.hash() == one.hash()) is same
        assert same or json.loads(changed.canonical())[field] != json.loads(one.canonical())[field]


@given(facts)
@pytest.mark.parametrize("one", [{"a": 1}, {"a": True}, {"a": "1"}, {"a": None}, {}])
def test_a_fact_differs_from_every_other(one: dict[str, Any], other: dict[str, Any]) -> None:
    equal = [(type(v), k, v) for k, v in one.items()] == [(type(v), k, v) for k, v in other.items()]

    assert (replace(LINK, facts=one).hash() == replace(LINK, facts=other).hash()) is equal


@pytest.mark.django_db
def test_entries_continue_one_another() -> None:
    user = User.objects.create_user("halyna", "halyna@example.org")

    first = record("application.taken", subject="application:12", by=user, at=NOON)
    second = record("reminder.sent", subject="application:12", by=None, at=NOON, facts={"days": 5})

    assert (first.seq, first.previous_hash, first.by_id) == (1, GENESIS, user.pk)
    assert (second.seq, second.previous_hash, second.by_id) == (2, first.hash, None)
    assert Head.objects.get().hash == second.hash


@pytest.mark.django_db
@given(facts=facts.filter(lambda found: "\0" not in json.dumps(found).replace("\\u0000", "\0")))
def test_what_is_read_back_has_the_hash_of_what_was_written(facts: dict[str, Any]) -> None:
    with transaction.atomic():
        entry = record("act", subject="application:12", by=None, at=NOON, facts=facts)

        assert Entry.objects.get(pk=entry.pk).link().hash() == entry.hash


class CannotAct(Exception):
    pass


@transaction.atomic
def record_and_fail() -> None:
    record("application.taken", subject="application:12", by=None, at=NOON)
    raise CannotAct


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded() -> None:
    with pytest.raises(OutsideTransaction):
        record("application.taken", subject="application:12", by=None, at=NOON)

    assert verify() == 0


@pytest.mark.django_db(transaction=True)
def test_an_act_undone_leaves_no_entry() -> None:
    with pytest.raises(CannotAct):
        record_and_fail()

    assert verify() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "value", [1.5, NOON, [1], {"a": 1}, b"1"], ids=["float", "instant", "list", "dict", "bytes"]
)
def test_a_value_without_one_canonical_form_is_refused_by_name(value: Any) -> None:
    with pytest.raises(NotAFact, match=r"^area$"):
        record("act", subject="application:12", by=None, at=NOON, facts={"area": value})

    assert not Entry.objects.exists()


EMPTY_OR_REPLACE = {
    "sqlite": """
        REPLACE INTO audit_entry (seq, at, act, subject, facts, previous_hash, hash)
        SELECT seq, at, 'other', subject, facts, previous_hash, hash FROM audit_entry
    """,
    "postgresql": "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE audit_entry CASCADE",
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET act = 'other'",
        "DELETE FROM audit_entry",
        EMPTY_OR_REPLACE[connection.vendor],
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(statement: str) -> None:
    record("act", subject="application:12", by=None, at=NOON)

    with (
        pytest.raises(DatabaseError, match="audit entries are only added"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert verify() == 1
