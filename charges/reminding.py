"""Reminding tenants of rent that is overdue; the steps are dated data (docs/decisions/0121)."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from audit.services import record
from charges.accounts import Standing, standing, with_balances
from charges.letters import queue_arrears
from charges.renewed import carried
from charges.sums import NOTHING
from charges.terms import Terms, terms_on
from leases.causes import Cause
from leases.models import Lease
from leases.selectors import ending_of
from outbox.models import Letter

logger = logging.getLogger(__name__)

JOB = "remind_of_arrears"


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder of what is overdue on one lease; `key` makes it be sent once."""

    lease: Lease
    standing: Standing
    key: str


@transaction.atomic
def remind_of_arrears(*, on: date, at: datetime) -> int:
    """Queue what is due on a day and was not queued before; return how many letters.

    Each step once for what is overdue since one day; nothing once it is paid. Run as often as you
    like: a step that was missed is made up for by the latest alone. A lease that fails is logged by
    its id and keeps no other back.
    """
    due = {each.key: each for each in reminders(on, terms_on(on))}
    known = set(Letter.objects.filter(dedupe_key__in=due).values_list("dedupe_key", flat=True))
    fresh = [each for key, each in due.items() if key not in known]
    letters = sum(is_queued(each, at) for each in fresh)
    if letters:
        facts = {"letters": letters}
        record("tenants.reminded", subject=f"job:{JOB}", by=None, at=at, facts=facts)
    return letters


def is_queued(reminder: Reminder, at: datetime) -> bool:
    try:
        with transaction.atomic():
            queue_arrears(reminder.lease, reminder.standing, reminder.key, at=at)
    except Exception:  # whatever is wrong with one lease, the others are written to
        logger.exception("nobody was reminded of what lease %d owes", reminder.lease.pk)
        return False
    return True


def reminders(on: date, terms: Terms) -> Iterator[Reminder]:
    """Yield who is to be written to; nobody where the lease ended by death.

    What is paid ahead on another lease of the chain is not owed; each kopeck of it counts once.
    """
    counted = carried()
    late = with_balances(on).filter(overdue__gte=terms.remind_from).order_by("pk")
    for lease in late.select_related("application").prefetch_related("postings", "endings"):
        ending = ending_of(lease)
        if ending is not None and ending.cause == Cause.DEATH:
            continue
        found = standing(lease.postings.all(), on, counted.get(lease.pk, NOTHING))
        if found.overdue < terms.remind_from:
            continue
        passed = [step for step in terms.remind_after if step <= found.days_late(on)]
        if passed:
            key = f"arrears:lease:{lease.pk}:{found.since}:{max(passed)}"
            yield Reminder(lease, found, key)
