"""What the rules say of a household, for its own eyes: why, and what would change it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language

from applications.outcome_words import (
    CERTIFICATE_SAID,
    CHANGES,
    HEADINGS,
    LEADS,
    NAMES,
    ROUTE_NAMES,
)
from eligibility import sentences
from eligibility.determination import Determination, Outcome
from eligibility.finding import Finding
from eligibility.rules import COMMON, ROUTES
from eligibility.unknown import Value

OF_BOTH = set.intersection(*map(set, ROUTES.values()))


@dataclass(frozen=True, slots=True)
class Clause:
    """One rule's answer, why, and what would change it; no change where the rule is met."""

    name: "str | Promise"
    value: Value
    why: "str | Promise"
    changes: Sequence["str | Promise"]


@dataclass(frozen=True, slots=True)
class Route:
    """One of the two ways to qualify. `value` is of the route whole, `clauses` are its own."""

    name: "str | Promise"
    value: Value
    clauses: Sequence[Clause]


@dataclass(frozen=True, slots=True)
class Told:
    """What the page of the result shows."""

    outcome: Outcome
    heading: "str | Promise"
    lead: "str | Promise"
    common: Sequence[Clause]
    routes: Sequence[Route]


def told(determination: Determination) -> Told:
    """Word a determination in the language of the page.

    Where one route is met, nothing is asked for the other.
    """
    findings = {finding.clause: finding for finding in determination.findings}
    is_any_met = Value.MET in determination.routes.values()

    def clauses(names: Sequence[str], *, is_enough: bool = False) -> list[Clause]:
        return [clause(findings[name], determination, is_enough=is_enough) for name in names]

    routes = [
        Route(
            ROUTE_NAMES[name],
            value,
            clauses([it for it in ROUTES[name] if it not in OF_BOTH], is_enough=is_any_met),
        )
        for name, value in determination.routes.items()
    ]
    common = clauses([*COMMON, *OF_BOTH])
    outcome = determination.outcome
    return Told(outcome, HEADINGS[outcome], LEADS[outcome], common, routes)


def clause(finding: Finding, determination: Determination, *, is_enough: bool) -> Clause:
    changes = () if is_enough else tuple(dict.fromkeys(changes_of(finding)))
    return Clause(NAMES[finding.clause], finding.value, why(finding, determination), changes)


def why(finding: Finding, determination: Determination) -> "str | Promise":
    """Return the reason in the rules' own words; of the certificate no day of issue was asked."""
    if finding.clause == "idp_status" and finding.value is Value.MET:
        return CERTIFICATE_SAID
    return sentences.why(finding, determination.case, determination.terms)[language()]


def changes_of(finding: Finding) -> Iterator["str | Promise"]:
    if finding.value is Value.NOT_MET:
        yield CHANGES[finding.clause]
    for missing in finding.missing:
        yield sentences.what(missing)[language()]


def language() -> str:
    return "en" if get_language() == "en" else "uk"
