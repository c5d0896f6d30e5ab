"""From an application to the case the rules read: the only bridge to the law.

On the declared basis everything said stands. On the verified basis a fact stands only when a paper
that proves it was accepted (contract, "What the rules say").
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from applications.package import Home, Package, Person
from applications.papers import PAPERS
from eligibility import case as law
from territories.gazetteer import Gazetteer

REGISTERED = frozenset({"registered", "declared"})


@dataclass(frozen=True, slots=True)
class Proof:
    """Which facts stand: all of them on the declared basis, the proven ones on the verified.

    `accepted` counts the papers by fact and ref of the person they are about; None: all stand.
    """

    accepted: Mapping[tuple[str, str], int] | None

    def stands(self, fact: str, ref: str, papers: int = 1) -> bool:
        """Tell whether a fact stands that takes so many papers, one per home for instance."""
        return self.accepted is None or self.accepted.get((fact, ref), 0) >= papers


DECLARED = Proof(None)


def proof_by(papers: Collection[tuple[str, str]]) -> Proof:
    """Return what accepted papers prove; each is (type of paper, ref of the person it is about)."""
    return Proof(Counter((fact, ref) for code, ref in papers for fact in PAPERS[code].proves))


def case_of_package(
    package: Package, gazetteer: Gazetteer, *, as_of: date, proof: Proof = DECLARED
) -> law.Case:
    """Return the facts of an application on one day, as far as the proof lets them stand."""
    people = tuple(person_of(person, proof, package.applicant.ref) for person in package.people)
    by_ref = {person.ref: person for person in people}
    applicant = package.applicant
    certificate = applicant.idp_certificate
    has_certificate = certificate is not None and proof.stands("idp", applicant.ref)
    return law.Case(
        as_of=as_of,
        basis="declared" if proof.accepted is None else "verified",
        people=people,
        applicant=by_ref[applicant.ref],
        idp_certificate_issued_on=certificate.issued_on
        if certificate and has_certificate
        else None,
        no_monetary_assistance=package.no_monetary_assistance
        if proof.stands("assistance", applicant.ref)
        else None,
        owns_no_housing=package.owns_no_housing
        if package.owns_no_housing is not True or proof.stands("no_housing", applicant.ref)
        else None,
        residence=residence_of(package, gazetteer, proof),
        homes=tuple(
            home_of(home, package, by_ref[home.owner], gazetteer, as_of, proof)
            for home in package.homes
        ),
    )


def person_of(person: Person, proof: Proof, applicant: str) -> law.Person:
    is_child = person.relationship == "child"
    is_of_large_family = is_child and proof.stands("large_family", applicant)
    return law.Person(
        ref=person.ref,
        name=f"{person.surname} {person.given_name}",
        relationship=person.relationship,
        birth_date=person.birth_date,
        is_student=person.full_time_student,
        claims=tuple(
            law.Claim(claim.code, proof.stands(claim.code, person.ref)) for claim in person.statuses
        ),
        is_unsure=person.unsure_of_statuses,
        is_proven=proof.stands("identity", person.ref) or is_of_large_family,
        is_relation_proven=not is_child
        or is_of_large_family
        or proof.stands("relation", person.ref),
        is_student_proven=proof.stands("student", person.ref),
    )


def residence_of(package: Package, gazetteer: Gazetteer, proof: Proof) -> law.Residence | None:
    """Return the former residence: a claimed basis that no accepted paper proves is unknown.

    A basis that is not claimed beside another needs no paper: it is not the case.
    """
    given = package.former_residence
    if given is None or not given.bases:
        return None
    ref = package.applicant.ref
    claimed = {"registered": bool(REGISTERED & set(given.bases)), "actual": "actual" in given.bases}
    answers = {
        basis: (proof.stands(basis, ref) or None) if is_claimed else False
        for basis, is_claimed in claimed.items()
    }
    place = f"{name_of(given.katottg, gazetteer)}, {given.katottg}" if given.katottg else None
    return law.Residence(answers["registered"], answers["actual"], given.katottg, place)


def home_of(
    home: Home,
    package: Package,
    owner: law.Person,
    gazetteer: Gazetteer,
    as_of: date,
    proof: Proof,
) -> law.Home:
    """Return one home. Who owns several proves each: as many papers as homes that need one."""
    owned = [each for each in package.homes if each.owner == owner.ref]
    evidence = home.evidence_type
    others = sum(
        each.evidence_type == evidence and hangs_on_evidence(each, gazetteer, as_of)
        for each in owned
        if each is not home
    )
    return law.Home(
        ref=home.ref,
        owner=owner,
        total_area=Fraction(home.total_area),
        share=home.share,
        place=place_of(home.katottg, gazetteer, as_of) if home.katottg else None,
        is_habitable=home.condition == "habitable",
        has_evidence=evidence is not None and proof.stands(evidence, owner.ref, 1 + others),
        is_proven=proof.stands("ownership", owner.ref, len(owned))
        or proof.stands("all_ownership", owner.ref),
    )


def hangs_on_evidence(home: Home, gazetteer: Gazetteer, as_of: date) -> bool:
    """Tell whether evidence of damage decides if a home counts: one out of reach needs none."""
    place = place_of(home.katottg, gazetteer, as_of) if home.katottg else None
    is_out_of_reach = place is not None and place.open_period is not None
    return home.condition != "habitable" and not is_out_of_reach


def place_of(code: str, gazetteer: Gazetteer, as_of: date) -> law.Place:
    """Return where a home is, with the period of hostilities or occupation open there, if any.

    Of a code that the loaded codifier does not know, nothing is concluded.
    """
    is_known = gazetteer.knows(code)
    period = gazetteer.open_period(code, as_of) if is_known else None
    return law.Place(
        code,
        name_of(code, gazetteer),
        is_known,
        law.OpenPeriod(period.kind, period.start, period.end) if period else None,
    )


def name_of(code: str, gazetteer: Gazetteer) -> str:
    return gazetteer.name(code) if gazetteer.knows(code) else code
