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
COMMITTED = "committed:"  # so begins a fact that stands for a value without telling it


def commitment(salt: str, value: str) -> str:
    """Return the fact that stands for a personal value: "committed:" and 64 hexadecimal digits.

    They are the SHA-256 of the salt (64 hexadecimal digits, taken as its 32 bytes) and then the
    value in UTF-8, its line ends as one LF, because browsers send them as they like. Without the
    salt nobody can try out values until one fits.
    """
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return COMMITTED + hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


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
