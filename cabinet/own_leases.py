"""The leases of an application, as its applicant sees them: from the day they are issued."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.http import Http404

from applications.models import Application
from charges.accounts import Standing, standing
from charges.renewed import carried
from charges.shown import hryvnias
from charges.sums import NOTHING
from deadlines.working_days import day_in_kyiv
from leases.models import Lease
from leases.rents import rent_on
from leases.status import Status

HIDDEN = (Status.DRAFT, Status.CANCELLED)  # not agreed on yet, or never


@dataclass(frozen=True, slots=True)
class Told:
    """A lease with its account on a day; amounts in the language of the page, UAH."""

    lease: Lease
    standing: Standing
    rent: str
    balance: str
    overdue: str
    late: list[tuple[str, date]]
    ahead: str
    carried: str

    @property
    def has_account(self) -> bool:
        return self.lease.signed_on is not None


def own_leases(application: Application) -> QuerySet[Lease]:
    """Return the leases the applicant sees, the latest first."""
    return application.leases.exclude(status__in=HIDDEN).order_by("-made_at", "-pk")


def own_lease(application: Application, pk: int) -> Lease:
    """Return one of them. Raises Http404."""
    lease = own_leases(application).filter(pk=pk).first()
    if lease is None:
        raise Http404
    return lease


def told(lease: Lease, *, at: datetime) -> Told:
    """Return a lease with its account today. Five queries at most."""
    on = day_in_kyiv(at)
    counted = carried(lease.application_id).get(lease.pk, NOTHING)
    found = standing(lease.postings.all(), on, counted)
    rent = rent_on(lease, max(on, lease.starts_on))
    return Told(
        lease=lease,
        standing=found,
        rent=hryvnias(rent.monthly_rent),
        balance=hryvnias(found.balance),
        overdue=hryvnias(found.overdue),
        late=[(hryvnias(amount), due_on) for due_on, amount in found.late],
        ahead=hryvnias(found.ahead),
        carried=hryvnias(abs(counted)),
    )
