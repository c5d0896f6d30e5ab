"""A determination in the words of the page's language."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from eligibility.wording import CATEGORIES
from review import facts_named, words
from review.clock import said
from review.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Side:
    """What one clause says on one basis."""

    value: str
    symbol: str
    label: str
    why: str
    facts: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ClauseRow:
    id: str
    title: str
    citation: str
    declared: Side
    verified: Side


def clause_row(
    declared: dict[str, Any], verified: dict[str, Any], *, is_open: bool = True
) -> ClauseRow:
    """Return a clause in words; only its two values where the rest is not the user's to read."""
    return ClauseRow(
        id=declared["id"],
        title=str(words.CLAUSES[declared["id"]]),
        citation=declared["citation"],
        declared=side(declared) if is_open else closed_side(declared),
        verified=side(verified) if is_open else closed_side(verified),
    )


def side(clause: dict[str, Any]) -> Side:
    value = clause["value"]
    facts = [
        (str(words.FACTS.get(key, key)), fact(key, told)) for key, told in clause["facts"].items()
    ]
    return Side(
        value, words.SYMBOLS[value], str(words.VALUES[value]), clause["why"][language()], facts
    )


def closed_side(clause: dict[str, Any]) -> Side:
    value = clause["value"]
    why = _("The reason is read only by those who review.")
    return Side(value, words.SYMBOLS[value], str(words.VALUES[value]), why, [])


def fact(key: str, told: Any) -> str:
    """Word one fact of a clause."""
    if told is None or isinstance(told, bool):
        return str(words.YES_NO[told])
    if isinstance(told, list):
        return ", ".join(item(place, str(each)) for place, each in enumerate(told, 1)) or "–"
    if key.endswith("_on"):
        return said(date.fromisoformat(told))
    return figure(told) if key.endswith("_m2") else str(told)


def fact_choices(clauses: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return the facts of clauses as choices: "clause:fact", and which clause, fact and value."""
    return [
        (
            f"{clause['id']}:{key}",
            f"{words.CLAUSES[clause['id']]}: {words.FACTS.get(key, key)} – {fact(key, told)}",
        )
        for clause in clauses
        for key, told in facts_named.told(clause).items()
    ]


def item(place: int, told: str) -> str:
    """Word one item of a fact that is a list: a category, a person's ref, a home with its fate.

    Homes go by their numbers, as in the table of the household and in the reasons.
    """
    if told in CATEGORIES:
        return CATEGORIES[told][language() == "en"]
    _ref, _colon, fate = told.partition(": ")
    return f"{place}: {words.FATES[fate]}" if fate in words.FATES else told


def figure(text: str) -> str:
    """Write an exact figure as the page's language does."""
    return text if language() == "en" else text.replace(".", ",")


def outcome(document: dict[str, Any]) -> dict[str, Any]:
    value = words.OUTCOME_VALUES[document["outcome"]]
    return {
        "value": value,
        "symbol": words.SYMBOLS[value],
        "label": words.OUTCOMES[document["outcome"]],
        "routes": [
            (words.ROUTES[route], reached, words.SYMBOLS[reached], words.VALUES[reached])
            for route, reached in document["routes"].items()
        ],
    }


def missing(dossier: Dossier) -> list[tuple[str, str, str]]:
    """Return what would change an unknown: the clause, what to ask for, and of whom."""
    names = {person.ref: person.name for person in dossier.people}
    return [
        (
            str(words.CLAUSES[each["clause"]]),
            each["what"][language()],
            names.get(each.get("person", ""), ""),
        )
        for each in dossier.verified["missing"]
    ]


def grounds(ids: list[str], document: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the clauses of these ids with what the determination says of each."""
    return [
        (str(words.CLAUSES[clause["id"]]), clause["why"][language()])
        for clause in document["clauses"]
        if clause["id"] in ids
    ]


def language() -> str:
    """Return which of the two languages of a determination the page is in."""
    return "en" if (get_language() or "").startswith("en") else "uk"
