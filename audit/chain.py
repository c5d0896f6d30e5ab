"""What makes the entries a chain: each hash covers the entry and the hash before it.

Standard library only, so that the chain can be checked without the portal.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

Fact = str | int | bool | None

GENESIS = "0" * 64  # stands before the first entry


@dataclass(frozen=True, slots=True)
class Link:
    """What the hash of one entry covers: all of it but the hash. `by` is a user's id."""

    seq: int
    at: datetime
    act: str
    subject: str
    by: int | None
    facts: Mapping[str, Fact]
    previous_hash: str

    def canonical(self) -> bytes:
        """Return the link as JSON: keys sorted, no spaces, UTF-8; `at` in UTC with microseconds.

        Raises ValueError for an instant without offset, which two machines read differently.
        """
        if self.at.utcoffset() is None:
            raise ValueError("an entry's instant needs its offset")
        covered = {
            "seq": self.seq,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "act": self.act,
            "subject": self.subject,
            "by": self.by,
            "facts": dict(self.facts),
            "previous_hash": self.previous_hash,
        }
        return json.dumps(
            covered, sort_keys=True, separators=(",", ":"), ensure_ascii=False
        ).encode()

    def hash(self) -> str:
        """Return the SHA-256 of the canonical bytes, in 64 hexadecimal digits."""
        return hashlib.sha256(self.canonical()).hexdigest()
