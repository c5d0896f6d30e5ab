"""The chain as lines of JSON, to be checked without the portal (`tools/verify_audit.py`)."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce

from audit.anchors import Anchor
from audit.chain import GENESIS
from audit.models import Entry, Head
from audit.verification import HEAD

FORMAT = "audit-export/1"


def lines(*, anchors: Iterable[Anchor], at: datetime) -> Iterator[str]:
    """Yield what the file is, the end of the chain, the anchors, and each entry in its order.

    Entries and end are read in one statement, so in one state of the database. Memory stays
    constant however long the chain; no value, salt or name of a person is in it.
    """
    yield line({"format": FORMAT, "exported_at": at.astimezone(UTC).isoformat(timespec="seconds")})
    entries = with_head().iterator(2000)
    first = next(entries, None)
    yield line({"head": head_of(first)})
    for anchor in anchors:
        yield line({"anchor": {"at": anchor.at, "seq": anchor.seq, "hash": anchor.hash}})
    if first is not None:
        yield entry_line(first)
    yield from map(entry_line, entries)


def with_head() -> Any:
    head = Head.objects.filter(pk=HEAD)
    return Entry.objects.order_by("seq").annotate(
        head_seq=Coalesce(Subquery(head.values("seq")), Value(0)),
        head_hash=Coalesce(Subquery(head.values("hash")), Value(GENESIS)),
    )


def head_of(entry: Any) -> dict[str, Any]:
    if entry is not None:
        return {"seq": entry.head_seq, "hash": entry.head_hash}
    head = Head.objects.filter(pk=HEAD).first() or Head()
    return {"seq": head.seq, "hash": head.hash}


def entry_line(entry: Entry) -> str:
    covered = json.loads(entry.link().canonical())
    return line({"entry": {**covered, "hash": entry.hash}})


def line(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))
