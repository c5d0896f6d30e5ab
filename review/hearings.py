"""Nobody is refused unheard (law 2073-IX, art. 17): the notice, the days to speak, the record."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from applications.models import Application
from applications.services import move
from applications.status import Status
from audit.commitments import Committed, Facts
from audit.services import record
from deadlines.calendars import approved_calendar
from deadlines.working_days import day_in_kyiv, due_on
from outbox import services as outbox
from outbox import state as letter
from review import letters
from review.assigning import require_own
from review.awaiting import NoOpenProposal
from review.evidence import ReasonMissing
from review.lock import locked, subject_of, touch
from review.models import Hearing, Kind, Proposal, State
from review.notices import last_day, notice_of


class NotHeard(Exception):
    """The applicant was not heard yet, and may speak until the end of `hear_by`."""

    def __init__(self, hearing: Hearing, hear_by: date) -> None:
        super().__init__(f"hearing {hearing.pk} is open")
        self.hear_by = hear_by


class NoticeNotSent(Exception):
    """The notice has not left; `state` is where its letter stands, if there is one."""

    def __init__(self, state: letter.State | None) -> None:
        super().__init__(f"the notice of the hearing is {state}")
        self.state = state


class AlreadyHeard(Exception):
    """What the applicant said is recorded, and stays."""


class HearingDayRefused(Exception):
    """A hearing lies between the notice and today."""


def open_hearing(proposal: Proposal, row: Application, *, by: User, at: datetime) -> Hearing:
    """Give the applicant the working days of the setting to speak (docs/decisions/0030)."""
    move(row, Status.PROPOSED_REFUSAL, by=by, reason=proposal.text, at=at)
    last = due_on(day_in_kyiv(at), days=settings.HEARING_WORKING_DAYS, calendar=approved_calendar())
    hearing = Hearing.objects.create(proposal=proposal, notice_at=at, hear_by=last)
    letters.queue_hearing_notice(hearing, at=at)
    return hearing


@transaction.atomic
def record_hearing(
    application: int,
    statement: str,
    *,
    heard_on: date,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Hearing:
    """Keep what the applicant said before a refusal, and on which day.

    Where they came before the notice left, it no longer goes (docs/decisions/0085). Raises
    NoOpenProposal, NotYours, ReasonMissing for an empty statement, AlreadyHeard, HearingDayRefused
    and VersionConflict.
    """
    row = locked(application, version=version)
    hearing = Hearing.objects.filter(proposal__application=row, proposal__state=State.OPEN).first()
    if hearing is None:
        raise NoOpenProposal
    require_own(row, by)
    if hearing.heard_on is not None:
        raise AlreadyHeard
    if not statement.strip():
        raise ReasonMissing
    if not day_in_kyiv(hearing.notice_at) <= heard_on <= day_in_kyiv(at):
        raise HearingDayRefused
    hearing.heard_on, hearing.statement = heard_on, statement.strip()
    hearing.save(update_fields=["heard_on", "statement"])
    touch(row)
    facts: Facts = {
        "proposal": hearing.proposal_id,
        "heard_on": heard_on.isoformat(),
        "notice_withheld": withhold_notice(hearing),
        "statement": Committed(hearing.statement),
    }
    record("hearing.recorded", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return hearing


def withhold_notice(hearing: Hearing) -> bool:
    """Keep a notice from leaving after the hearing it announces; tell whether it was in time."""
    notice = notice_of(hearing)
    note = gettext("The applicant was heard before the notice left.")
    return notice is not None and outbox.withhold(notice, note=note)


def require_heard(proposal: Proposal, at: datetime) -> None:
    """Nobody is refused unheard (law 2073-IX, art. 17), unless the days to speak have passed.

    Raises NoticeNotSent while they have not begun, NotHeard, and BeyondCalendar where no calendar
    tells when they have passed.
    """
    if proposal.kind != Kind.REFUSE:
        return
    hearing = Hearing.objects.get(proposal=proposal)
    if hearing.heard_on is not None:
        return
    notice = notice_of(hearing)
    hear_by = last_day(hearing, notice)
    if hear_by is None:
        raise NoticeNotSent(letter.State(notice.state) if notice else None)
    if day_in_kyiv(at) <= hear_by:
        raise NotHeard(hearing, hear_by)
