"""What one rule found: a value, the facts it rests on, and what would change an unknown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from eligibility.unknown import Value

Fact = str | int | bool | date | Fraction | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to ask for: `what` names its sentence, the rest fills it in."""

    what: str
    person: str
    figures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer of one clause. `reason` names the sentence that explains it (`sentences.py`)."""

    clause: str
    value: Value
    reason: str
    people: tuple[str, ...]
    facts: Mapping[str, Fact]
    missing: tuple[Missing, ...] = ()
