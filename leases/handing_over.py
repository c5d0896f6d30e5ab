"""Under which lease, when and by whom the hand-over and the return of a dwelling are recorded."""

from datetime import date

from leases.civil_code import act_alone_days
from leases.models import Lease, Paper, PaperKind, Scan, Scanned
from leases.moves import MoveRefused
from leases.selectors import (
    acceptance_elsewhere,
    acceptance_of,
    ending_of,
    proving_scans,
    renewal_of,
    returned_on,
    stays_until,
)
from leases.status import IN_LIFE, Status
from leases.term import is_short

# Kind → the statuses of a lease whose dwelling is handed over or returned.
POSSIBLE = {
    PaperKind.ACCEPTANCE: IN_LIFE,
    PaperKind.RETURN: frozenset({Status.ACTIVE, Status.ENDED}),
}


class HandedOverUnder(Exception):
    """The dwelling was handed over under lease `number`, which this one renews or which follows."""

    def __init__(self, number: str) -> None:
        super().__init__(f"handed over under {number}")
        self.number = number


class ReturnedUnder(Exception):
    """The lease is renewed by `number`: the dwelling is returned under that one."""

    def __init__(self, number: str) -> None:
        super().__init__(f"returned under {number}")
        self.number = number


class EndFirst(Exception):
    """A dwelling is returned because its lease ends: the end is recorded first."""


class OutOfOrder(Exception):
    """The day of the hand-over lies after the day of the return."""


class ActUnproven(Exception):
    """The scan of the signed act is attached to this lease and checked."""


class SignedByAnother(Exception):
    """The act takes back more days of rent than one person may: another records its signing."""


def refuse_act(lease: Lease, kind: PaperKind) -> None:
    """Raise MoveRefused, HandedOverUnder or ReturnedUnder where no such act is drawn up."""
    if lease.status not in POSSIBLE[kind]:
        raise MoveRefused(Status(lease.status), Status(lease.status))
    refuse_elsewhere(lease, kind)


def refuse_elsewhere(lease: Lease, kind: PaperKind) -> None:
    """Raise HandedOverUnder or ReturnedUnder where the act belongs to another lease."""
    if kind is PaperKind.ACCEPTANCE and (act := acceptance_elsewhere(lease)):
        raise HandedOverUnder(act.lease.number)
    if kind is PaperKind.RETURN and (renewal := renewal_of(lease)):
        raise ReturnedUnder(renewal.number)


# What the signing of an act needs (docs/decisions/0167) -------------------------------------------


def refuse_signing(paper: Paper, proof: Scan | None, by: int, today: date) -> None:
    """Raise what keeps an act of a locked lease from being recorded as signed.

    That is HandedOverUnder, ReturnedUnder, OutOfOrder, EndFirst, ActUnproven or SignedByAnother.
    """
    lease, kind = paper.lease, PaperKind(paper.kind)
    refuse_elsewhere(lease, kind)
    refuse_out_of_order(paper)
    if kind is PaperKind.RETURN and not ends(lease, today):
        raise EndFirst
    proofs = proving_scans(lease, Scanned(paper.kind))
    if proof is None or not proofs.filter(pk=proof.pk).exists():
        raise ActUnproven
    if by == paper.made_by_id and takes_back(paper, today):
        raise SignedByAnother


def refuse_out_of_order(paper: Paper) -> None:
    if paper.kind == PaperKind.RETURN:
        accepted, returned = acceptance_of(paper.lease), paper.on
        handed_over = accepted.on if accepted else paper.on
    else:
        handed_over, returned = paper.on, returned_on(paper.lease) or paper.on
    if returned < handed_over:
        raise OutOfOrder


def ends(lease: Lease, today: date) -> bool:
    """Tell whether a lease has ended, ends by what is recorded, or by itself today."""
    by_itself = is_short(lease.term_months) and lease.ends_on <= today
    return lease.status == Status.ENDED or ending_of(lease) is not None or by_itself


def takes_back(paper: Paper, today: date) -> bool:
    """Tell whether an act takes off an account more days that are past than one person may.

    Those are the days of the lease before the hand-over, or after the return.
    """
    lease = paper.lease
    if paper.kind == PaperKind.ACCEPTANCE:
        days = (paper.on - lease.starts_on).days
    elif paper.kind == PaperKind.RETURN:
        days = (min(today, stays_until(lease, today)) - paper.on).days
    else:
        days = 0
    return days > act_alone_days(today)
