"""Where an application stands: the last day that counts, the hearing, the decision, the letters."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from applications.models import Application
from applications.status import UNDECIDED, Status
from cabinet.telling import TELLINGS, Telling
from deadlines.calendars import approved_calendar
from deadlines.working_days import day_in_kyiv
from outbox.models import Letter
from outbox.state import Kind as LetterKind
from review.appeal_term import Term, term_of_appeal
from review.appealing import counts_from
from review.appeals import Appeal, appeal_on
from review.clock import Due, due
from review.findings import language
from review.in_force import in_force
from review.letters import reasons
from review.lock import subject_of
from review.models import Appeal as Appealed
from review.models import Decision, Hearing, Nature, State
from review.notices import day_to_speak, has_left, notice_of

TO_APPLICANT = (
    LetterKind.RECEIPT, LetterKind.CORRECTION, LetterKind.HEARING_NOTICE, LetterKind.DECISION,
    LetterKind.INVITATION, LetterKind.ADDRESS_CHANGED, LetterKind.PAPER_REFUSED,
    LetterKind.TERM_CHANGED, LetterKind.ARREARS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heard:
    """The chance to speak before a refusal; it `has_begun` once its notice has left.

    `until` is None before that, and where no approved calendar tells the last day yet.
    """

    text: str
    reasons: list[dict[str, str]]
    until: date | None
    has_begun: bool
    heard_on: date | None


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with its reasons; `appeal` and `term` of a refusal alone."""

    decision: Decision
    reasons: list[dict[str, str]]
    appeal: Appeal | None
    term: Term | None

    @property
    def is_refusal(self) -> bool:
        return self.term is not None

    @property
    def is_correction(self) -> bool:
        return self.decision.nature == Nature.CORRECTION

    @property
    def how(self) -> str:
        return self.appeal.how[language()] if self.appeal else ""

    @property
    def where(self) -> str:
        return self.appeal.where[language()] if self.appeal else ""


@dataclass(frozen=True, slots=True)
class Brought:
    """The latest appeal, and the decision it was against. `is_open`: it is being examined."""

    appeal: Appealed
    decided: Decided
    is_open: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """One application on one day, in the words of its status."""

    application: Application
    telling: Telling
    due: Due | None
    hearing: Heard | None
    decided: Decided | None
    appeal: Brought | None
    counts_from: date


def standing(application: Application, *, at: datetime) -> Standing:
    """Read where an application stands; at most thirteen queries."""
    status = Status(application.status)
    return Standing(
        application=application,
        telling=TELLINGS[status],
        due=due_of(application, day_in_kyiv(at)) if status in UNDECIDED else None,
        hearing=hearing_of(application) if status == Status.PROPOSED_REFUSAL else None,
        decided=decided(application),
        appeal=brought(application),
        counts_from=counts_from(application),
    )


def due_of(application: Application, on: date) -> Due:
    held = application.paused_on
    return due(application.due_on, on=on, calendar=approved_calendar(), paused_on=held)


def hearing_of(application: Application) -> Heard | None:
    hearings = Hearing.objects.select_related("proposal__determination")
    found = hearings.filter(proposal__application=application, proposal__state=State.OPEN).first()
    if found is None:
        return None
    notice = notice_of(found)
    return Heard(
        found.proposal.text,
        reasons(found.proposal, language()),
        day_to_speak(found, notice),
        has_left(notice),
        found.heard_on,
    )


def decided(application: Application) -> Decided | None:
    decision = in_force(application)
    if decision is None or application.status in UNDECIDED:
        return None
    return told_of(decision)


def told_of(decision: Decision) -> Decided:
    term = term_of_appeal(decision)
    appeal = appeal_on(day_in_kyiv(decision.at)) if term else None
    return Decided(decision, reasons(decision.proposal, language()), appeal, term)


def brought(application: Application) -> Brought | None:
    appeals = Appealed.objects.filter(application=application)
    last = appeals.select_related("decision__proposal__determination").order_by("-pk").first()
    if last is None:
        return None
    is_open = last.reopened and application.status in UNDECIDED
    return Brought(last, told_of(last.decision), is_open)


def letters_to_applicant(application: Application) -> QuerySet[Letter]:
    """Return the letters about an application, those to the staff aside, the latest first."""
    letters = Letter.objects.filter(about=subject_of(application.pk), kind__in=TO_APPLICANT)
    return letters.order_by("-created_at", "-pk")
