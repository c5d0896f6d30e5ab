"""What every act on a lease does: lock it, check the move, save it, add to its history."""

from datetime import datetime

from accounts.models import User
from applications.models import Application
from leases.models import Lease
from leases.status import MOVES, Status


class MoveRefused(Exception):
    """The lease cannot move from its present status to the one asked for."""

    def __init__(self, present: Status, to: Status) -> None:
        super().__init__(f"no move from {present} to {to}")
        self.present, self.to = present, to


class NotApproved(Exception):
    """Only an approved application leads to a lease."""


class DayRefused(Exception):
    """A lease is signed or ended on a day between its last act and today."""


def locked(number: int) -> Lease:
    return Lease.objects.select_for_update(of=("self",)).get(pk=number)


def check(lease: Lease, to: Status) -> None:
    present = Status(lease.status)
    if to not in MOVES[present]:
        raise MoveRefused(present, to)


def move(
    lease: Lease, to: Status, *changed: str, by: User | None, reason: str = "", at: datetime
) -> None:
    """Save the new status with what else changed, and add to the history of a locked lease.

    Nobody (`by`) is the clock.
    """
    present, lease.status = lease.status, to
    lease.save(update_fields=["status", *changed])
    lease.changes.create(from_status=present, to_status=to, by=by, reason=reason, at=at)


def locked_application(number: int) -> Application:
    return Application.objects.select_for_update(of=("self",)).get(pk=number)


def about(lease: Lease) -> str:
    return f"lease:{lease.pk}"
