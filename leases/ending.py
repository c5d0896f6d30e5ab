"""How a lease ends: what each cause needs, the end recorded ahead, and the end itself."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from audit.commitments import Committed, Facts
from audit.services import record
from deadlines.working_days import day_in_kyiv
from leases import letters
from leases.causes import PROVEN, WITHOUT_PAPER, Cause
from leases.civil_code import refuses_by, tenant_notice_months
from leases.models import Ending, Lease, Scan, Scanned
from leases.moves import about, check, locked, move
from leases.selectors import ending_of, proving_scans, renewal_of, returned_on
from leases.status import Status
from leases.term import is_short, months_after

TERM_IS_OVER = "Строк договору закінчився."


class EndRefused(Exception):
    """The last day lies between `earliest` and `latest`, by this cause."""

    def __init__(self, earliest: date, latest: date) -> None:
        super().__init__(f"a lease ends between {earliest} and {latest}")
        self.earliest, self.latest = earliest, latest


class PaperMissing(Exception):
    """This cause rests on a paper: which, and of which day."""


class EndUnproven(Exception):
    """The paper this cause rests on is attached to this lease and checked."""


class NoticeTooLate(Exception):
    """The landlord refuses a new term by `latest`; later it is renewed (Civil Code, art. 822)."""

    def __init__(self, latest: date) -> None:
        super().__init__(f"notice by {latest}")
        self.latest = latest


class LivesWithOthers(Exception):
    """Others live there: the lease goes on with them (Civil Code, art. 824)."""


class RenewalStands(Exception):
    """The lease is renewed by `number`: that one is cancelled or ended first."""

    def __init__(self, number: str) -> None:
        super().__init__(f"renewed by {number}")
        self.number = number


class NoEndRecorded(Exception):
    """There is no recorded end to take back."""


class ReturnSigned(Exception):
    """The dwelling was returned by a signed act: no lease goes on without its dwelling."""


@dataclass(frozen=True, slots=True)
class Ends:
    """That a lease ends: why, on which last day, on which paper of which day, and in words.

    `proof` is that paper as it is attached to the lease.
    """

    cause: Cause
    last_day: date
    paper: str
    paper_on: date | None
    reason: str
    proof: Scan | None = None


@transaction.atomic
def end(
    lease: Lease,
    *,
    cause: str,
    ended_on: date,
    reason: str,
    paper: str = "",
    paper_on: date | None = None,
    proof: Scan | None = None,
    by: User,
    at: datetime,
) -> Lease:
    """Record that a signed lease ends; on or after its last day it has ended and frees both.

    A last day ahead is recorded, told to the tenant, and kept until it comes. Raises MoveRefused,
    EndRefused, PaperMissing, EndUnproven, NoticeTooLate, LivesWithOthers and RenewalStands.
    """
    lease = locked(lease.pk)
    check(lease, Status.ENDED)
    ends = Ends(Cause(cause), ended_on, paper.strip(), paper_on, reason, proof)
    refuse_unfounded(lease, ends, day_in_kyiv(at))
    row = write(lease, ends, by, at)
    if ends.cause is not Cause.DEATH:
        letters.queue_end(lease, row, at=at)
    if ended_on <= day_in_kyiv(at):
        finish(lease, ends, by=by, at=at)
    else:
        facts: Facts = {"cause": ends.cause, "last_day": ended_on.isoformat()}
        facts = {**facts, "paper": Committed(ends.paper), "reason": Committed(reason)}
        record("lease.end_recorded", subject=about(lease), by=by, at=at, facts=facts)
    return lease


def write(lease: Lease, ends: Ends, by: User | None, at: datetime) -> Ending:
    return lease.endings.create(
        cause=ends.cause,
        last_day=ends.last_day,
        paper=ends.paper,
        paper_on=ends.paper_on,
        proof=ends.proof,
        reason=ends.reason,
        by=by,
        at=at,
    )


def finish(lease: Lease, ends: Ends, *, by: User | None, at: datetime) -> None:
    """Move a locked lease to its end."""
    lease.ended_on = ends.last_day
    move(lease, Status.ENDED, "ended_on", by=by, reason=ends.reason, at=at)
    facts: Facts = {
        "cause": ends.cause,
        "ended_on": ends.last_day.isoformat(),
        "paper": Committed(ends.paper),
        "reason": Committed(ends.reason),
    }
    record("lease.ended", subject=about(lease), by=by, at=at, facts=facts)


@transaction.atomic
def carry_on(lease: Lease, *, reason: str, by: User, at: datetime) -> Lease:
    """Take back an end that was recorded and has not come; tell whoever was told of it.

    Raises MoveRefused, NoEndRecorded and ReturnSigned.
    """
    lease = locked(lease.pk)
    check(lease, Status.ENDED)
    if (ending := ending_of(lease)) is None:
        raise NoEndRecorded
    if returned_on(lease):
        raise ReturnSigned
    row = lease.endings.create(cause=Cause.CARRIES_ON, reason=reason, by=by, at=at)
    letters.queue_goes_on(lease, ending, row, at=at)
    facts: Facts = {"reason": Committed(reason)}
    record("lease.carries_on", subject=about(lease), by=by, at=at, facts=facts)
    return lease


# What each cause needs (docs/decisions/0108) ------------------------------------------------------


def refuse_unfounded(lease: Lease, ends: Ends, today: date) -> None:
    """Raise what keeps the lease from ending so."""
    needs_paper = ends.cause not in WITHOUT_PAPER or not is_short(lease.term_months)
    if needs_paper and not (ends.paper and ends.paper_on):
        raise PaperMissing
    earliest, latest = bounds(lease, ends, today)
    if not earliest <= ends.last_day <= latest:
        raise EndRefused(earliest, latest)
    if ends.cause is Cause.DEATH and lease.residents.on(ends.last_day).count() > 1:
        raise LivesWithOthers
    renewal = renewal_of(lease)
    if renewal and ends.last_day != lease.ends_on:
        raise RenewalStands(renewal.number)
    refuse_unproven(lease, ends)


def refuse_unproven(lease: Lease, ends: Ends) -> None:
    """No family loses its home by the name of a paper that nobody has seen."""
    if ends.cause not in PROVEN:
        return
    proofs = proving_scans(lease, Scanned.ENDING)
    if ends.proof is None or not proofs.filter(pk=ends.proof.pk).exists():
        raise EndUnproven


def bounds(lease: Lease, ends: Ends, today: date) -> tuple[date, date]:
    """Return the earliest and the latest last day this cause allows. Raises NoticeTooLate."""
    if ends.cause is Cause.TERM:
        refuse_late_notice(lease, ends)
        return lease.ends_on, lease.ends_on
    signed_on = lease.signed_on or lease.starts_on
    earliest = max(signed_on, ends.paper_on or signed_on)
    if ends.cause is Cause.NOTICE and ends.paper_on:
        earliest = max(signed_on, months_after(ends.paper_on, tenant_notice_months(ends.paper_on)))
    return earliest, max(lease.ends_on, today, earliest)


def refuse_late_notice(lease: Lease, ends: Ends) -> None:
    if ends.paper_on is None or is_short(lease.term_months):
        return
    latest = refuses_by(lease.ends_on)
    if ends.paper_on > latest:
        raise NoticeTooLate(latest)
