"""Before the end of a term, by dated steps: the tenant and the clerks are told, each step once."""

import logging
from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from audit.services import record
from deadlines.working_days import day_in_kyiv
from leases import letters
from leases.civil_code import remind_days
from leases.moves import about, locked
from leases.selectors import ending_of, ending_within, is_renewed, unsigned_renewal

logger = logging.getLogger(__name__)


def remind(*, at: datetime) -> int:
    """Queue the reminders that are due and were not queued before; return how many leases.

    Only the nearest step that has come: a sweep that was missed sends none that is past. A lease
    whose renewal is signed, or whose end is recorded, needs none. One transaction a lease; one that
    fails is logged by its id and keeps no other back.
    """
    on = day_in_kyiv(at)
    return sum(attempted(number, step, on, at) for number, step in due(on))


def attempted(number: int, step: int, on: date, at: datetime) -> bool:
    try:
        return reminded(number, step, on, at)
    except Exception:  # whatever is wrong with one lease, the others are told in time
        logger.exception("nobody was reminded of the end of lease %d", number)
        return False


def due(on: date) -> Iterator[tuple[int, int]]:
    """Yield the leases whose term ends soon, each with its nearest step in days."""
    steps = remind_days(on)
    for lease in ending_within(max(steps), on).order_by("ends_on", "pk"):
        left = (lease.ends_on - on).days
        yield lease.pk, min(step for step in steps if left <= step)


@transaction.atomic
def reminded(number: int, step: int, on: date, at: datetime) -> bool:
    lease = locked(number)
    if is_renewed(lease) or ending_of(lease):
        return False
    renewal = unsigned_renewal(lease)
    if not letters.queue_ending(lease, step, renewal, on=on, at=at):
        return False
    for reader in clerks():
        letters.queue_for_clerk(lease, reader, step, renewal, on=on, at=at)
    record("lease.reminded", subject=about(lease), by=None, at=at, facts={"days": step})
    return True


def clerks() -> Iterator[User]:
    users = User.objects.filter(is_active=True, groups__name=Role.LEASE_CLERK).exclude(email="")
    return iter(users.order_by("pk"))
