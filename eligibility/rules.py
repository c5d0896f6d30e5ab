"""Order 814, provision by provision: each rule reads a case and the terms and returns a finding.

Readings that are ours are decision records, named where they are applied.
"""

from collections.abc import Callable

from eligibility.case import Case, Person, Residence
from eligibility.categories import claimed_categories, unsure_people
from eligibility.finding import Fact, Finding, Missing
from eligibility.housing import own_housing
from eligibility.terms import Terms
from eligibility.unknown import Value, any_answer, value_of

Rule = Callable[[Case, Terms], Finding]


def idp_status(case: Case, terms: Terms) -> Finding:
    """Order 814, both groups: the applicant is an internally displaced person.

    Shown by the certificate. Its absence leaves the question open: a certificate may still come.
    """
    issued_on = case.idp_certificate_issued_on
    applicant = case.applicant.ref
    if issued_on is not None:
        facts: dict[str, Fact] = {"certificate": True, "issued_on": issued_on}
        return Finding("idp_status", Value.MET, "given", (applicant,), facts)
    reason = "missing" if case.basis == "declared" else "not_proven"
    missing = (Missing("idp_certificate", applicant),)
    return Finding(
        "idp_status", Value.UNKNOWN, reason, (applicant,), {"certificate": False}, missing
    )


def no_monetary_assistance(case: Case, terms: Terms) -> Finding:
    """Order 814, contents of the application: the monetary assistance was not received."""
    answer = case.no_monetary_assistance
    applicant = case.applicant.ref
    reasons = {True: "not_received", False: "received", None: "not_said"}
    missing = (Missing("assistance_declaration", applicant),) if answer is None else ()
    reason = reasons[answer]
    if answer is None and case.basis == "verified":
        reason = "not_proven"
    return Finding(
        "no_monetary_assistance",
        value_of(answer),
        reason,
        (applicant,),
        {"declared": answer},
        missing,
    )


def residence_registered(case: Case, terms: Terms) -> Finding:
    """Order 814, group 1: registered or declared residence in the community before displacement."""
    residence = case.residence
    claimed = residence.registered if residence else None
    return lived_in_community("residence_registered", residence, claimed, case, terms)


def residence_actual(case: Case, terms: Terms) -> Finding:
    """Order 814, group 2: actual residence or stay in the community before displacement."""
    residence = case.residence
    claimed = residence.actual if residence else None
    return lived_in_community("residence_actual", residence, claimed, case, terms)


def lived_in_community(
    clause: str, residence: Residence | None, claimed: bool | None, case: Case, terms: Terms
) -> Finding:
    """Answer either residence clause: the basis is claimed, and the code is in the community."""
    code = residence.code if residence else None
    inside = None if code is None else code.startswith(terms.community_prefix)
    facts = {"basis_claimed": claimed, "katottg": code, "in_community": inside}
    value, reason = residence_answer(claimed, inside, case.basis)
    missing: tuple[Missing, ...] = ()
    if value is Value.UNKNOWN:
        what = clause if reason in ("not_said", "not_proven") else "residence_code"
        missing = (Missing(what, case.applicant.ref),)
    return Finding(clause, value, reason, (case.applicant.ref,), facts, missing)


def residence_answer(claimed: bool | None, inside: bool | None, basis: str) -> tuple[Value, str]:
    """Weigh what is claimed and where. While no basis is said, the place decides nothing."""
    if claimed is None:
        return Value.UNKNOWN, "not_said" if basis == "declared" else "not_proven"
    if not claimed:
        return Value.NOT_MET, "other_basis"
    if inside is None:
        return Value.UNKNOWN, "no_code"
    return (Value.MET, "in_community") if inside else (Value.NOT_MET, "outside")


def social_category(case: Case, terms: Terms) -> Finding:
    """Order 814, group 1: the household falls into at least one category of list 1.

    Read as any of, not all of (docs/decisions/0002): no household can be in all of them.
    """
    found = claimed_categories(case, terms)
    answers = {name: answer for name, (answer, _) in found.items()}
    unsure = unsure_people(case)
    answer = any_answer([*answers.values(), *(None for _ in unsure)])
    met = tuple(sorted(name for name, is_met in answers.items() if is_met))
    open_ = tuple(sorted(name for name, is_met in answers.items() if is_met is None))
    people = in_household_order(case, [ref for name in met or open_ for ref in found[name][1]])
    facts = {"categories": met, "not_yet_proven": open_, "unsure": unsure}
    if answer is not None:
        reason = "has_category" if answer else "no_category"
        return Finding("social_category", value_of(answer), reason, people, facts)
    return Finding(
        "social_category",
        Value.UNKNOWN,
        "not_proven" if open_ else "unsure",
        people or unsure,
        facts,
        (*map(category_proof, of(case, people)), *answers_of("category", unsure)),
    )


def defence_or_captivity(case: Case, terms: Terms) -> Finding:
    """Order 814, group 2: somebody defended Mariupol or was held captive, or is their family."""
    answers = {
        person.ref: any_answer(
            claim.is_proven or None
            for claim in person.claims
            if claim.code in terms.defence_statuses
        )
        for person in case.people
    }
    unsure = unsure_people(case)
    answer = any_answer([*answers.values(), *(None for _ in unsure)])
    met = tuple(ref for ref, is_met in answers.items() if is_met)
    open_ = tuple(ref for ref, is_met in answers.items() if is_met is None)
    facts = {"people": met, "not_yet_proven": open_, "unsure": unsure}
    if answer is not None:
        reason = "has_status" if answer else "no_status"
        return Finding("defence_or_captivity", value_of(answer), reason, met, facts)
    return Finding(
        "defence_or_captivity",
        Value.UNKNOWN,
        "not_proven" if open_ else "unsure",
        open_ or unsure,
        facts,
        (*(Missing("defence_proof", ref) for ref in open_), *answers_of("defence", unsure)),
    )


def category_proof(person: Person) -> Missing:
    """Ask for the paper that would settle what is open of a person: studies, or anything else."""
    hangs_on_studies = person.is_proven and person.is_relation_proven
    is_claimed = any(not claim.is_proven for claim in person.claims)
    what = "student_proof" if hangs_on_studies and not is_claimed else "category_proof"
    return Missing(what, person.ref)


def answers_of(subject: str, unsure: tuple[str, ...]) -> tuple[Missing, ...]:
    """Ask those who are unsure for an answer."""
    return tuple(Missing(f"{subject}_answer", ref) for ref in unsure)


def of(case: Case, refs: tuple[str, ...]) -> list[Person]:
    return [person for person in case.people if person.ref in refs]


def in_household_order(case: Case, refs: list[str]) -> tuple[str, ...]:
    """Return these people once each, in the order of the application."""
    return tuple(person.ref for person in of(case, tuple(refs)))


RULES: tuple[Rule, ...] = (
    idp_status,
    no_monetary_assistance,
    residence_registered,
    residence_actual,
    own_housing,
    social_category,
    defence_or_captivity,
)
COMMON = ("idp_status", "no_monetary_assistance")
ROUTES = {
    "registered": ("residence_registered", "own_housing", "social_category"),
    "actual": ("residence_actual", "own_housing", "defence_or_captivity"),
}
