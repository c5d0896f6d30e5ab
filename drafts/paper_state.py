"""How far one paper of a draft has come, from its files."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from copies.models import Copy, State
from drafts.models import Paper

TAKEN = frozenset({State.WAITING, State.CLEAN})


class PaperState(models.TextChoices):
    """How far one paper has come."""

    NOT_YET = "not_yet", _("Not added yet")
    LATER = "later", _("I will bring it later")
    CUT = "cut", _("Upload not finished")
    CHECKING = "checking", _("Being checked")
    GIVEN = "given", _("Added")
    REFUSED = "refused", _("Needs another file")

    @property
    def tag(self) -> str:
        """The class of its tag on a page."""
        return TAGS[self]


TAGS = {
    PaperState.NOT_YET: "todo",
    PaperState.LATER: "blocked",
    PaperState.CUT: "doing",
    PaperState.CHECKING: "doing",
    PaperState.GIVEN: "done",
    PaperState.REFUSED: "bad",
}

# What stands out of the files of a paper: one that needs a hand first.
OF_COPIES = (
    (State.REFUSED, PaperState.REFUSED),
    (State.RECEIVING, PaperState.CUT),
    (State.WAITING, PaperState.CHECKING),
    (State.CLEAN, PaperState.GIVEN),
)


def copies_of(paper: Paper) -> tuple[Copy, ...]:
    """Return the prefetched copies of a paper in the order they were added."""
    return tuple(each.copy for each in sorted(paper.copies.all(), key=lambda each: each.position))


def is_settled(paper: Paper) -> bool:
    """Tell whether a file was taken, or the paper comes later."""
    return paper.later or any(each.copy.state in TAKEN for each in paper.copies.all())


def state_of(paper: Paper) -> PaperState:
    states = {copy.state for copy in copies_of(paper)}
    found = (state for copied, state in OF_COPIES if copied in states)
    return next(found, PaperState.LATER if paper.later else PaperState.NOT_YET)
