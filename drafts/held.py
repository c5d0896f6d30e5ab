"""What is held of an application that is being written: its answers and its papers."""

from datetime import datetime
from typing import Any

from applications.papers import PAPERS
from copies.models import Copy
from drafts.answers import document, read
from drafts.models import Draft, Paper
from drafts.paper_list import papers_of
from drafts.paper_state import copies_of


def held(draft: Draft, *, at: datetime) -> dict[str, Any]:
    """Return the answers as a package would have them, not received yet, and the papers."""
    answers = document(read(draft, at=at), received_at=at)
    del answers["received_at"]
    return {
        "started_at": draft.started_at.isoformat(),
        "saved_at": draft.saved_at.isoformat(),
        "written_at": at.isoformat(),
        "answers": answers,
        "papers": [listed(paper) for paper in papers_of(draft)],
    }


def listed(paper: Paper) -> dict[str, Any]:
    return {
        "paper": paper.code,
        "title": str(PAPERS[paper.code].title),
        "about": paper.about,
        "later": paper.later,
        "files": [file(copy) for copy in copies_of(paper)],
    }


def file(copy: Copy) -> dict[str, Any]:
    return {
        "name_as_received": copy.name,
        "bytes": copy.size,
        "sha256_as_received": copy.sha256,
        "state": copy.state,
    }
