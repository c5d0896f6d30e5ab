"""Walk the chain, and hold it against what was told outside (`anchors.py`)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce

from audit.anchors import Anchor
from audit.chain import GENESIS
from audit.models import Entry, Head

HEAD = 1
AT_ONCE = 500  # anchors held against the chain in one query


class Fault(StrEnum):
    """What is wrong at the first entry that does not fit."""

    MISSING = "missing"  # the entry of that number is gone
    ALTERED = "altered"  # its hash is not the hash of what it says
    UNLINKED = "unlinked"  # it does not continue the entry before it
    AFTER_HEAD = "after_head"  # it stands beyond the end of the chain
    NOT_HEAD = "not_head"  # it is the last, and not the one the head was set to
    CUT_OFF = "cut_off"  # it was told outside that it is there, and it is not
    REWRITTEN = "rewritten"  # it was told outside with another hash


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry that does not fit; where rewritten, it or one before it, after `since`."""

    seq: int
    fault: Fault
    since: int | None = None


def verify(anchors: Iterable[Anchor] = (), *, noted: int = 0) -> int | Broken:
    """Return how many entries the intact chain has, or the first entry that does not fit.

    It has at least `noted`: so many the portal told outside, as it wrote down itself. Memory stays
    constant however long the chain; entries added meanwhile are left to the next walk. A tail cut
    off, or a chain rewritten as a whole, is found by the anchors alone.
    """
    found = verify_links()
    if isinstance(found, Broken):
        return found
    if wrong := verify_anchors(anchors):
        return wrong
    return Broken(found + 1, Fault.CUT_OFF) if found < noted else found


def verify_anchors(anchors: Iterable[Anchor]) -> Broken | None:
    """Return the first entry that is not as it was told outside."""
    since = 0
    for some in batches(sorted(anchors, key=lambda each: each.seq)):
        seqs = [each.seq for each in some]
        hashes = {0: GENESIS, **dict(Entry.objects.filter(seq__in=seqs).values_list("seq", "hash"))}
        for each in some:
            if each.seq not in hashes:
                return Broken(last_seq() + 1, Fault.CUT_OFF)
            if hashes[each.seq] != each.hash:
                return Broken(each.seq, Fault.REWRITTEN, since)
            since = each.seq
    return None


def batches(anchors: list[Anchor]) -> Iterator[list[Anchor]]:
    for start in range(0, len(anchors), AT_ONCE):
        yield anchors[start : start + AT_ONCE]


def last_seq() -> int:
    return Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def verify_links() -> int | Broken:
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
