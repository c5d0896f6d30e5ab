"""Compound reads of intake."""

from collections import Counter
from datetime import date

from django.db.models import Q

from applications.checklist import INSTEAD, Needed, needed, out_of_reach
from applications.facts import DECLARED, Proof, case_of_package, proof_by
from applications.matching import Match, elsewhere, sought
from applications.models import Application, Document, Verdict
from applications.package import Package
from applications.package_writer import as_json
from applications.rows import package_of
from copies.models import State
from deadlines.working_days import day_in_kyiv
from eligibility.determination import Determination, determine
from eligibility.terms import terms_on
from territories.gazetteer import Gazetteer


def same_people(application: Application) -> list[Match]:
    """Find other applications with somebody of this household (`matching.py`). Two queries."""
    return elsewhere([sought(row) for row in application.people.all()], but=application)


def determination_of(
    application: Application, basis: str, gazetteer: Gazetteer, *, on: date | None = None
) -> Determination:
    """Apply the rules to an application, on declared or verified facts.

    Those of its day of receipt, as things stood on it; or of the day given.
    """
    proof = DECLARED if basis == "declared" else verified(application)
    package = package_of(application)
    as_of = on or application.received_on
    return determine(case_of_package(package, gazetteer, as_of=as_of, proof=proof), terms_on(as_of))


def verified(application: Application) -> Proof:
    """Return what the accepted papers prove; a paper about nobody named is the applicant's."""
    applicant = application.people.get(relationship="applicant").ref
    accepted = Document.objects.filter(application=application, verdict=Verdict.ACCEPTED)
    return proof_by(
        [
            (document.paper, document.person.ref if document.person else applicant)
            for document in accepted.select_related("person")
        ]
    )


def missing(application: Application, gazetteer: Gazetteer) -> list[Needed]:
    """Return the papers of the checklist that nobody brought yet, on the day of receipt.

    A rejected document was not brought, nor was one of whose files none could be taken.
    """
    return lacking(package_of(application), papers_brought(application), gazetteer)


def lacking(
    package: Package, brought: Counter[tuple[str, str]], gazetteer: Gazetteer
) -> list[Needed]:
    """Return the papers of the checklist that are not among these, counted by paper and ref.

    One paper settles one entry of its owner: who owns two homes brings two, or one that lists both.
    """
    brought = brought.copy()
    document = as_json(package)
    refs = {home["ref"]: home["owner"] for home in document["homes"]}
    is_out_of_reach = out_of_reach(gazetteer, day_in_kyiv(package.received_at))
    found = []
    for paper in needed(document, is_out_of_reach=is_out_of_reach):
        ref = refs.get(paper.about, paper.about)
        if brought[paper.code, ref]:
            brought[paper.code, ref] -= 1
        elif not brought[INSTEAD.get(paper.code, ""), ref]:
            found.append(paper)
    return found


def papers_brought(application: Application) -> Counter[tuple[str, str]]:
    """Count the documents that stand, by paper and ref; about nobody named, the applicant's.

    A paper without any file was brought to the desk on paper and not scanned yet.
    """
    applicant = application.people.get(relationship="applicant").ref
    stands = Q(copies__copy__state__in=[State.WAITING, State.CLEAN]) | Q(copies=None)
    documents = (
        Document.objects.filter(stands, application=application)
        .exclude(verdict=Verdict.REJECTED)
        .select_related("person")
        .distinct()
    )
    return Counter(
        (document.paper, document.person.ref if document.person else applicant)
        for document in documents
    )
