"""What the application says of each fact that a paper can prove, and the clauses it bears on.

Personal numbers are written in full for whoever holds the paper beside them, and hidden elsewhere.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications.models import Document, Home, Person
from applications.papers import PAPERS
from applications.vocabulary import EVIDENCE_TYPES, STATUS_CODES
from review import words
from review.dossier import Dossier
from review.findings import Side, side
from review.household import home_row, masked, residence

# Fact → the clauses that may come out otherwise once it is proven (eligibility/rules.py).
HOUSING, CATEGORY, DEFENCE = "own_housing", "social_category", "defence_or_captivity"
BEARS_ON: dict[str, tuple[str, ...]] = {
    "idp": ("idp_status",),
    "assistance": ("no_monetary_assistance",),
    "registered": ("residence_registered",),
    "actual": ("residence_actual",),
    "identity": (HOUSING, CATEGORY),
    "relation": (CATEGORY,),
    "student": (CATEGORY,),
    "large_family": (HOUSING, CATEGORY),
    "no_housing": (HOUSING,),
    "ownership": (HOUSING,),
    "all_ownership": (HOUSING,),
    **dict.fromkeys(EVIDENCE_TYPES, (HOUSING,)),
    **dict.fromkeys(STATUS_CODES, (CATEGORY,)),
    "deprived_of_liberty": (CATEGORY, DEFENCE),
    "defender_of_mariupol": (DEFENCE,),
}


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact of a paper: what it is called, and what the application says of it."""

    name: str
    said: str


@dataclass(frozen=True, slots=True)
class ClauseSide:
    """A clause the paper bears on, as the accepted papers leave it."""

    title: str
    verified: Side


@dataclass(frozen=True, slots=True)
class Said:
    """What an application says of one person, as a paper about them would show it."""

    person: Person
    home: Home | None
    dossier: Dossier
    is_masked: bool

    def number(self, number: str | None) -> str:
        return masked(number) if self.is_masked else number or ""

    def homes(self) -> list[Home]:
        if self.home is not None:
            return [self.home]
        return [home for home in self.dossier.homes if home.owner_id == self.person.pk]


def facts(document: Document, dossier: Dossier, *, is_masked: bool) -> list[FactRow]:
    """Return the facts a paper proves beside what is said of each; no query."""
    person = document.person or dossier.applicant
    home = next((each for each in dossier.homes if each.pk == document.home_id), None)
    said = Said(person, home, dossier, is_masked)
    return [
        FactRow(str(words.PROVEN[fact]), SAID.get(fact, status)(said, fact))
        for fact in sorted(PAPERS[document.paper].proves)
    ]


def clauses(document: Document, dossier: Dossier) -> list[ClauseSide]:
    """Return the clauses that hang on the paper, in the order of the determination."""
    proves = PAPERS[document.paper].proves
    bearing = {clause for fact in proves for clause in BEARS_ON[fact]}
    return [
        ClauseSide(str(words.CLAUSES[clause["id"]]), side(clause))
        for clause in dossier.verified["clauses"]
        if clause["id"] in bearing
    ]


def identity(said: Said, _fact: str) -> str:
    person = said.person
    born = date_format(person.birth_date, "d.m.Y")
    paper = f"{words.IDENTITY[person.identity_type]} {said.number(person.identity_number)}"
    return f"{person.name}; {born}; {paper}"


def relation(said: Said, _fact: str) -> str:
    return f"{said.person.name}: {words.RELATIONSHIPS[said.person.relationship]}"


def idp(said: Said, _fact: str) -> str:
    person = said.person
    day = date_format(person.idp_issued_on, "d.m.Y") if person.idp_issued_on else ""
    return ", ".join(filter(None, (said.number(person.idp_number), day))) or _("not said")


def lived(said: Said, _fact: str) -> str:
    return residence(said.dossier)


def assistance(said: Said, _fact: str) -> str:
    return str(words.YES_NO[said.dossier.application.no_monetary_assistance])


def no_housing(said: Said, _fact: str) -> str:
    return str(words.YES_NO[said.dossier.application.owns_no_housing])


def ownership(said: Said, _fact: str) -> str:
    return "; ".join(homes_said(said)) or _("no home is listed for this person")


def homes_said(said: Said) -> Iterator[str]:
    for home in said.homes():
        row = home_row(home, said.dossier)
        yield _("%(place)s: %(area)s m², share %(share)s") % {
            "place": row.place, "area": row.area, "share": row.share,
        }  # fmt: skip


def damage(said: Said, _fact: str) -> str:
    rows = ((home_row(home, said.dossier), home) for home in said.homes())
    told = [
        ", ".join(filter(None, (row.place, row.condition, home.evidence_reference)))
        for row, home in rows
        if home.evidence_type
    ]
    return "; ".join(told) or _("not said")


def student(said: Said, _fact: str) -> str:
    return str(words.YES_NO[said.person.full_time_student])


def large_family(said: Said, _fact: str) -> str:
    children = [p.name for p in said.dossier.people if p.relationship == "child"]
    return "; ".join(children) or _("no child is listed")


def status(said: Said, fact: str) -> str:
    """Say as whose status somebody claims it."""
    held = [claim.held_as for claim in said.person.status_claims.all() if claim.code == fact]
    return str(words.HELD_AS[held[0]]) if held else _("not claimed")


SAID: dict[str, Callable[[Said, str], str]] = {
    "identity": identity,
    "relation": relation,
    "idp": idp,
    "registered": lived,
    "actual": lived,
    "assistance": assistance,
    "no_housing": no_housing,
    "ownership": ownership,
    "all_ownership": ownership,
    **dict.fromkeys(EVIDENCE_TYPES, damage),
    "student": student,
    "large_family": large_family,
}
