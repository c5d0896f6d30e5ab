"""Which papers a household is asked for: from who is in it, what they claim and what they own.

Source: the list of documents in the public description of Resolution 814, for the applicant and
every member of the household; what follows from the categories though no list names it is marked so
(`papers.py`). Every fact that `facts.py` weighs on the verified basis has its paper here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.given import (
    Given,
    bases,
    day_of,
    has_registered_basis,
    is_large_family,
    is_student,
    is_under,
)
from applications.papers import PAPERS
from applications.vocabulary import STATUS_CODES
from territories.gazetteer import Gazetteer

PASSPORT_AGE = 14  # from then on a passport; before, the birth certificate
DAMAGE = {
    "damage_register": "damage_register_extract",
    "inspection_report": "inspection_report",
    "technical_assessment": "technical_assessment",
}
# A paper that one may bring in place of another: it proves the same.
INSTEAD = {
    "ownership_document": "property_register_extract",
    "no_housing_notice": "property_register_extract",
}
PROOF_OF = {
    fact: paper.code for paper in PAPERS.values() for fact in paper.proves if fact in STATUS_CODES
}


@dataclass(frozen=True, slots=True)
class Needed:
    """A paper that is asked for; `about` is the ref of a person or of a home."""

    code: str
    about: str
    why: "str | Promise"

    @property
    def is_named(self) -> bool:
        """Tell whether the source names it, or the categories only imply it."""
        return PAPERS[self.code].is_named


def needed(document: Given, *, is_out_of_reach: Callable[[str], bool]) -> list[Needed]:
    """Return the papers of an application package (contract/package.md), each once.

    What the package does not say yet asks for nothing; only `received_at` and the refs must be
    there. `is_out_of_reach` tells of a place's code whether a period of hostilities or occupation
    is open there.
    """
    people = document.get("people") or ()
    applicant = next((each for each in people if each.get("relationship") == "applicant"), None)
    if applicant is None:
        return []
    others = [person for person in people if person is not applicant]
    asked = chain(
        of_person(applicant, document),
        of_applicant(applicant["ref"], document),
        *(of_person(person, document) for person in others),
        *(of_home(home, is_out_of_reach) for home in document.get("homes") or ()),
    )
    once: dict[tuple[str, str], Needed] = {}
    for paper in asked:
        once.setdefault((paper.code, paper.about), paper)
    return list(once.values())


def of_person(person: Given, document: Given) -> Iterator[Needed]:
    """Yield what is asked about anybody of the household."""
    ref, day = person["ref"], day_of(document)
    yield identity(person, day)
    if not person.get("taxpayer_number_refused"):
        yield Needed(
            "taxpayer_card", ref, _("Asked for about everybody who will live in the dwelling.")
        )
    if person.get("idp_certificate", True) or person.get("relationship") == "applicant":
        yield Needed(
            "idp_certificate", ref, _("Shows the status of an internally displaced person.")
        )
    if has_registered_basis(document):
        yield Needed("residence_extract", ref, _("Shows the registered place of residence."))
    yield from of_relationship(person, document)
    if is_student(person, day):
        yield Needed(
            "student_certificate",
            ref,
            _("From 18 to 22 only a full-time student counts as a child."),
        )
    for claim in person.get("statuses") or ():
        if claim.get("code") in PROOF_OF:
            yield Needed(PROOF_OF[claim["code"]], ref, why_of(claim))


def why_of(claim: Given) -> "str | Promise":
    """Tell whose the paper of a status is; that of a fallen defender is the relative's own."""
    if claim.get("as") != "family_member" or claim["code"] == "fallen_defender":
        return _("Shows the status that you named.")
    return _(
        "This is the paper of the family member who has the status. Together with it, add what"
        " shows how you are related: a birth or marriage certificate."
    )


def identity(person: Given, day: date) -> Needed:
    """Ask for the paper that was named; while none is, for what people of that age have."""
    kind = (person.get("identity_document") or {}).get("type")
    is_small = is_under(PASSPORT_AGE, person, day) and kind is None
    if kind == "birth_certificate" or is_small:
        return Needed(
            "birth_certificate",
            person["ref"],
            _("Shows the day of birth and who the parents are."),
        )
    return Needed("identity_document", person["ref"], _("Shows identity and citizenship."))


def of_relationship(person: Given, document: Given) -> Iterator[Needed]:
    """Yield what shows how somebody is related to the applicant."""
    ref, relationship = person["ref"], person.get("relationship")
    if relationship == "spouse":
        yield Needed("marriage_certificate", ref, _("Shows that you are married."))
    if relationship in ("child", "grandchild", "sibling"):
        yield Needed("birth_certificate", ref, _("Shows who the parents are."))
    if relationship in ("ward", "foster_child"):
        yield Needed(
            "guardianship_decision", ref, _("Shows in whose care a child or an adult was placed.")
        )


def of_applicant(ref: str, document: Given) -> Iterator[Needed]:
    """Yield what the applicant shows for the whole household."""
    relationships = {person.get("relationship") for person in document["people"]}
    if relationships & {"parent", "sibling", "grandparent"}:
        yield Needed("birth_certificate", ref, _("Shows who the parents are."))
    if "actual" in bases(document):
        yield Needed(
            "actual_residence_proof", ref, _("Shows that you lived or stayed in the community.")
        )
    yield Needed("assistance_declaration", ref, _("You confirm this in writing."))
    if (document.get("declarations") or {}).get("owns_no_housing") is True:
        yield Needed("no_housing_notice", ref, _("You said that nobody of you owns housing."))
    if is_large_family(document):
        yield Needed(
            "large_family_certificate", ref, _("There are three or more children in the household.")
        )


def of_home(home: Given, is_out_of_reach: Callable[[str], bool]) -> Iterator[Needed]:
    """Yield what is asked about a home: nobody can inspect one that is out of reach."""
    yield Needed(
        "ownership_document", home["ref"], _("Shows who owns the home and how large it is.")
    )
    code = home.get("katottg")
    if home.get("condition") in (None, "habitable") or (code and is_out_of_reach(code)):
        return
    kind = (home.get("evidence") or {}).get("type")
    yield Needed(
        DAMAGE.get(kind or "", "damage_register_extract"),
        home["ref"],
        _("With it, a home that cannot be lived in is left out of account."),
    )


def out_of_reach(places: Gazetteer, day: date) -> Callable[[str], bool]:
    """Return what tells of a place's code whether a period is open there on a day."""
    return lambda code: places.knows(code) and places.open_period(code, day) is not None
