"""Drawing up a lease: one dwelling for one household, at the tariff of its first day."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, OperationalError, transaction

from accounts.models import User
from applications.models import Application, Person
from applications.status import Status as ApplicationStatus
from audit.services import record
from deadlines.working_days import day_in_kyiv
from housing.models import Dwelling
from leases import printing
from leases.holding import lock_people, refuse_if_held
from leases.models import Lease, Resident
from leases.moves import NotApproved, about, locked_application
from leases.rents import add_rent
from leases.selectors import approved_on, tenant_first
from leases.snapshot import Agreed, snapshot
from leases.term import check_start, last_day
from rent.formula import monthly_rent, plain
from rent.models import TariffRow
from rent.tariffs import tariff_on
from review.closing import require_not_to_be_closed

# Of two that exclude each other, PostgreSQL refuses one, or ends it when both wait for the other.
EXCLUDED = (IntegrityError, OperationalError)


class NotCommissioned(Exception):
    """Nobody may live in the dwelling yet."""


def assign(
    application: Application,
    dwelling: Dwelling,
    *,
    starts_on: date,
    months: int,
    by: User,
    at: datetime,
) -> Lease:
    """Draw up a lease of the dwelling for the household, with the tariff in force on its first day.

    From now on both are held. Raises NotApproved, ClosingOpen, HouseholdHasLease, ResidentHasLease,
    NotCommissioned, DwellingTaken, LetUntil, StartRefused, TermTooShort, TermTooLong, NoTemplate,
    NoTariff, NoCoefficient and LandlordIncomplete; then nothing has changed.
    """
    try:
        with transaction.atomic():
            return draw_up(application.pk, dwelling.pk, starts_on, months, by, at)
    except EXCLUDED:
        refuse_if_held(application.pk, dwelling.pk, starts_on)
        raise


def draw_up(
    application_id: int,
    dwelling_id: int,
    starts_on: date,
    months: int,
    by: User,
    at: datetime,
) -> Lease:
    dwelling = locked_dwelling(dwelling_id)
    application = locked_application(application_id)
    lock_people(application.pk)
    refuse_if_held(application.pk, dwelling.pk, starts_on)
    if application.status != ApplicationStatus.APPROVED:
        raise NotApproved
    require_not_to_be_closed(application.pk)
    if not dwelling.is_commissioned:
        raise NotCommissioned
    check_start(starts_on, approved_on=approved_on(application), today=day_in_kyiv(at))
    people = tenant_first(application)
    return write(agree(application, people, dwelling, starts_on, months), None, by, at)


def locked_dwelling(number: int) -> Dwelling:
    dwellings = Dwelling.objects.select_related("building__site")
    return dwellings.select_for_update(of=("self",)).get(pk=number)


def agree(
    application: Application,
    people: Sequence[Person | Resident],
    dwelling: Dwelling,
    starts_on: date,
    months: int,
    *,
    kept: TariffRow | None = None,
) -> Agreed:
    """Return what is agreed on, at the tariff of the first day or at the one that is `kept`."""
    tariff = kept or tariff_on(starts_on)
    return Agreed(
        number=f"{application.number}/{application.leases.count() + 1}",
        application=application,
        people=people,
        dwelling=dwelling,
        tariff=tariff,
        statement=monthly_rent(dwelling.total_area, dwelling.rooms, tariff.tariff()),
        starts_on=starts_on,
        ends_on=last_day(starts_on, months),
        months=months,
    )


def write(agreed: Agreed, follows: Lease | None, by: User, at: datetime) -> Lease:
    template = printing.current_template(agreed.dwelling.building.site.programme)
    lease = Lease.objects.create(
        number=agreed.number,
        application=agreed.application,
        dwelling=agreed.dwelling,
        tariff=agreed.tariff,
        template=template,
        template_sha256=printing.template_sha256(template),
        starts_on=agreed.starts_on,
        ends_on=agreed.ends_on,
        term_months=agreed.months,
        monthly_rent=agreed.statement.total,
        exact_rent=plain(agreed.statement.exact),
        tenant_number_index=agreed.people[0].taxpayer_index,
        tenant_document_index=agreed.people[0].identity_index,
        data=snapshot(agreed),
        follows=follows,
        made_by=by,
        made_at=at,
    )
    write_residents(lease, agreed)
    add_rent(lease, agreed.tariff, agreed.statement, from_day=agreed.starts_on)
    lease.changes.create(to_status=lease.status, by=by, at=at)
    record("lease.assigned", subject=about(lease), by=by, at=at, facts=pinned(lease))
    return lease


def write_residents(lease: Lease, agreed: Agreed) -> None:
    Resident.objects.bulk_create(
        Resident(
            lease=lease,
            position=position,
            name=person.name,
            birth_date=person.birth_date,
            relationship=person.relationship,
            taxpayer_index=person.taxpayer_index,
            identity_index=person.identity_index,
            unzr_index=person.unzr_index,
        )
        for position, person in enumerate(agreed.people, start=1)
    )


def pinned(lease: Lease) -> dict[str, str | int | bool | None]:
    return {
        "application": lease.application_id,
        "dwelling": lease.dwelling_id,
        "tariff": lease.tariff_id,
        "template": lease.template,
        "template_sha256": lease.template_sha256,
        "monthly_rent": str(lease.monthly_rent),
        "follows": lease.follows_id,
        "starts_on": lease.starts_on.isoformat(),
        "ends_on": lease.ends_on.isoformat(),
    }
