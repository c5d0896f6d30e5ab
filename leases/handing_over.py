"""Under which of the leases that renew one another a dwelling is handed over, and returned."""

from leases.models import Lease, PaperKind
from leases.moves import MoveRefused
from leases.selectors import acceptance_elsewhere, renewal_of
from leases.status import IN_LIFE, Status

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
