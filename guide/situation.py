"""A household as the papers page knows it, as far of a package as the checklist reads."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from deadlines.working_days import day_in_kyiv
from guide.household import years_before

Situation = Mapping[str, Collection[str]]

APPLICANT = "applicant"
OCCUPIED = "occupied"  # stands for the code of a place out of reach
AGES = {"small_child": 5, "child": 15, "student": 20}
CHILDREN_OF_A_LARGE_FAMILY = 3
RELATIVES = {"spouse": "spouse", "relative": "parent", "ward": "ward"}
GRANDCHILD = "grandchild"


def document(situation: Situation, *, at: datetime) -> dict[str, Any]:
    """Return what the checklist reads of a package (contract/package.md)."""
    today = day_in_kyiv(at)
    owns_none = "none" in situation["homes"]
    return {
        "received_at": at.isoformat(),
        "former_residence": {"bases": list(situation["bases"])},
        "declarations": {"owns_no_housing": True if owns_none else None},
        "people": [applicant(situation), *family(situation["family"], today)],
        "homes": list(homes(situation["homes"])),
    }


def applicant(situation: Situation) -> dict[str, Any]:
    claims = [{"code": code, "as": "holder"} for code in situation["statuses"]]
    return {"ref": APPLICANT, "relationship": APPLICANT, "statuses": claims}


def family(said: Collection[str], today: date) -> Iterator[dict[str, Any]]:
    for kind, relationship in RELATIVES.items():
        if kind in said:
            yield {"ref": kind, "relationship": relationship}
    children = [kind for kind in AGES if kind in said]
    if "large" in said:
        children += ["small_child"] * (CHILDREN_OF_A_LARGE_FAMILY - len(children))
    for number, kind in enumerate(children):
        yield {
            "ref": f"{kind}{number}",
            "relationship": "child",
            "birth_date": years_before(today, AGES[kind]).isoformat(),
            "full_time_student": kind == "student",
        }


def homes(said: Collection[str]) -> Iterator[dict[str, Any]]:
    if "habitable" in said:
        yield {"ref": "habitable", "condition": "habitable"}
    if "damaged" in said:
        for kind in ("damage_register", "inspection_report", "technical_assessment"):
            yield {"ref": kind, "condition": "destroyed", "evidence": {"type": kind}}
    if OCCUPIED in said:
        yield {"ref": OCCUPIED, "condition": "destroyed", "katottg": OCCUPIED}
