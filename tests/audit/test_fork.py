"""Many writers at once leave one chain; without the lock on the head they would fork it."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from audit import services
from audit.models import Entry, Head
from audit.verification import HEAD

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
WRITERS, ACTS = 16, 10


def write(writer: int) -> int:
    """Record this writer's acts, each in a transaction of its own; return how many went in."""
    recorded = 0
    for act in range(ACTS):
        try:
            with transaction.atomic():
                services.record("act", subject=f"{writer}:{act}", by=None, at=NOON)
            recorded += 1
        except IntegrityError:
            continue
    connection.close()
    return recorded


def write_at_once() -> int:
    with ThreadPoolExecutor(WRITERS) as writers:
        return sum(writers.map(write, range(WRITERS)))


def test_writers_at_once_leave_one_chain() -> None:
    assert write_at_once() == WRITERS * ACTS

    assert services.verify() == WRITERS * ACTS


@pytest.fixture
def no_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the head without its lock; at first all writers see the same one."""
    Head.objects.create(pk=HEAD)
    together = threading.Barrier(WRITERS)
    waited = threading.local()

    def unlocked_head() -> Head:
        head = Head.objects.get(pk=HEAD)
        if not hasattr(waited, "once"):
            waited.once = together.wait(timeout=30)
        return head

    monkeypatch.setattr(services, "locked_head", unlocked_head)


@pytest.fixture
def no_guard() -> Iterator[None]:
    """Let the database accept two entries of one number after one hash."""
    unique = ("audit_entry_pkey", "audit_entry_previous_hash_key")
    with connection.cursor() as cursor:
        for name in unique:
            cursor.execute(f"ALTER TABLE audit_entry DROP CONSTRAINT {name} CASCADE")
    yield
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM audit_entry")
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")
        cursor.execute("ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (seq)")
        cursor.execute(
            "ALTER TABLE audit_entry"
            " ADD CONSTRAINT audit_entry_previous_hash_key UNIQUE (previous_hash)"
        )
        cursor.execute(
            "ALTER TABLE audit_opening ADD FOREIGN KEY (entry_id) REFERENCES audit_entry (seq)"
            " DEFERRABLE INITIALLY DEFERRED"
        )


@pytest.mark.usefixtures("no_lock", "no_guard")
def test_control_without_lock_and_constraints_the_chain_forks() -> None:
    write_at_once()

    ends = Entry.objects.values_list("previous_hash", flat=True)
    assert len(ends) - len(set(ends)) >= WRITERS - 1  # forks
    assert isinstance(services.verify(), services.Broken)


@pytest.mark.usefixtures("no_lock")
def test_without_the_lock_the_constraints_refuse_what_would_fork() -> None:
    recorded = write_at_once()

    assert recorded <= WRITERS * ACTS - (WRITERS - 1)
    assert services.verify() == recorded
