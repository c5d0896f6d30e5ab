"""The papers a draft is asked for, each with a row that files can be added to."""

from datetime import datetime

from drafts.answers import read
from drafts.models import Draft
from drafts.paper_list import PaperList, needed_by, paper_list, papers_of
from drafts.papers import ask
from territories.gazetteer import current


def asked_papers(draft: Draft, at: datetime) -> PaperList:
    """Return the papers of an open draft, asked for from now on where they were not yet.

    Raises AlreadySubmitted.
    """
    written, places = read(draft), current()
    asked = needed_by(written, places, at)
    papers = papers_of(draft)
    keys = [(each.code, each.about) for each in asked]
    if not {(paper.code, paper.about) for paper in papers}.issuperset(keys):
        ask(draft.pk, keys)
        papers = papers_of(draft)
    return paper_list(written, asked, papers, places)
