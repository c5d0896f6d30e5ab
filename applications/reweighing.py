"""A word on a paper holds for the answer it was given of: once that changes, the paper waits again.

Otherwise a verified fact would be one that no paper shows (docs/decisions/0053).
"""

from collections.abc import Iterator
from datetime import datetime

from accounts.models import User
from applications.differing import Difference, differences
from applications.documents import hashes_of
from applications.models import Application, Document, Verdict
from applications.package import Package
from applications.papers import PAPERS
from audit.chain import Fact
from audit.services import record

IDENTITY = frozenset({"identity", "large_family"})
OWNERSHIP = frozenset({"ownership", "all_ownership"})
DAMAGE = frozenset({"damage_register", "inspection_report", "technical_assessment"})
RESIDENCE = frozenset({"registered", "actual"})

# The facts an answer bears on; a changed status bears on the fact of its own code.
FACTS: dict[tuple[str, str], frozenset[str]] = {
    ("person", "relationship"): frozenset({"relation", "large_family"}),
    ("person", "surname"): IDENTITY,
    ("person", "given_name"): IDENTITY,
    ("person", "patronymic"): IDENTITY,
    ("person", "birth_date"): IDENTITY | {"student"},
    ("person", "identity_document"): IDENTITY,
    ("person", "idp_certificate"): frozenset({"idp"}),
    ("person", "full_time_student"): frozenset({"student"}),
    ("home", "owner"): OWNERSHIP | DAMAGE,
    ("home", "total_area_m2"): OWNERSHIP,
    ("home", "share"): OWNERSHIP,
    ("home", "katottg"): OWNERSHIP | DAMAGE,
    ("home", "address"): OWNERSHIP | DAMAGE,
    ("home", "condition"): DAMAGE,
    ("home", "evidence"): DAMAGE,
    ("residence", "bases"): RESIDENCE,
    ("residence", "katottg"): RESIDENCE,
    ("residence", "address"): RESIDENCE,
    ("declarations", "no_monetary_assistance"): frozenset({"assistance"}),
    ("declarations", "owns_no_housing"): frozenset({"no_housing"}),
}
OF_HOUSEHOLD = frozenset({"large_family"})  # the applicant's paper shows it of every child
# Papers that show an answer on which no rule rests.
SHOWN_BY = {
    ("person", "taxpayer_number"): frozenset({"taxpayer_card"}),
    ("person", "relationship"): frozenset({"marriage_certificate", "guardianship_decision"}),
}


def reweigh(
    application: Application, old: Package, new: Package, *, by: User, at: datetime
) -> None:
    """Let the judged papers that showed a changed answer wait for a word again, and record it.

    The caller holds the application's lock.
    """
    touched = set(papers_touched(old, new))
    applicant = new.applicant.ref
    judged = application.documents.exclude(verdict=Verdict.PENDING).select_related("person")
    for document in judged.order_by("position"):
        ref = document.person.ref if document.person else applicant
        if (document.paper, ref) in touched:
            await_again(document, by=by, at=at)


def papers_touched(old: Package, new: Package) -> Iterator[tuple[str, str]]:
    """Yield the papers that show what changed, each (type of paper, ref of whom it is about)."""
    for each in differences(old, new):
        facts = facts_of(each)
        for ref in refs_of(each, old, new):
            about_them = facts if ref == new.applicant.ref else facts - OF_HOUSEHOLD
            yield from ((code, ref) for code in showing(about_them))
            yield from ((code, ref) for code in SHOWN_BY.get((each.kind, each.field), ()))
        yield from ((code, new.applicant.ref) for code in showing(facts & OF_HOUSEHOLD))


def facts_of(difference: Difference) -> frozenset[str]:
    if difference.field == "statuses":
        before, after = (
            {(claim["code"], claim["as"]) for claim in claims or ()}
            for claims in (difference.before, difference.after)
        )
        return frozenset(code for code, _held_as in before ^ after)
    return FACTS.get((difference.kind, difference.field), frozenset())


def refs_of(difference: Difference, old: Package, new: Package) -> set[str]:
    """Return whose papers show an answer: of a home its owner's, before and after."""
    if difference.kind == "person":
        return {difference.ref}
    if difference.kind == "home":
        homes = (*old.homes, *new.homes)
        return {home.owner for home in homes if home.ref == difference.ref}
    return {new.applicant.ref}


def showing(facts: frozenset[str]) -> set[str]:
    return {paper.code for paper in PAPERS.values() if paper.proves & facts}


def await_again(document: Document, *, by: User, at: datetime) -> None:
    """Take back the word on a paper; `verdict_at` says since when it waits again."""
    document.verdict, document.verdict_reason = Verdict.PENDING, ""
    document.verdict_by, document.verdict_at = None, at
    document.save(update_fields=["verdict", "verdict_reason", "verdict_by", "verdict_at"])
    facts: dict[str, Fact] = {
        "document": document.pk,
        "verdict": str(Verdict.PENDING),
        "why": "answer_changed",
        "sha256": hashes_of(document),
    }
    subject = f"application:{document.application_id}"
    record("document.judged", subject=subject, by=by, at=at, facts=facts)
