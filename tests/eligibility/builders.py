"""Small cases for the law: what a test does not name is what a plainly eligible household has."""

from datetime import date
from fractions import Fraction
from typing import Any

from eligibility.case import Case, Claim, Home, OpenPeriod, Person, Place, Residence
from eligibility.terms import terms_on

DAY = date(2026, 1, 5)
TERMS = terms_on(DAY)
MARIUPOL = "UA14140050010029262"
BILA_TSERKVA = "UA32020010010081183"

SAFE = Place(BILA_TSERKVA, "Біла Церква", is_known=True, open_period=None)
OCCUPIED = Place(MARIUPOL, "Маріуполь", True, OpenPeriod("occupation", date(2022, 5, 21)))
NOT_IN_CODIFIER = Place("UA99999999999999999", "UA99999999999999999", False, None)


def person(ref: str = "p1", relationship: str = "applicant", **facts: Any) -> Person:
    given = {"name": f"Коваленко {ref}", "birth_date": date(1987, 3, 12), **facts}
    return Person(ref=ref, relationship=relationship, **given)


def child(ref: str, born: date, **facts: Any) -> Person:
    return person(ref, "child", birth_date=born, **facts)


def claiming(*codes: str, **facts: Any) -> Person:
    return person(claims=tuple(Claim(code) for code in codes), **facts)


def home(area: str, share: str = "1", *, place: Place | None = SAFE, **facts: Any) -> Home:
    given = {"ref": "h1", "owner": person(), "is_habitable": True, "has_evidence": False, **facts}
    return Home(total_area=Fraction(area), share=Fraction(share), place=place, **given)


def case(*people: Person, **facts: Any) -> Case:
    household = people or (claiming("veteran"),)
    given: dict[str, Any] = {
        "as_of": DAY,
        "basis": "declared",
        "idp_certificate_issued_on": date(2022, 5, 2),
        "no_monetary_assistance": True,
        "owns_no_housing": not facts.get("homes"),
        "residence": Residence(registered=True, actual=False, code=MARIUPOL, place="Маріуполь"),
        "homes": (),
        **facts,
    }
    return Case(people=household, applicant=household[0], **given)
