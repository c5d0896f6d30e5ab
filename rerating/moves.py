"""What the acts on a re-rating are refused by, and how they lock it."""

from datetime import date

from accounts.models import User
from rerating.models import RentChange, Rerating


class TooSoon(Exception):
    """The households could not be told in time; `earliest` is the first day possible now."""

    def __init__(self, earliest: date) -> None:
        super().__init__(f"not before {earliest}")
        self.earliest = earliest


class NothingToChange(Exception):
    """No lease would get a new rent."""


class OpenAlready(Exception):
    """A re-rating to this tariff is prepared or approved and has leases to go on with: `number`."""

    def __init__(self, number: int) -> None:
        super().__init__(f"re-rating {number} is open")
        self.number = number


class NotWaiting(Exception):
    """The re-rating was approved or set aside already."""


class NotOpen(Exception):
    """The re-rating was applied or set aside already."""


class NotApproved(Exception):
    """No notice went out yet, so there is nothing to object to."""


class SamePreparer(Exception):
    """Whoever prepared a re-rating may not approve it."""


class Settled(Exception):
    """The lease has its new rent already, or was left out."""


class DayRefused(Exception):
    """An objection is made between the approval and today."""


class AnsweredAlready(Exception):
    """Somebody has answered the objection."""


class TextMissing(Exception):
    """An objection says who objects and what; leaving a lease out has a reason."""


def locked(number: int) -> Rerating:
    """Return a re-rating, locked until the transaction ends. Raises Rerating.DoesNotExist."""
    return Rerating.objects.select_for_update(of=("self",)).get(pk=number)


def pending(rerating: Rerating) -> list[RentChange]:
    """Return the leases that wait for their new rent, in the order of their ids."""
    rows = rerating.changes.filter(left_out="", after__isnull=True)
    return list(rows.select_related("before", "lease__application").order_by("lease_id"))


def subject_of(rerating: int) -> str:
    return f"rerating:{rerating}"


def require_another(rerating: Rerating, by: User) -> None:
    if rerating.prepared_by_id == by.pk:
        raise SamePreparer
