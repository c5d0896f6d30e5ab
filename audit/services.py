"""Add an entry to the chain; walk the chain."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from django.contrib.auth.models import AbstractUser
from django.db import connection
from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce

from audit.chain import GENESIS, Fact
from audit.commitments import Committed, commit, keep
from audit.models import Entry, Head

HEAD = 1
NO_FACTS: Mapping[str, Fact] = MappingProxyType({})


class OutsideTransaction(Exception):
    """An entry is added together with what it tells of, or not at all."""


class NotAFact(Exception):
    """A fact is a str, an int, a bool or None; anything else has no one canonical form."""


class Fault(StrEnum):
    """What is wrong at the first entry that does not fit."""

    MISSING = "missing"  # the entry of that number is gone
    ALTERED = "altered"  # its hash is not the hash of what it says
    UNLINKED = "unlinked"  # it does not continue the entry before it
    AFTER_HEAD = "after_head"  # it stands beyond the end of the chain
    NOT_HEAD = "not_head"  # it is the last, and not the one the head was set to


@dataclass(frozen=True, slots=True)
class Broken:
    seq: int
    fault: Fault


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


def verify() -> int | Broken:
    """Return how many entries the intact chain has, or the first entry that does not fit.

    Memory stays constant however long the chain; entries added meanwhile are left to the next
    walk. A chain rewritten as a whole, head included, needs a copy of a hash kept elsewhere.
    """
    head = Head.objects.filter(pk=HEAD).first() or Head()
    seq, previous_hash = 0, GENESIS
    for entry in Entry.objects.filter(seq__lte=head.seq).order_by("seq").iterator(2000):
        seq += 1
        if fault := fault_of(entry, seq=seq, previous_hash=previous_hash):
            return Broken(seq, fault)
        previous_hash = entry.hash
    if seq < head.seq:
        return Broken(seq + 1, Fault.MISSING)
    if previous_hash != head.hash:
        return Broken(seq, Fault.NOT_HEAD)
    beyond = first_after_head()
    return seq if beyond is None else Broken(beyond, Fault.AFTER_HEAD)


def fault_of(entry: Entry, *, seq: int, previous_hash: str) -> Fault | None:
    if entry.seq != seq:
        return Fault.MISSING
    if entry.previous_hash != previous_hash:
        return Fault.UNLINKED
    return None if entry.link().hash() == entry.hash else Fault.ALTERED


def first_after_head() -> int | None:
    """Return the number of the first entry beyond the head; one statement, so one snapshot."""
    head = Coalesce(Subquery(Head.objects.filter(pk=HEAD).values("seq")), Value(0))
    after = Entry.objects.filter(seq__gt=head).order_by("seq")
    return after.values_list("seq", flat=True).first()
