"""The same photograph from several tabs at the same moment is kept once.

The control takes away the lock of the draft: what was looked at is then no longer true, and only
the place of a file in its paper, held by a constraint, keeps it from being there twice.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
from django.db import IntegrityError, connection

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
TABS = 5


@pytest.fixture
def owner() -> User:
    return applicant()


@pytest.fixture
def paper(owner: User) -> Paper:
    draft = draft_like(owner=owner)
    return paper_of(draft, "identity_document", written(draft).applicant.ref)


def added_at_once(paper: Paper, by: User) -> list[bool]:
    """Add the same file to a paper from every tab in the same moment; tell which was taken."""
    together = threading.Barrier(TABS, timeout=30)

    def add(_tab: int) -> bool:
        paper_holder, source = PaperHolder(paper, NOON), BytesIO(JPEG)
        try:
            together.wait()
            holding.add(paper_holder, source, name="a.jpg", size=len(JPEG), by=by, at=NOON)
        except AlreadyAdded:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(TABS) as pool:
        return list(pool.map(add, range(TABS)))


def test_the_same_photograph_is_kept_once(owner: User, paper: Paper) -> None:
    assert sum(added_at_once(paper, owner)) == 1
    assert Copy.objects.count() == 1


def test_without_the_lock_a_tab_would_run_into_the_database(
    owner: User, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = threading.Barrier(TABS, timeout=30)
    require_new = holder.require_new

    def look_together(*args: Any) -> None:
        require_new(*args)
        looked.wait()

    monkeypatch.setattr(holding, "require_new", look_together)
    monkeypatch.setattr(PaperHolder, "lock", lambda _holder: None)
    monkeypatch.setattr("drafts.papers.touch", lambda *_given: None)

    with pytest.raises(IntegrityError):
        added_at_once(paper, owner)
