"""The papers of an application as its applicant sees them: brought, being added, still missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from applications.models import Application, Document, DocumentCopy, Verdict
from applications.papers import PAPERS
from applications.selectors import missing
from cabinet.models import Addition
from copies.models import Copy, State
from copies.wording import refusal_said
from review.askable import PAPER, Asked, Household
from territories.gazetteer import Gazetteer

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
    def tag(self) -> str:
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
    """A paper that can be added: `why` it is asked for, empty for one that is not."""

    code: str
    about: str
    title: "str | Promise"
    whose: str
    why: "str | Promise"


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


def wanted(application: Application, household: Household, places: Gazetteer) -> list[Wanted]:
    """Return the papers of the checklist that nobody brought yet."""
    return [
        Wanted(
            each.code, each.about, PAPERS[each.code].title, household.whose(each.about), each.why
        )
        for each in missing(application, places)
    ]


def path_of(addition: Addition) -> str:
    """Return the path by which a correction asks for this paper."""
    return Asked(PAPER, addition.about, addition.code).path
