"""What the clock does with leases: they begin on their first day and end after their last.

Run as often as you like, and late: each lease is locked, asked once more, and moved once.
"""

import logging
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from audit.services import record
from deadlines.working_days import day_in_kyiv
from leases import letters
from leases.causes import Cause
from leases.ending import TERM_IS_OVER, Ends, finish, write
from leases.models import Ending, Lease
from leases.moves import about, locked, move
from leases.selectors import ending_of, is_renewed, may_begin, may_end
from leases.status import IN_LIFE, Status
from leases.term import is_short

logger = logging.getLogger(__name__)


def turn(*, at: datetime) -> int:
    """End the leases whose last day is past and begin those whose first has come; count them.

    One transaction each; one that fails is logged by its id and keeps no other back.
    """
    on = day_in_kyiv(at)
    moved = each_moved(may_end(on), on, at) + each_moved(may_begin(on), on, at)
    if moved:
        logger.info("leases moved by the clock: %d", moved)
    return moved


def each_moved(leases: Iterable[int], on: date, at: datetime) -> int:
    moved = 0
    for number in leases:
        try:
            moved += turned(number, on, at)
        except Exception:  # whatever is wrong with one lease, the others have their day
            logger.exception("lease %d was not moved by the clock", number)
    return moved


@transaction.atomic
def turned(number: int, on: date, at: datetime) -> bool:
    """End or begin one lease if its day has come; tell whether it was moved."""
    lease = locked(number)
    return end_if_over(lease, on, at) or begin_if_come(lease, on, at)


def begin_if_come(lease: Lease, on: date, at: datetime) -> bool:
    """Bring a locked signed lease into force on its first day; the one it renews ends with that."""
    if lease.status != Status.SIGNED or lease.starts_on > on:
        return False
    if lease.follows_id:
        end_if_over(locked(lease.follows_id), on, at)
    move(lease, Status.ACTIVE, by=None, at=at)
    facts = {"starts_on": lease.starts_on.isoformat()}
    record("lease.began", subject=about(lease), by=None, at=at, facts=facts)
    return True


def end_if_over(lease: Lease, on: date, at: datetime) -> bool:
    """End a locked lease whose last day is past, unless the law waits for a person."""
    if lease.status not in IN_LIFE:
        return False
    recorded = ending_of(lease)
    ends = as_recorded(recorded, lease) if recorded else by_term(lease)
    if ends is None or ends.last_day >= on:
        return False
    if recorded is None:
        row = write(lease, ends, None, at)
        if not is_renewed(lease):
            letters.queue_end(lease, row, at=at)
    finish(lease, ends, by=None, at=at)
    return True


def as_recorded(row: Ending, lease: Lease) -> Ends:
    last_day = row.last_day or lease.ends_on
    return Ends(Cause(row.cause), last_day, row.paper, row.paper_on, row.reason)


def by_term(lease: Lease) -> Ends | None:
    ends = Ends(Cause.TERM, lease.ends_on, "", None, TERM_IS_OVER)
    return ends if ends_by_itself(lease) else None


def ends_by_itself(lease: Lease) -> bool:
    """Tell whether the end of the term ends the lease without anybody's word.

    So it is with a short-term lease (Civil Code, art. 821, part 2), and where both have signed the
    renewal. Any other is renewed by law when nobody says otherwise (art. 822), so a person says.
    """
    return is_short(lease.term_months) or is_renewed(lease)
