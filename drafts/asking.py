"""The papers a draft is asked for, each with a row that files can be added to."""

from datetime import datetime

from drafts.answers import Written
from drafts.paper_list import PaperList, needed_by, paper_list, papers_of
from drafts.papers import ask


def asked_papers(written: Written, at: datetime) -> PaperList:
    """Return the papers of an open draft, asked for from now on where they were not yet.

    Raises AlreadySubmitted.
    """
    asked = needed_by(written, at)
    papers = papers_of(written.draft)
    keys = [(each.code, each.about) for each in asked]
    if not {(paper.code, paper.about) for paper in papers}.issuperset(keys):
        ask(written.draft.pk, keys)
        papers = papers_of(written.draft)
    return paper_list(written, asked, papers)
