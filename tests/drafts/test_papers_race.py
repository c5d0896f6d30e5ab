"""The same photograph from several tabs at the same moment is kept once.

The control takes away the lock of the draft, and shows the harm.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from copies import holder, holding
from copies.holder import AlreadyAdded
from copies.models import Copy
from drafts.models import Paper
from drafts.papers import PaperHolder
from tests.drafts.builders import NOON, applicant, draft_like, written
from tests.drafts.files import JPEG
from tests.drafts.paper_builders import paper_of

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
PAPERS = ("identity_document", "taxpayer_card", "idp_certificate", "residence_extract", "other")


@pytest.fixture
def owner() -> User:
    return applicant()


@pytest.fixture
def papers(owner: User) -> list[Paper]:
    draft = draft_like(owner=owner)
    about = written(draft).applicant.ref
    return [paper_of(draft, code, about) for code in PAPERS]


def added_at_once(papers: list[Paper], by: User) -> list[bool]:
    """Add the same file to each paper in the same moment; tell which took it."""
    together = threading.Barrier(len(papers), timeout=30)

    def add(paper: Paper) -> bool:
        paper_holder, source = PaperHolder(paper, NOON), BytesIO(JPEG)
        try:
            together.wait()
            holding.add(paper_holder, source, name="a.jpg", size=len(JPEG), by=by, at=NOON)
        except AlreadyAdded:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(papers)) as pool:
        return list(pool.map(add, papers))


def test_the_same_photograph_is_kept_once(owner: User, papers: list[Paper]) -> None:
    assert sum(added_at_once(papers, owner)) == 1
    assert Copy.objects.count() == 1


def test_without_the_lock_it_would_be_kept_more_than_once(
    owner: User, papers: list[Paper], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = threading.Barrier(len(papers), timeout=30)
    require_new = holder.require_new

    def look_together(*args: Any) -> None:
        require_new(*args)
        looked.wait()

    monkeypatch.setattr(holding, "require_new", look_together)
    monkeypatch.setattr(PaperHolder, "lock", lambda _holder: None)
    monkeypatch.setattr("drafts.papers.touch", lambda *_given: None)

    assert sum(added_at_once(papers, owner)) == len(papers)
    assert Copy.objects.count() == len(papers)
