"""The facts that a proposal rests on: those of its clauses, each as "clause:fact"."""

from collections.abc import Iterable, Sequence
from typing import Any


class NotAFactOfIt(Exception):
    """The fact is of no clause that the proposal names; `clause` and `fact` by id."""

    def __init__(self, named: str) -> None:
        super().__init__(named)
        self.clause, _colon, self.fact = named.partition(":")


class FactsMissing(Exception):
    """No fact is picked of this clause, `clause`, though it has some."""

    def __init__(self, clause: str) -> None:
        super().__init__(clause)
        self.clause = clause


def told(clause: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of a clause that tell something: an empty list tells nothing."""
    return {key: value for key, value in clause["facts"].items() if value not in ([], "")}


def facts_of(clauses: Iterable[dict[str, Any]]) -> list[str]:
    """Return every fact of these clauses of a determination that tells something."""
    return [f"{clause['id']}:{fact}" for clause in clauses for fact in told(clause)]


def picked(
    facts: Sequence[str] | None, grounds: Sequence[str], document: dict[str, Any]
) -> list[str]:
    """Return the facts picked of the grounds, in the order of the determination.

    None picks all of them. Raises NotAFactOfIt and FactsMissing.
    """
    named = [clause for clause in document["clauses"] if clause["id"] in grounds]
    possible = facts_of(named)
    if facts is None:
        return possible
    for fact in facts:
        if fact not in possible:
            raise NotAFactOfIt(fact)
    for clause in named:
        own = facts_of([clause])
        if own and not any(fact in facts for fact in own):
            raise FactsMissing(clause["id"])
    return [fact for fact in possible if fact in facts]
