"""Add an entry to the chain; walk the chain (`verification.py`)."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from django.contrib.auth.models import AbstractUser
from django.db import connection

from audit.chain import Fact
from audit.commitments import Committed, commit, keep
from audit.models import Entry, Head
from audit.verification import HEAD, Broken, Fault, verify

__all__ = ["Broken", "Fault", "NotAFact", "OutsideTransaction", "record", "verify"]

NO_FACTS: Mapping[str, Fact] = MappingProxyType({})


class OutsideTransaction(Exception):
    """An entry is added together with what it tells of, or not at all."""


class NotAFact(Exception):
    """A fact is a str, an int, a bool or None; anything else has no one canonical form."""


def record(
    act: str,
    *,
    subject: str,
    by: AbstractUser | None,
    at: datetime,
    facts: Mapping[str, Fact | Committed] = NO_FACTS,
) -> Entry:
    """Add to the chain that somebody, or the system (None), did an act to a subject.

    Call it last in the transaction: from here to the commit every other writer waits.
    Ids, codes and hashes only; "application:12" is a subject. What a person wrote, or is, goes in
    as `Committed(value)`. Two queries and the insert, one more with commitments.
    Raises OutsideTransaction and NotAFact; then nothing is added.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(act)
    refuse_what_is_no_fact(facts)
    told, openings = commit(facts)
    head = locked_head()
    entry = Entry(
        seq=head.seq + 1,
        at=at,
        act=act,
        subject=subject,
        by_id=None if by is None else by.pk,
        facts=told,
        previous_hash=head.hash,
    )
    entry.hash = entry.link().hash()
    entry.save(force_insert=True)
    keep(openings, entry)
    Head.objects.filter(pk=HEAD).update(seq=entry.seq, hash=entry.hash)
    return entry


def refuse_what_is_no_fact(facts: Mapping[str, Fact | Committed]) -> None:
    """Raise NotAFact with the name, never the value, of the first that is none."""
    for name, value in facts.items():
        if not isinstance(value, str | int | Committed | None):
            raise NotAFact(name)


def locked_head() -> Head:
    """Return the one head row, locked until the transaction ends; the first caller makes it."""
    heads = Head.objects.select_for_update(of=("self",)).filter(pk=HEAD)
    if head := heads.first():
        return head
    Head.objects.bulk_create([Head(pk=HEAD)], ignore_conflicts=True)
    return heads.get()
