"""The application page: a dossier in words, row by row, and the forms of the next steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applications.models import Document, Home, Person, Verdict
from applications.papers import PAPERS
from eligibility.sentences import CATEGORIES
from review import words
from review.dossier import Dossier
from review.forms import (
    AcceptForm,
    ActForm,
    AddPaperForm,
    AssignForm,
    DecideForm,
    DuplicateForm,
    HearForm,
    ProposeForm,
    RejectForm,
    SendBackForm,
    TakeForm,
    WithdrawForm,
)

FORMS: dict[str, type[ActForm]] = {
    "take": TakeForm,
    "assign": AssignForm,
    "add_paper": AddPaperForm,
    "accept": AcceptForm,
    "reject": RejectForm,
    "propose": ProposeForm,
    "hear": HearForm,
    "decide": DecideForm,
    "send_back": SendBackForm,
    "withdraw": WithdrawForm,
    "duplicate": DuplicateForm,
}
OF_DOCUMENTS = ("accept", "reject")
KEPT = 2  # digits of a personal number that are shown


@dataclass(frozen=True, slots=True)
class PersonRow:
    name: str
    relationship: str
    birth_date: Any
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


@dataclass(frozen=True, slots=True)
class DocumentRow:
    document: Document
    title: str
    about: str
    proves: str
    tag: str
    accept: ActForm | None
    reject: ActForm | None


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


def context(dossier: Dossier, failed: ActForm | None = None) -> dict[str, Any]:
    """Return what the template shows; `failed` is a form sent with errors, shown as it was sent."""
    user = dossier.user
    shown: dict[str, Any] = {
        "dossier": dossier,
        "application": dossier.application,
        "channel": words.CHANNELS[dossier.application.channel],
        "invitation": words.INVITATIONS[dossier.application.invitation_method],
        "failed": failed,
        "forms": forms_of(dossier, failed),
        "documents": [document_row(each, dossier, failed) for each in dossier.documents],
        "can_download": user.has_perm("applications.view_document"),
    }
    if user.has_perm("applications.view_person"):
        shown |= people_context(dossier)
    if user.has_perm("review.view_recordeddetermination"):
        shown |= determination_context(dossier)
    return shown


def people_context(dossier: Dossier) -> dict[str, Any]:
    return {
        "people": [person_row(person) for person in dossier.people],
        "homes": [home_row(home, dossier) for home in dossier.homes],
        "residence": residence(dossier),
        "owns_no_housing": words.YES_NO[dossier.application.owns_no_housing],
        "no_assistance": words.YES_NO[dossier.application.no_monetary_assistance],
        "matches": [
            (match.application, match.person.name, words.MATCHED_ON[match.matched_on])
            for match in dossier.matches
        ],
    }


def determination_context(dossier: Dossier) -> dict[str, Any]:
    both = zip(dossier.declared["clauses"], dossier.verified["clauses"], strict=True)
    return {
        "clauses": [clause_row(declared, verified) for declared, verified in both],
        "outcomes": [
            (_("As declared"), outcome(dossier.declared)),
            (_("As proven by accepted papers"), outcome(dossier.verified)),
        ],
        "missing": missing(dossier),
        "decision": dossier.decision,
        "decision_grounds": grounds(dossier.decision.grounds) if dossier.decision else [],
        "proposal_grounds": grounds(dossier.proposal.grounds) if dossier.proposal else [],
    }


def forms_of(dossier: Dossier, failed: ActForm | None) -> dict[str, ActForm]:
    """Return the form of every step this user can take now, documents aside.

    A form sent meanwhile in vain is among them, so that what was written is not lost.
    """
    steps = [step for step in FORMS if step in dossier.steps and step not in OF_DOCUMENTS]
    forms = {step: form_of(step, dossier) for step in steps}
    if failed is not None and failed.step not in OF_DOCUMENTS:
        forms[failed.step] = failed
    return forms


def form_of(
    step: str,
    dossier: Dossier,
    *,
    document: int | None = None,
    data: Mapping[str, Any] | None = None,
    files: Any = None,
) -> ActForm:
    """Return the form of a step; bound when data are given. Ids on the page are its own."""
    own = f"{step}-{document}" if document else step
    return FORMS[step](
        data,
        files,
        step=step,
        dossier=dossier,
        action=reverse(f"admin:review_{step}", args=[dossier.application.pk]),
        initial={"document": document} if document else {},
        auto_id=f"{own}-%s",
    )


def document_row(document: Document, dossier: Dossier, failed: ActForm | None) -> DocumentRow:
    paper = PAPERS[document.paper]
    forms = {
        step: form_of(step, dossier, document=document.pk)
        for step in OF_DOCUMENTS
        if step in dossier.steps
    }
    if failed is not None and failed.data.get("document") == str(document.pk):
        forms[failed.step] = failed
    if document.verdict == Verdict.ACCEPTED:
        forms.pop("accept", None)
    return DocumentRow(
        document=document,
        title=str(paper.title),
        about=document.person.name if document.person else dossier.applicant.name,
        proves=", ".join(sorted(str(words.PROVEN[fact]) for fact in paper.proves)),
        tag={"pending": "unknown", "accepted": "met", "rejected": "not_met"}[document.verdict],
        accept=forms.get("accept"),
        reject=forms.get("reject"),
    )


def person_row(person: Person) -> PersonRow:
    refused = _("refused for religious reasons") if person.taxpayer_number_refused else ""
    return PersonRow(
        name=person.name,
        relationship=str(words.RELATIONSHIPS[person.relationship]),
        birth_date=person.birth_date,
        identity=f"{words.IDENTITY[person.identity_type]} {masked(person.identity_number)}",
        taxpayer=refused or masked(person.taxpayer_number),
        idp=masked(person.idp_number),
        claims=[
            f"{words.STATUSES[claim.code]} ({words.HELD_AS[claim.held_as]})"
            for claim in sorted(person.status_claims.all(), key=lambda claim: claim.position)
        ],
        is_unsure=person.unsure_of_statuses,
        is_student=person.full_time_student,
    )


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


def clause_row(declared: dict[str, Any], verified: dict[str, Any]) -> ClauseRow:
    return ClauseRow(
        id=declared["id"],
        title=str(words.CLAUSES[declared["id"]]),
        citation=declared["citation"],
        declared=side(declared),
        verified=side(verified),
    )


def side(clause: dict[str, Any]) -> Side:
    value = clause["value"]
    facts = [
        (str(words.FACTS.get(key, key)), fact(key, told)) for key, told in clause["facts"].items()
    ]
    return Side(
        value, words.SYMBOLS[value], str(words.VALUES[value]), clause["why"][language()], facts
    )


def fact(key: str, told: Any) -> str:
    """Word one fact of a clause."""
    if told is None or isinstance(told, bool):
        return str(words.YES_NO[told])
    if isinstance(told, list):
        return ", ".join(item(key, str(each)) for each in told) or "–"
    return figure(told) if key.endswith("_m2") else str(told)


def item(key: str, told: str) -> str:
    """Word one item of a fact that is a list: a category, a home with its fate, a person's ref."""
    if told in CATEGORIES:
        return CATEGORIES[told][language() == "en"]
    ref, _colon, fate = told.partition(": ")
    return f"{ref}: {words.FATES[fate]}" if fate in words.FATES else told


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


def grounds(ids: list[str]) -> list[str]:
    return [str(words.CLAUSES[clause]) for clause in ids]


def language() -> str:
    """Return which of the two languages of a determination the page is in."""
    return "en" if (get_language() or "").startswith("en") else "uk"
