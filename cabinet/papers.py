"""The papers of an application as its applicant sees them: brought, being added, still missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from applications.checklist import Needed
from applications.models import Application, Document, DocumentCopy, Verdict
from applications.papers import PAPERS
from applications.selectors import missing
from cabinet.models import Addition
from copies.models import Copy, State
from copies.wording import refusal_said
from review.askable import PAPER, Asked, Household

TAGS = {Verdict.PENDING: "doing", Verdict.ACCEPTED: "done", Verdict.REJECTED: "bad"}


@dataclass(frozen=True, slots=True)
class Brought:
    """A paper that is with the application. `said` is why it was rejected or waits
    again, or a file was refused.
    """

    document: Document
    title: "str | Promise"
    whose: str
    copies: list[Copy]

    @property
    def is_lost(self) -> bool:
        """Tell whether no file of it could be taken: then it counts as missing."""
        return bool(self.copies) and all(copy.state == State.REFUSED for copy in self.copies)

    @property
    def state(self) -> "str | Promise":
        return _("Not taken") if self.is_lost else self.document.get_verdict_display()

    @property
    def tag(self) -> str:
        if self.is_lost:
            return "bad"
        return TAGS[Verdict(self.document.verdict)]

    @property
    def said(self) -> list[str]:
        refused = [copy for copy in self.copies if copy.state == State.REFUSED]
        why = [self.document.verdict_reason] if self.document.verdict_reason else []
        if self.document.waits_again:
            why = [_("You changed the answer that this paper shows, so we look at it again.")]
        return why + [refusal_said(copy.refusal) for copy in refused]

    @property
    def waits_for_check(self) -> bool:
        return any(copy.state == State.WAITING for copy in self.copies)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that can be added, and `why`; `refused` says why the files brought were not taken."""

    code: str
    about: str
    title: "str | Promise"
    whose: str
    why: "str | Promise"
    refused: list[str]


def documents_of(application: Application) -> list[Document]:
    """Return the papers with their copies in order. Two queries."""
    copies = DocumentCopy.objects.select_related("copy").order_by("position")
    documents = application.documents.select_related("person")
    return list(documents.prefetch_related(Prefetch("copies", copies)).order_by("position"))


def brought(documents: Iterable[Document]) -> list[Brought]:
    """Return papers in words; read with `documents_of`, it asks the database nothing."""
    return [
        Brought(
            document,
            PAPERS[document.paper].title,
            document.person.name if document.person else "",
            [held.copy for held in document.copies.all()],
        )
        for document in documents
    ]


def wanted(
    application: Application, household: Household, papers: Iterable[Brought]
) -> list[Wanted]:
    """Return the papers of the checklist that nobody brought yet, or not so that they stand."""
    lost = [paper for paper in papers if paper.is_lost]
    return [
        Wanted(
            each.code,
            each.about,
            PAPERS[each.code].title,
            household.whose(each.about),
            each.why,
            [said for paper in lost if is_for(paper, each, household) for said in paper.said],
        )
        for each in missing(application, household.places)
    ]


def is_for(paper: Brought, needed: Needed, household: Household) -> bool:
    """Tell whether a paper is of the kind and about the person, or of the owner, that is needed."""
    home = household.homes.get(needed.about)
    person = home.owner if home else household.people[needed.about]
    is_theirs = paper.document.person in (person, None)
    return paper.document.paper == needed.code and is_theirs


def had_already(addition: Addition) -> list[tuple[str, "str | Promise"]]:
    """Return the files being added that a paper of the application has, each with its title."""
    held = DocumentCopy.objects.filter(document__application=addition.application_id)
    same = held.filter(
        copy__sha256__in=addition.copies.exclude(copy__sha256="").values("copy__sha256")
    )
    rows = same.order_by("document__position", "pk").values_list("copy__name", "document__paper")
    return [(name, PAPERS[paper].title) for name, paper in rows]


def path_of(addition: Addition) -> str:
    """Return the path by which a correction asks for this paper."""
    return Asked(PAPER, addition.about, addition.code).path
