"""Papers of a draft go, and the files that were added to them."""

from datetime import datetime

from django.db.models import QuerySet

from copies import services as copies
from drafts.models import Paper, PaperCopy


def discard_papers(papers: QuerySet[Paper], *, at: datetime) -> None:
    """Delete papers with their files, in the caller's transaction; who holds the draft's lock."""
    discard_copies(papers, at=at)
    papers.delete()


def discard_copies(papers: QuerySet[Paper], *, at: datetime) -> None:
    """Delete the files of papers, in the caller's transaction; who holds the draft's lock."""
    copies_of = PaperCopy.objects.filter(paper__in=papers)
    held = list(copies_of.values_list("copy_id", flat=True))
    copies_of.delete()
    for copy in held:
        copies.discard(copy, at=at)
