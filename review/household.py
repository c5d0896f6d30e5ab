"""The household in words: people, homes, where they lived, and where else they applied."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from applications.models import Application, Home, Person
from applications.selectors import same_people
from applications.sensitive import STATUSES
from review import words
from review.dossier import Dossier
from review.findings import figure

KEPT = 2  # digits of a personal number that are shown


@dataclass(frozen=True, slots=True)
class PersonRow:
    name: str
    relationship: str
    birth_date: date
    identity: str
    taxpayer: str
    idp: str
    claims: list[str]
    is_unsure: bool
    is_student: bool


@dataclass(frozen=True, slots=True)
class HomeRow:
    ref: str
    owner: str
    area: str
    share: str
    place: str
    condition: str
    evidence: str


def person_row(person: Person, *, is_open: bool) -> PersonRow:
    """Return a person in words; what only those who review read, where it `is_open`."""
    refused = refusal(is_open=is_open) if person.taxpayer_number_refused else ""
    return PersonRow(
        name=person.name,
        relationship=str(words.RELATIONSHIPS[person.relationship]),
        birth_date=person.birth_date,
        identity=f"{words.IDENTITY[person.identity_type]} {masked(person.identity_number)}",
        taxpayer=refused or masked(person.taxpayer_number),
        idp=masked(person.idp_number),
        claims=[
            f"{words.STATUSES[claim.code]} ({words.HELD_AS[claim.held_as]})"
            if is_open or claim.code not in STATUSES
            else _("read only by those who review")
            for claim in sorted(person.status_claims.all(), key=lambda claim: claim.position)
        ],
        is_unsure=person.unsure_of_statuses,
        is_student=person.full_time_student,
    )


def refusal(*, is_open: bool) -> str:
    if is_open:
        return _("refused for religious reasons")
    return _("read only by those who review")


def masked(number: str | None) -> str:
    """Return a personal number with all but its last two digits hidden."""
    return f"••••{number[-KEPT:]}" if number else ""


def home_row(home: Home, dossier: Dossier) -> HomeRow:
    evidence = words.EVIDENCE[home.evidence_type] if home.evidence_type else ""
    return HomeRow(
        ref=home.ref,
        owner=home.owner.name,
        area=figure(str(home.total_area)),
        share=str(home.share),
        place=place(home.katottg, dossier) + (f", {home.address}" if home.address else ""),
        condition=str(words.CONDITIONS[home.condition]),
        evidence=str(evidence),
    )


def place(code: str | None, dossier: Dossier) -> str:
    """Name a place by its path in the codifier, or show its code where that does not know it."""
    if code is None:
        return _("place not given")
    if not dossier.places.knows(code):
        return code
    return ", ".join(each.name for each in reversed(dossier.places.path(code)))


def residence(dossier: Dossier) -> str:
    application = dossier.application
    if not application.residence_bases:
        return _("not said")
    bases = ", ".join(str(words.BASES[base]) for base in application.residence_bases)
    address = f", {application.residence_address}" if application.residence_address else ""
    return f"{place(application.residence_katottg, dossier)}{address} ({bases})"


def matches(dossier: Dossier) -> list[tuple[Application, list[str]]]:
    """Return the other applications with people of this one, and by what each was found."""
    found: dict[Application, dict[str, list[str]]] = {}
    for match in same_people(dossier.application):
        by_name = found.setdefault(match.application, {})
        by_name.setdefault(match.person.name, []).append(str(words.MATCHED_ON[match.matched_on]))
    return [
        (other, [f"{name} ({', '.join(dict.fromkeys(by))})" for name, by in people.items()])
        for other, people in found.items()
    ]
