"""What all rules together say about a case. It informs; a person decides."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from eligibility import sentences
from eligibility.case import Case
from eligibility.figures import area_text
from eligibility.finding import Fact, Finding, Missing
from eligibility.rules import COMMON, ROUTES, RULES
from eligibility.terms import Terms
from eligibility.unknown import Value, all_of, any_of

FORMAT = "housing-determination/1"


class Outcome(StrEnum):
    """What follows for the household."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    NEEDS_INFORMATION = "needs_information"


OUTCOMES = {
    Value.MET: Outcome.ELIGIBLE,
    Value.NOT_MET: Outcome.INELIGIBLE,
    Value.UNKNOWN: Outcome.NEEDS_INFORMATION,
}


@dataclass(frozen=True, slots=True)
class Determination:
    """The findings of every clause, the two routes and the outcome, with the case and the terms."""

    case: Case
    terms: Terms
    findings: tuple[Finding, ...]
    routes: dict[str, Value]
    outcome: Outcome

    def as_document(self) -> dict[str, Any]:
        """Return the document of the contract, worded in both languages and sealed by its hash."""
        document = self.unsealed()
        return {**document, "sha256": hashlib.sha256(canonical(document)).hexdigest()}

    def as_json(self) -> str:
        """Return the same document as canonical JSON, written once: "sha256" sorts last."""
        text = canonical(self.unsealed())
        seal = hashlib.sha256(text).hexdigest()
        return f'{text[:-1].decode()},"sha256":"{seal}"}}'

    def unsealed(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "ruleset": self.terms.id,
            "as_of": self.case.as_of.isoformat(),
            "basis": self.case.basis,
            "outcome": self.outcome.value,
            "routes": {route: value.value for route, value in self.routes.items()},
            "clauses": [self.clause(finding) for finding in self.findings],
            "categories": list(self.categories()),
            "missing": [
                asked(finding, each) for finding in self.findings for each in finding.missing
            ],
        }

    def clause(self, finding: Finding) -> dict[str, Any]:
        return {
            "id": finding.clause,
            "value": finding.value.value,
            "citation": self.terms.citations[finding.clause],
            "why": sentences.why(finding, self.case, self.terms),
            "people": list(finding.people),
            "facts": {name: plain(fact) for name, fact in finding.facts.items()},
        }

    def categories(self) -> tuple[str, ...]:
        """Return the categories of list 1 that are met, sorted."""
        found = next(finding for finding in self.findings if finding.clause == "social_category")
        categories = found.facts["categories"]
        return categories if isinstance(categories, tuple) else ()


def determine(case: Case, terms: Terms) -> Determination:
    """Apply every rule to the end, then weigh both routes of Order 814.

    Eligible = IDP ∧ no monetary assistance ∧ (route of group 1 ∨ route of group 2), three-valued.
    """
    findings = tuple(rule(case, terms) for rule in RULES)
    values = {finding.clause: finding.value for finding in findings}
    routes = {
        route: all_of(values[clause] for clause in clauses) for route, clauses in ROUTES.items()
    }
    overall = all_of([*(values[clause] for clause in COMMON), any_of(routes.values())])
    return Determination(case, terms, findings, routes, OUTCOMES[overall])


def asked(finding: Finding, missing: Missing) -> dict[str, Any]:
    return {
        "clause": finding.clause,
        "person": missing.person,
        "what": sentences.what(missing),
    }


def plain(fact: Fact) -> str | int | bool | list[str] | None:
    """Turn a fact into JSON without losing exactness."""
    if fact is None or isinstance(fact, (str, int)):
        return fact
    if isinstance(fact, date):
        return fact.isoformat()
    return list(fact) if isinstance(fact, tuple) else area_text(fact)


def canonical(document: dict[str, Any]) -> bytes:
    """Return the bytes that are hashed: sorted keys, no spaces, UTF-8."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()
