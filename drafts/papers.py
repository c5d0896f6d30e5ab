"""What can be done with the papers of a draft: ask for them, add files, remove them, put off."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from applications.papers import PAPERS
from copies.models import Copy
from drafts.models import Draft, Kind, Paper, PaperCopy
from drafts.services import NoSuchPart, locked, touch


@dataclass(frozen=True, slots=True)
class PaperHolder:
    """A paper of an open draft, as files are put into it (`copies.holder.Holder`)."""

    paper: Paper
    at: datetime

    def lock(self) -> None:
        """Lock the draft. Raises AlreadySubmitted, and NoSuchPart once the paper is gone."""
        locked_paper(self.paper)

    def copies(self) -> QuerySet[Copy]:
        return copies_of(PaperCopy.objects.filter(paper=self.paper))

    def beside(self) -> QuerySet[Copy]:
        return copies_of(PaperCopy.objects.filter(paper__draft=self.paper.draft_id))

    def put(self, copy: Copy) -> None:
        last = self.paper.copies.order_by("-position").first()
        self.paper.copies.create(copy=copy, position=last.position + 1 if last else 0)
        Paper.objects.filter(pk=self.paper.pk).update(later=False)
        touch(self.paper.draft, self.at)

    def drop(self, copy: Copy) -> None:
        self.paper.copies.filter(copy=copy).delete()
        touch(self.paper.draft, self.at)


def copies_of(held: QuerySet[PaperCopy]) -> QuerySet[Copy]:
    return Copy.objects.filter(pk__in=held.values("copy"))


@transaction.atomic
def ask(draft: UUID, papers: Iterable[tuple[str, str]]) -> None:
    """Ask for papers, each a code and what it is about; those asked for already stay as they are.

    Raises AlreadySubmitted.
    """
    row = locked(draft)
    known = set(row.papers.values_list("code", "about"))
    Paper.objects.bulk_create(
        Paper(draft=row, code=code, about=about)
        for code, about in papers
        if (code, about) not in known
    )


@transaction.atomic
def add_paper(draft: UUID, code: str, about: str, *, at: datetime) -> Paper:
    """Return the paper of this kind about a person or a home, asked for from now on.

    Raises AlreadySubmitted and NoSuchPart.
    """
    row = locked(draft)
    parts = row.parts.filter(kind__in=(Kind.PERSON, Kind.HOME), ref=about)
    if code not in PAPERS or not parts.exists():
        raise NoSuchPart(about)
    paper, _is_new = Paper.objects.get_or_create(draft=row, code=code, about=about)
    touch(row, at)
    return paper


@transaction.atomic
def set_later(paper: Paper, *, at: datetime) -> None:
    """Note that the applicant brings a paper later. Raises AlreadySubmitted and NoSuchPart."""
    draft = locked_paper(paper)
    Paper.objects.filter(pk=paper.pk).update(later=True)
    touch(draft, at)


def locked_paper(paper: Paper) -> Draft:
    """Lock the draft of a paper. Raises AlreadySubmitted, and NoSuchPart once the paper is gone."""
    draft = locked(paper.draft_id)
    if not draft.papers.filter(pk=paper.pk).exists():
        raise NoSuchPart(paper.about)
    return draft
