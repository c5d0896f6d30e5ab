"""A recorded determination can be had again from what is stored with it, and nothing else."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from types import UnionType
from typing import Any, cast, get_args, get_origin, get_type_hints

from eligibility.case import Case
from eligibility.determination import Determination, determine
from eligibility.terms import every_terms
from review.models import RecordedDetermination

READ: dict[Any, Callable[[str], Any]] = {date: date.fromisoformat, Fraction: Fraction}


def plain(fact: object) -> Any:
    """Write the facts of a case as JSON: fields by name, fractions and days as text."""
    if is_dataclass(fact):
        return {field.name: plain(getattr(fact, field.name)) for field in fields(fact)}
    if isinstance(fact, tuple):
        return [plain(each) for each in fact]
    if isinstance(fact, Fraction):
        return str(fact)
    return fact.isoformat() if isinstance(fact, date) else fact


@cache
def types_of(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def rebuilt(kind: Any, facts: Any) -> Any:
    """Read back what `plain` wrote, by the types of the fields."""
    if facts is None:
        return None
    if get_origin(kind) is UnionType:
        kind = next(each for each in get_args(kind) if each is not type(None))
    if get_origin(kind) is tuple:
        return tuple(rebuilt(get_args(kind)[0], each) for each in facts)
    if is_dataclass(kind):
        make = cast("Any", kind)
        types = types_of(make)
        return make(**{name: rebuilt(types[name], value) for name, value in facts.items()})
    return READ[kind](facts) if kind in READ else facts


def replay(recorded: RecordedDetermination) -> Determination:
    """Apply the rules of then to the facts of then. Asks nothing of the database."""
    [terms] = [each for each in every_terms() if each.id == recorded.ruleset]
    return determine(rebuilt(Case, recorded.case["facts"]), terms)


def comes_out_the_same(recorded: RecordedDetermination) -> bool:
    """Tell whether the replay says the same; its sentences may have been worded anew since."""
    return substance(replay(recorded).as_document()) == substance(recorded.document)


def substance(document: dict[str, Any]) -> dict[str, Any]:
    """Return a determination without its sentences and the hash over them."""
    worded = {"clauses", "missing", "sha256"}
    return {
        **{key: value for key, value in document.items() if key not in worded},
        "clauses": [
            {key: value for key, value in clause.items() if key not in {"why", "citation"}}
            for clause in document["clauses"]
        ],
        "missing": [[each["clause"], each.get("person")] for each in document["missing"]],
    }
