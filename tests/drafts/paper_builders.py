"""Papers of drafts for tests, with files that were taken, cut or refused."""

from io import BytesIO

from accounts.models import User
from copies import holding
from copies.models import Copy, State
from drafts.models import Draft, Paper
from drafts.papers import PaperHolder, add_paper
from tests.drafts.builders import NOON
from tests.drafts.files import PDF


def paper_of(draft: Draft, code: str, about: str) -> Paper:
    return add_paper(draft.pk, code, about, at=NOON)


def given(paper: Paper, by: User, *, content: bytes = PDF, state: State = State.WAITING) -> Copy:
    """Add a file to a paper, and bring it into a state."""
    holder = PaperHolder(paper, NOON)
    copy = holding.add(
        holder, BytesIO(content), name="paper.pdf", size=len(content), by=by, at=NOON
    )
    checked = {"inspected_at": NOON, "scanned_at": NOON} if state == State.CLEAN else {}
    refusal = "damaged" if state == State.REFUSED else ""
    Copy.objects.filter(pk=copy.pk).update(state=state, refusal=refusal, **checked)
    return Copy.objects.get(pk=copy.pk)
