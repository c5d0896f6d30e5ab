"""An entry covers what a person wrote without telling it, and what opens it can be erased."""

import json
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from audit.chain import commitment
from audit.commitments import Committed, erase, fits, salt_of, value_of
from audit.models import Entry, Opening
from audit.services import record, verify

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
SAID = "Мій будинок зруйновано,\nлист про це додаю."


def heard(text: Committed) -> Entry:
    return record("hearing.recorded", subject="application:12", by=None, at=NOON, facts={"t": text})


def test_the_chain_covers_a_value_that_it_does_not_tell() -> None:
    entry = heard(Committed(SAID))

    entry.refresh_from_db()
    assert SAID not in json.dumps(entry.facts, ensure_ascii=False)
    assert verify() == 1
    assert (fits(entry, "t", SAID), fits(entry, "t", SAID + "!")) == (True, False)


def test_the_same_value_twice_looks_different_in_the_chain() -> None:
    first, second = heard(Committed(SAID)), heard(Committed(SAID))

    assert first.facts["t"] != second.facts["t"]


def test_line_ends_of_another_system_are_the_same_value() -> None:
    assert fits(heard(Committed(SAID)), "t", SAID.replace("\n", "\r\n")) is True


def test_nothing_that_opens_a_commitment_is_readable_in_the_database() -> None:
    entry = heard(Committed(SAID, kept=True))

    row = Opening.objects.get()
    assert value_of(row) == SAID
    assert commitment(salt_of(row), SAID) == entry.facts["t"]
    assert salt_of(row) not in row.salt_sealed
    assert "будинок" not in row.value_sealed


def test_a_value_is_kept_beside_its_salt_only_where_no_other_row_keeps_it() -> None:
    heard(Committed(SAID))

    assert value_of(Opening.objects.get()) is None


def test_a_value_is_not_told_by_what_shows_it_to_programmers() -> None:
    assert "будинок" not in repr(Committed(SAID))


def test_the_database_refuses_to_change_what_opens_a_commitment() -> None:
    heard(Committed(SAID))

    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE audit_opening SET salt_sealed = 'x'")


def test_erased_a_commitment_tells_nothing_and_the_chain_stands() -> None:
    entry = heard(Committed(SAID, kept=True))
    other = record("act", subject="application:13", by=None, at=NOON, facts={"t": Committed("x")})

    assert erase("application:12") == 1

    assert fits(entry, "t", SAID) is None
    assert fits(other, "t", "x") is True
    assert verify() == 2
