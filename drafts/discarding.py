"""Papers of a draft go, and the files that were added to them."""

from datetime import datetime

from django.db.models import QuerySet

from copies import services as copies
from drafts.models import Paper, PaperCopy


def discard_papers(papers: QuerySet[Paper], *, at: datetime) -> None:
    """Delete papers with their files, in the caller's transaction; who holds the draft's lock."""
    held = list(PaperCopy.objects.filter(paper__in=papers).values_list("copy_id", flat=True))
    papers.delete()
    for copy in held:
        copies.discard(copy, at=at)
