"""A new term: another lease that follows the present one without a gap or an overlap."""

from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.models import User
from applications.models import Application, Person
from audit.commitments import Facts
from audit.services import record
from deadlines.working_days import day_in_kyiv
from leases import letters
from leases.assigning import EXCLUDED, agree, locked_dwelling, write
from leases.civil_code import renewed_from
from leases.holding import lock_people, refuse_if_held
from leases.models import Lease, Resident
from leases.moves import about, locked, locked_application
from leases.prolonged import take_over_rents, tariff_kept
from leases.rechecking import keep, recheck
from leases.selectors import ending_of, present_residents, renewal_of, tenant_first
from leases.status import Status


class NotInForce(Exception):
    """Only a lease in force is renewed."""


class TooEarly(Exception):
    """A new term is drawn up from `earliest` on, so that the facts are those of its beginning."""

    def __init__(self, earliest: date) -> None:
        super().__init__(f"renewed from {earliest} on")
        self.earliest = earliest


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


def first_day_after(lease: Lease) -> date:
    """Return the first day of the new term."""
    return lease.ends_on + timedelta(days=1)


def renew(lease: Lease, *, months: int, by: User, at: datetime) -> Lease:
    """Draw up the lease of a new term, at the tariff of its first day, for those who live there.

    Once the term is over, a lease of a year or more goes on at the rent it has, and so does the new
    term (docs/decisions/0168).
    Raises NotInForce, TooEarly, AlreadyRenewed, EndRecorded, ResidentHasLease, HouseholdHasLease,
    LandlordIncomplete, TermTooShort, TermTooLong, NoTemplate, NoTariff and NoCoefficient; then
    nothing has changed.
    """
    try:
        with transaction.atomic():
            return draw_up(lease.pk, months, by, at)
    except EXCLUDED:
        refuse_if_renewed(Lease.objects.get(pk=lease.pk))
        raise


def draw_up(number: int, months: int, by: User, at: datetime) -> Lease:
    present = locked_to_renew(number)
    refuse_early(present, day_in_kyiv(at))
    dwelling = locked_dwelling(present.dwelling_id)
    application = locked_application(present.application_id)
    lock_people(application.pk)
    starts_on = first_day_after(present)
    refuse_if_held(application.pk, dwelling.pk, starts_on, present.pk)
    people = who_stays(application, present)
    kept = tariff_kept(present, day_in_kyiv(at))
    agreed = agree(application, people, dwelling, starts_on, months, kept=kept)
    renewal = write(agreed, present, by, at)
    take_over_rents(renewal, present)
    letters.queue_renewal(renewal, at=at)
    asked = keep(renewal, recheck(present, day_in_kyiv(at)), by=by, at=at)
    facts: Facts = {"renewal": renewal.pk, "determination": asked.sha256}
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


def refuse_early(lease: Lease, on: date) -> None:
    if on < (earliest := renewed_from(lease.ends_on, on)):
        raise TooEarly(earliest)


def refuse_if_renewed(lease: Lease) -> None:
    if renewal := renewal_of(lease):
        raise AlreadyRenewed(renewal.number)


def who_stays(application: Application, lease: Lease) -> list[Person | Resident]:
    """Return who lives there: the tenant as the application knows them, and the others."""
    tenant, *_others = tenant_first(application)
    others = (each for each in present_residents(lease) if each.relationship != "applicant")
    return [tenant, *others]
