"""What would come out differently under changed terms. Nothing is changed, and nobody is told."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from applications.facts import case_of_package
from applications.models import Application
from applications.rows import packages_for_rules
from applications.status import UNDECIDED
from eligibility.case import Case
from eligibility.determination import Determination, determine
from eligibility.terms import Terms, every_terms, terms_on
from review.models import Decision
from review.replay import rebuilt
from territories.gazetteer import Gazetteer

# Of a decision; the document it was told in is ten times as long.
NEEDED = (
    "application__number", "application__status", "determination__case", "determination__ruleset",
)  # fmt: skip
DECLARED, DECIDED = "declared", "decided"  # open ones on what is said, others on what was decided


@dataclass(frozen=True, slots=True)
class Turn:
    """How one clause is answered before and after: met, not_met or unknown."""

    clause: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Differing:
    """An application that comes out differently, or whose clauses do."""

    application: int
    number: str
    status: str
    basis: str
    before: str
    after: str
    turns: tuple[Turn, ...]

    def as_document(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "status": self.status,
            "basis": self.basis,
            "outcome": [self.before, self.after],
            "clauses": {turn.clause: [turn.before, turn.after] for turn in self.turns},
        }


@dataclass(slots=True)
class Tally:
    """How many were compared, and what would turn how often: by outcome, and by clause."""

    compared: int = 0
    outcomes: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    clauses: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, found: Differing) -> None:
        if found.before != found.after:
            self.outcomes[found.basis, found.before, found.after] += 1
        self.clauses.update((turn.clause, turn.before, turn.after) for turn in found.turns)

    def as_document(self) -> dict[str, Any]:
        return {
            "compared": self.compared,
            "outcomes": [[*key, count] for key, count in sorted(self.outcomes.items())],
            "clauses": [[*key, count] for key, count in sorted(self.clauses.items())],
        }


def differing(terms: Terms, *, places: Gazetteer, tally: Tally) -> Iterator[Differing]:
    """Yield every open and every decided application that the terms would answer differently.

    The open ones are compared on the facts as declared on their day of receipt, with the terms of
    that day; the decided ones on the facts their decision rests on, with the terms of then. Each
    one compared is counted in the tally. Memory stays as it is, however many there are.
    """
    for basis, application, case, present in chain(open_cases(places), decided_cases()):
        tally.compared += 1
        found = difference(basis, application, determine(case, present), determine(case, terms))
        if found is not None:
            tally.add(found)
            yield found


def open_cases(places: Gazetteer) -> Iterator[tuple[str, Application, Case, Terms]]:
    waiting = Application.objects.filter(status__in=UNDECIDED)
    for application, package in packages_for_rules(waiting):
        as_of = application.received_on
        yield DECLARED, application, case_of_package(package, places, as_of=as_of), terms_on(as_of)


def decided_cases() -> Iterator[tuple[str, Application, Case, Terms]]:
    acts = {terms.id: terms for terms in every_terms()}
    decisions = Decision.objects.filter(superseded_by__isnull=True).exclude(
        application__status__in=UNDECIDED
    )
    read = decisions.select_related("application", "determination").only(*NEEDED).order_by("pk")
    for decision in read.iterator(chunk_size=1000):
        recorded = decision.determination
        case = rebuilt(Case, recorded.case["facts"])
        yield DECIDED, decision.application, case, acts[recorded.ruleset]


def difference(
    basis: str, application: Application, before: Determination, after: Determination
) -> Differing | None:
    turns = tuple(
        Turn(old.clause, old.value.value, new.value.value)
        for old, new in zip(before.findings, after.findings, strict=True)
        if old.value != new.value
    )
    if not turns and before.outcome == after.outcome:
        return None
    return Differing(
        application=application.pk,
        number=application.number,
        status=application.status,
        basis=basis,
        before=before.outcome.value,
        after=after.outcome.value,
        turns=turns,
    )
