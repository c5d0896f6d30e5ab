"""Compound reads of the lease clerk."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from applications.models import Application, ApplicationQuerySet, Person
from applications.status import Status
from deadlines.working_days import day_in_kyiv
from housing.models import Dwelling, DwellingQuerySet
from leases.models import Lease


def households_to_house() -> ApplicationQuerySet:
    """Approved applications without a live lease."""
    leased = Lease.objects.live().filter(application=OuterRef("pk"))
    return Application.objects.filter(~Exists(leased), status=Status.APPROVED)


def applications_of_leasing() -> ApplicationQuerySet:
    """Applications a lease clerk may know of: approved, or with a lease, live or not."""
    leases = Lease.objects.filter(application=OuterRef("pk"))
    return Application.objects.filter(Q(status=Status.APPROVED) | Exists(leases))


def free_dwellings() -> DwellingQuerySet:
    """Commissioned dwellings without a live lease."""
    leased = Lease.objects.live().filter(dwelling=OuterRef("pk"))
    return Dwelling.objects.commissioned().filter(~Exists(leased))


def approved_on(application: Application) -> date:
    """Return the day in Kyiv on which an application was approved. One query."""
    approval = application.status_changes.filter(to_status=Status.APPROVED).latest("pk")
    return day_in_kyiv(approval.at)


def tenant_first(application: Application) -> list[Person]:
    """Return the people of an application, the applicant before the others. One query."""
    people = application.people.order_by("position")
    return sorted(people, key=lambda person: person.relationship != "applicant")
