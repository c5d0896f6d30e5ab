"""What is asked again for a new term: when it is drawn up, and once more when it is issued.

The rules inform and a person decides; but nobody issues a lease of a new term on facts that have
changed since it was drawn up without having looked at them (docs/decisions/0140).
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.models import User
from applications.selectors import determination_of
from deadlines.working_days import day_in_kyiv
from leases.models import Lease, Recheck
from leases.selectors import present_residents
from territories import gazetteer


class ResidentsDiffer(Exception):
    """The new term names others than live there now: who is `missing` in it, who has `left`."""

    def __init__(self, missing: list[str], left: list[str]) -> None:
        super().__init__(f"{len(missing)} missing, {len(left)} left")
        self.missing, self.left = missing, left


class FactsChanged(Exception):
    """The rules say otherwise than when the new term was drawn up: of `clauses`, by their ids."""

    def __init__(self, clauses: list[str]) -> None:
        super().__init__(f"changed: {clauses}")
        self.clauses = clauses


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What is asked again before a new term; it informs, a person decides.

    `document` is the determination; `joined` and `left` are names: who lives there now and stood
    in no application, and who stood there and has left since.
    """

    document: dict[str, Any]
    joined: list[str]
    left: list[str]

    @property
    def outcome(self) -> str:
        return str(self.document["outcome"])

    @property
    def clauses(self) -> dict[str, str]:
        """Return what the rules say of the facts: clause to value."""
        return {each["id"]: each["value"] for each in self.document["clauses"]}

    @property
    def digest(self) -> str:
        """Return what tells these findings from others, whatever the day."""
        said = json.dumps([self.outcome, self.clauses], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()


def recheck(lease: Lease, on: date) -> Rechecked:
    """Apply the rules of a day to the facts proven by then, and compare who lives there."""
    places = gazetteer.current()
    found = determination_of(lease.application, "verified", places, on=on)
    residents = list(lease.residents.order_by("position"))
    return Rechecked(
        document=found.as_document(),
        joined=[each.name for each in residents if each.from_on and not each.left_by_id],
        left=[each.name for each in residents if each.left_by_id],
    )


def keep(renewal: Lease, found: Rechecked, *, by: User, at: datetime) -> Recheck:
    return renewal.rechecks.create(
        outcome=found.outcome,
        clauses=found.clauses,
        sha256=str(found.document["sha256"]),
        by=by,
        at=at,
    )


def refuse_stale(renewal: Lease, seen: str, *, by: User, at: datetime) -> None:
    """Refuse to issue a renewal on what has changed, unless the clerk has `seen` the change.

    Then the findings are kept. Raises ResidentsDiffer and FactsChanged.
    """
    refuse_other_residents(renewal)
    found = recheck(present_of(renewal), day_in_kyiv(at))
    if not (changed := changed_clauses(renewal, found)):
        return
    if seen != found.digest:
        raise FactsChanged(changed)
    keep(renewal, found, by=by, at=at)


def changed_clauses(renewal: Lease, found: Rechecked) -> list[str]:
    """Return the clauses whose value is another than was looked at last; all, of an older draft."""
    last = renewal.rechecks.order_by("pk").last()
    before = last.clauses if last else {}
    return [each for each, value in found.clauses.items() if before.get(each) != value]


def refuse_other_residents(renewal: Lease) -> None:
    """Refuse to issue or sign a renewal for others than live there. Raises ResidentsDiffer."""
    missing, left = other_residents(renewal)
    if missing or left:
        raise ResidentsDiffer(missing, left)


def other_residents(renewal: Lease) -> tuple[list[str], list[str]]:
    """Return who lives there and is not named in the renewal, and who is named and has left."""
    there = {each.identity_index: each.name for each in present_residents(present_of(renewal))}
    named = {each.identity_index: each.name for each in present_residents(renewal)}
    return (
        [name for index, name in there.items() if index not in named],
        [name for index, name in named.items() if index not in there],
    )


def present_of(renewal: Lease) -> Lease:
    assert renewal.follows is not None
    return renewal.follows
