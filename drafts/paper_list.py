"""The papers of a draft as pages show them: whose, why, how far each has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.functional import Promise

from applications.checklist import Needed, needed, out_of_reach
from applications.papers import PAPERS
from copies.models import Copy, State
from deadlines.working_days import day_in_kyiv
from drafts.answers import Written, document
from drafts.models import Draft, Paper, PaperCopy
from drafts.paper_state import PaperState, copies_of, is_settled, state_of
from drafts.progress import Progress
from drafts.subjects import Subject, subjects_of


@dataclass(frozen=True, slots=True)
class Row:
    """One paper. `why` is empty for one that was added unasked."""

    paper: Paper
    subject: Subject
    why: "str | Promise"
    copies: tuple[Copy, ...]

    @property
    def title(self) -> "str | Promise":
        return PAPERS[self.paper.code].title

    @property
    def explanation(self) -> "str | Promise":
        return PAPERS[self.paper.code].explanation

    @property
    def example(self) -> "str | Promise":
        return PAPERS[self.paper.code].example

    @property
    def is_named(self) -> bool:
        """Tell whether the source names it; of what nobody asks for there is nothing to say."""
        return PAPERS[self.paper.code].is_named or not self.why

    @property
    def url(self) -> str:
        return reverse("draft_paper", args=[self.paper.draft_id, self.paper.pk])

    @property
    def state(self) -> PaperState:
        return state_of(self.paper)

    @property
    def is_settled(self) -> bool:
        return is_settled(self.paper)


@dataclass(frozen=True, slots=True)
class Group:
    """Papers of one person or about one home."""

    subject: Subject
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class PaperList:
    """What is asked for, in groups, and what was added besides."""

    groups: tuple[Group, ...]
    unasked: tuple[Row, ...]

    @property
    def asked(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @property
    def settled(self) -> int:
        return sum(row.is_settled for row in self.asked)

    @property
    def others(self) -> list[Row]:
        """Papers that nobody asks for, or no longer, and that have files all the same."""
        return [row for row in self.unasked if row.copies]

    @property
    def unfinished(self) -> list[Row]:
        """Return the papers a file of which is still being uploaded, or was cut."""
        rows = (*self.asked, *self.unasked)
        return [row for row in rows if any(it.state == State.RECEIVING for it in row.copies)]

    def row(self, paper: int) -> Row | None:
        return next((row for row in (*self.asked, *self.unasked) if row.paper.pk == paper), None)

    def also_in(self, row: Row) -> "list[tuple[Copy, Row]]":
        """Return the files of a paper that another paper has too, each with that paper."""
        others = [each for each in (*self.asked, *self.unasked) if each.paper != row.paper]
        return [
            (copy, other)
            for copy in row.copies
            for other in others
            if copy.sha256 and copy.sha256 in {it.sha256 for it in other.copies}
        ]

    def next_open(self, paper: int) -> Row | None:
        """Return the first paper after this one that is neither added nor put off."""
        places = [row.paper.pk for row in self.asked]
        after = places.index(paper) + 1 if paper in places else 0
        return next((row for row in self.asked[after:] if not row.is_settled), None)


def needed_by(written: Written, at: datetime) -> list[Needed]:
    """Return the papers that follow from the answers, as if it were submitted now."""
    is_out_of_reach = out_of_reach(written.places, day_in_kyiv(at))
    return needed(document(written, received_at=at), is_out_of_reach=is_out_of_reach)


def papers_of(draft: Draft) -> list[Paper]:
    """Return the papers of a draft with their copies. Two queries."""
    copies = Prefetch("copies", PaperCopy.objects.select_related("copy"))
    return list(draft.papers.prefetch_related(copies).order_by("pk"))


def paper_list(written: Written, asked: Iterable[Needed], papers: Iterable[Paper]) -> PaperList:
    """Put together what is asked for, in its order, and the papers there are."""
    subjects = {subject.ref: subject for subject in subjects_of(written)}
    by_key = {(paper.code, paper.about): paper for paper in papers if paper.about in subjects}
    rows = [
        Row(paper, subjects[each.about], each.why, copies_of(paper))
        for each in asked
        if (paper := by_key.pop((each.code, each.about), None)) is not None
    ]
    groups = (
        Group(subject, tuple(row for row in rows if row.subject == subject))
        for subject in subjects.values()
    )
    unasked = (Row(paper, subjects[paper.about], "", copies_of(paper)) for paper in by_key.values())
    return PaperList(tuple(group for group in groups if group.rows), tuple(unasked))


def progress(asked: Iterable[Needed], papers: Iterable[Paper]) -> Progress:
    """Tell how far the papers have come: done once each is added or put off."""
    settled = {(paper.code, paper.about) for paper in papers if is_settled(paper)}
    found = [(each.code, each.about) in settled for each in asked]
    if all(found):
        return Progress.DONE
    return Progress.IN_PROGRESS if any(found) else Progress.NOT_STARTED
