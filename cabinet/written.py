"""A submitted application as the questions of the form read it: as if it were still a draft."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from applications.models import Application
from applications.package import Package
from applications.package_writer import as_json
from applications.rows import package_of
from drafts.answers import ANSWERED, Said, Written
from drafts.models import Draft, Kind
from drafts.questions import QUESTIONS

Given = tuple[str, str, str, dict[str, Any]]  # kind and ref of a part, a question, its answer


def written_of(application: Application, given: Iterable[Given] = (), *, at: datetime) -> Written:
    """Return the application with these answers in place of its own. Nothing is stored."""
    written = written_in(package_of(application), application, at=at)
    for kind, ref, question, answer in given:
        part = written.part(ref) or Said(Kind(kind), ref, {})
        written = written.saying(part.saying(question, answer))
    return written


def written_in(package: Package, application: Application, *, at: datetime) -> Written:
    """Return what a version of the application says."""
    draft = Draft(application=application, started_at=application.received_at, saved_at=at)
    return Written(draft, tuple(parts_of(as_json(package))), at)


def parts_of(document: dict[str, Any]) -> Iterator[Said]:
    for person in document["people"]:
        yield said(Kind.PERSON, person["ref"], person)
    residence = document["former_residence"] or {}
    yield said(Kind.RESIDENCE, Kind.RESIDENCE, residence)
    declarations = document["declarations"]
    owned = {"owns_no_housing": declarations["owns_no_housing"], "_owns": owns(document)}
    yield said(Kind.HOUSING, Kind.HOUSING, owned)
    for home in document["homes"]:
        yield said(Kind.HOME, home["ref"], home)
    yield said(Kind.DECLARATIONS, Kind.DECLARATIONS, declarations)
    invitation = {**document["invitation"], "language": document["language"]}
    yield said(Kind.INVITATION, Kind.INVITATION, invitation)


def said(kind: Kind, ref: str, answers: dict[str, Any]) -> Said:
    """Return a part whose questions all count as answered."""
    asked = [question.slug for question in QUESTIONS if question.kind == kind]
    kept = {key: answer for key, answer in answers.items() if key != "ref"}
    return Said(kind, ref, {**kept, ANSWERED: asked})


def owns(document: dict[str, Any]) -> str:
    """Return what was answered to whether anybody owns a home."""
    if document["homes"]:
        return "yes"
    return "no" if document["declarations"]["owns_no_housing"] else "unsure"
