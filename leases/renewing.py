"""A new term: another lease that follows the present one without a gap or an overlap."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.models import User
from applications.models import Application, Person
from audit.commitments import Facts
from audit.services import record
from leases import letters
from leases.assigning import EXCLUDED, agree, locked_dwelling, write
from leases.holding import lock_people, refuse_if_held
from leases.models import Lease, Resident
from leases.moves import about, locked, locked_application
from leases.selectors import ending_of, present_residents, renewal_of, tenant_first
from leases.status import Status
from review.determining import Determined, verified_determination


class NotInForce(Exception):
    """Only a lease in force is renewed."""


class AlreadyRenewed(Exception):
    """The lease is renewed already, by `number`."""

    def __init__(self, number: str) -> None:
        super().__init__(f"renewed by {number}")
        self.number = number


class EndRecorded(Exception):
    """The end of the lease is recorded, on `last_day`: it is taken back first."""

    def __init__(self, last_day: date | None) -> None:
        super().__init__(f"ends on {last_day}")
        self.last_day = last_day


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What is asked again before a new term; it informs, a person decides.

    `joined` and `left` are names: who lives there now and stood in no application, and who stood
    there and has left since.
    """

    determined: Determined
    joined: list[str]
    left: list[str]

    @property
    def outcome(self) -> str:
        return str(self.determined.determination.outcome)


def recheck(lease: Lease) -> Rechecked:
    """Apply the rules in force today to the proven facts, and compare who lives there."""
    residents = list(lease.residents.order_by("position"))
    return Rechecked(
        determined=verified_determination(lease.application),
        joined=[each.name for each in residents if each.from_on and not each.left_by_id],
        left=[each.name for each in residents if each.left_by_id],
    )


def first_day_after(lease: Lease) -> date:
    """Return the first day of the new term."""
    return lease.ends_on + timedelta(days=1)


def renew(lease: Lease, *, months: int, by: User, at: datetime) -> Lease:
    """Draw up the lease of a new term, at the tariff of its first day, for those who live there.

    Raises NotInForce, AlreadyRenewed, EndRecorded, ResidentHasLease, HouseholdHasLease,
    TermTooShort, TermTooLong, NoTemplate, NoTariff and NoCoefficient; then nothing has changed.
    """
    try:
        with transaction.atomic():
            return draw_up(lease.pk, months, by, at)
    except EXCLUDED:
        refuse_if_renewed(Lease.objects.get(pk=lease.pk))
        raise


def draw_up(number: int, months: int, by: User, at: datetime) -> Lease:
    present = locked_to_renew(number)
    dwelling = locked_dwelling(present.dwelling_id)
    application = locked_application(present.application_id)
    lock_people(application.pk)
    starts_on = first_day_after(present)
    refuse_if_held(application.pk, dwelling.pk, starts_on, present.pk)
    people = who_stays(application, present)
    renewal = write(agree(application, people, dwelling, starts_on, months), present, by, at)
    letters.queue_renewal(renewal, at=at)
    facts: Facts = {"renewal": renewal.pk, "determination": recheck(present).determined.sha256}
    record("lease.renewed", subject=about(present), by=by, at=at, facts=facts)
    return renewal


def locked_to_renew(number: int) -> Lease:
    """Lock a lease that may be renewed. Raises NotInForce, AlreadyRenewed and EndRecorded."""
    lease = locked(number)
    if lease.status != Status.ACTIVE:
        raise NotInForce
    refuse_if_renewed(lease)
    if recorded := ending_of(lease):
        raise EndRecorded(recorded.last_day)
    return lease


def refuse_if_renewed(lease: Lease) -> None:
    if renewal := renewal_of(lease):
        raise AlreadyRenewed(renewal.number)


def who_stays(application: Application, lease: Lease) -> list[Person | Resident]:
    """Return who lives there: the tenant as the application knows them, and the others."""
    tenant, *_others = tenant_first(application)
    others = (each for each in present_residents(lease) if each.relationship != "applicant")
    return [tenant, *others]
