"""What the Order sets in figures and lists, dated: one file in `terms/` per act."""

import tomllib
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "terms"


@dataclass(frozen=True, slots=True)
class Terms:
    """The figures and lists of one act. Areas are square metres, ages are years not yet reached."""

    id: str
    in_force_from: date
    source: str
    area_per_person: Fraction
    community_prefix: str
    child_age: int
    student_age: int
    young_child_age: int
    large_family_children: int
    category_of: dict[str, str]  # status code to category of list 1
    categories: tuple[str, ...]
    defence_statuses: frozenset[str]
    citations: dict[str, str]


def terms_on(day: date) -> Terms:
    """Return the terms in force on a day; before the first act, its terms (docs/decisions/0004)."""
    acts = every_terms()
    in_force = [terms for terms in acts if terms.in_force_from <= day]
    return in_force[-1] if in_force else acts[0]


@cache
def every_terms() -> tuple[Terms, ...]:
    """Read all files, earliest first."""
    return tuple(read(path) for path in sorted(FOLDER.glob("*.toml")))


def read(path: Path) -> Terms:
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    categories: dict[str, list[str]] = data["categories"]
    return Terms(
        id=data["id"],
        in_force_from=data["in_force_from"],
        source=data["source"],
        area_per_person=Fraction(data["area_per_person_m2"]),
        community_prefix=data["community_prefix"],
        child_age=data["child_age"],
        student_age=data["student_age"],
        young_child_age=data["young_child_age"],
        large_family_children=data["large_family_children"],
        category_of={code: name for name, codes in categories.items() for code in codes},
        categories=tuple(categories),
        defence_statuses=frozenset(data["defence_or_captivity"]["statuses"]),
        citations=data["citations"],
    )
