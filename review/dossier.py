"""Everything the application page shows and its forms choose from, read once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch

from accounts.models import User
from applications.models import (
    Application,
    Document,
    DocumentCopy,
    Home,
    Person,
    StatusChange,
    Verdict,
)
from applications.selectors import determination_of
from applications.sensitive import has_sensitive, is_sensitive
from applications.status import UNDECIDED
from audit.models import Entry
from deadlines.calendars import approved_calendar
from deadlines.working_days import day_in_kyiv
from outbox.delivered import left_on
from outbox.models import Letter
from outbox.state import Kind as LetterKind
from review.access import holder, next_steps
from review.clock import Due, Row, due, ledger
from review.closing import open_closing
from review.in_force import in_force
from review.lock import subject_of
from review.models import Closing, Decision, Hearing, Kind, Proposal, State
from review.notices import day_to_speak, has_left, notice_of
from review.protected import may_read
from territories import gazetteer
from territories.gazetteer import Gazetteer

KIND_OF = {"eligible": Kind.APPROVE, "ineligible": Kind.REFUSE}


@dataclass(frozen=True, slots=True)
class Dossier:
    """One application as one user sees it on one day; the two determinations as documents.

    `last_seen` numbers the last act of the chain about it; `asked` are paths of what the page was
    opened to ask the applicant for (`askable.py`).
    """

    application: Application
    user: User
    on: date
    places: Gazetteer
    people: list[Person]
    homes: list[Home]
    documents: list[Document]
    declared: dict[str, Any]
    verified: dict[str, Any]
    caseworker: User | None
    proposal: Proposal | None
    closing: Closing | None
    steps: frozenset[str]
    letters: list[Letter]
    last_seen: int
    asked: tuple[str, ...] = ()
    reads_protected: bool = False

    def hides(self, document: Document) -> bool:
        """Tell whether the user sees of a paper only that it is there."""
        return not self.reads_protected and is_sensitive(document)

    @property
    def has_hidden(self) -> bool:
        """Something is here that only those who review read, and the user is none of them."""
        return not self.reads_protected and self.has_protected

    @property
    def has_protected(self) -> bool:
        """Something is here that only those who review read, whoever the user is."""
        return any(map(has_sensitive, self.people)) or any(map(is_sensitive, self.documents))

    @property
    def applicant(self) -> Person:
        return next(person for person in self.people if person.relationship == "applicant")

    @property
    def kind(self) -> Kind | None:
        """What the proven facts allow to propose; nothing while they leave it unknown."""
        return KIND_OF.get(self.verified["outcome"])

    @property
    def carrying(self) -> list[dict[str, Any]]:
        """The clauses that can be grounds of that."""
        value = "met" if self.kind == Kind.APPROVE else "not_met"
        return [clause for clause in self.verified["clauses"] if clause["value"] == value]

    @property
    def papers_waiting(self) -> int:
        """How many papers nobody has judged yet."""
        return sum(document.verdict == Verdict.PENDING for document in self.documents)

    @property
    def due(self) -> Due | None:
        """How much of the term is left, while it runs."""
        application = self.application
        if application.status not in UNDECIDED:
            return None
        held = application.paused_on
        return due(application.due_on, on=self.on, calendar=approved_calendar(), paused_on=held)

    @property
    def open_hearing(self) -> Hearing | None:
        proposal = self.proposal
        return proposal.hearing if proposal and proposal.kind == Kind.REFUSE else None

    @property
    def notice(self) -> Letter | None:
        """The notice of the open hearing. Its state is shown, never its text."""
        hearing = self.open_hearing
        return notice_of(hearing) if hearing else None

    @property
    def hear_by(self) -> date | None:
        """The last day to speak; none while the notice has not left, or no calendar tells it."""
        hearing = self.open_hearing
        return day_to_speak(hearing, self.notice) if hearing else None

    @property
    def has_notice_left(self) -> bool:
        return has_left(self.notice)

    @property
    def was_heard_unannounced(self) -> bool:
        """Tell whether the applicant was heard, and the notice has not left."""
        hearing, notice = self.open_hearing, self.notice
        is_heard = hearing is not None and hearing.heard_on is not None
        return is_heard and (notice is None or left_on(notice) is None)

    @property
    def decision(self) -> Decision | None:
        """The decision in force; none while an appeal against it is examined."""
        return None if self.application.status in UNDECIDED else in_force(self.application)

    @property
    def sent_back(self) -> list[Proposal]:
        """Proposals that were closed without a decision, latest first."""
        closed = Proposal.objects.filter(application=self.application, state=State.SENT_BACK)
        return list(closed.select_related("by", "closed_by").order_by("-closed_at", "-pk"))

    @property
    def has_changed_facts(self) -> bool:
        """The open proposal rests on other facts than are proven now."""
        proposal = self.proposal
        return proposal is not None and proposal.determination.sha256 != self.verified["sha256"]

    @property
    def closing_reason(self) -> str:
        """Why the application stands where it last moved to."""
        return self.history[-1].reason

    @property
    def history(self) -> list[StatusChange]:
        return list(self.application.status_changes.select_related("by").order_by("at", "pk"))

    @property
    def clock(self) -> list[Row]:
        return ledger(self.application)


def dossier(
    application: Application, user: User, *, at: datetime, asked: Sequence[str] = ()
) -> Dossier:
    places = gazetteer.current()
    people = application.people.prefetch_related("status_claims").order_by("position")
    copies = DocumentCopy.objects.select_related("copy").prefetch_related("copy__pages")
    documents = application.documents.select_related("person", "verdict_by").prefetch_related(
        Prefetch("copies", copies.order_by("position"))
    )
    proposals = Proposal.objects.select_related("by", "determination", "hearing")
    proposal = proposals.filter(application=application, state=State.OPEN).first()
    caseworker, closing = holder(application), open_closing(application.pk)
    return Dossier(
        application=application,
        user=user,
        on=day_in_kyiv(at),
        places=places,
        people=list(people),
        homes=list(application.homes.select_related("owner").order_by("position")),
        documents=list(documents.order_by("position")),
        declared=determination_of(application, "declared", places).as_document(),
        verified=determination_of(application, "verified", places).as_document(),
        caseworker=caseworker,
        proposal=proposal,
        closing=closing,
        steps=next_steps(user, application, caseworker, proposal, closing, on=day_in_kyiv(at)),
        letters=letters_to_applicant(application.pk),
        last_seen=last_act(application.pk),
        asked=tuple(asked),
        reads_protected=may_read(user, application, at=at),
    )


def letters_to_applicant(application: int) -> list[Letter]:
    """Return the letters about it, the latest first, without their texts; not those to staff."""
    letters = Letter.objects.filter(about=subject_of(application)).exclude(kind=LetterKind.REMINDER)
    return list(letters.select_related("printed_by").defer("body", "to").order_by("-pk"))


def last_act(application: int) -> int:
    """Return the number of the last entry of the chain about it."""
    entries = Entry.objects.filter(subject=subject_of(application))
    return entries.order_by("-seq").values_list("seq", flat=True).first() or 0
