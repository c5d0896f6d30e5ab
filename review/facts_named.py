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


def facts_of(clauses: Iterable[dict[str, Any]]) -> list[str]:
    """Return every fact of these clauses of a determination."""
    return [f"{clause['id']}:{fact}" for clause in clauses for fact in clause["facts"]]


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
        if clause["facts"] and not any(fact in facts for fact in facts_of([clause])):
            raise FactsMissing(clause["id"])
    return [fact for fact in possible if fact in facts]
