"""Compound reads of the lease clerk."""

from django.db.models import Exists, OuterRef

from applications.models import Application, ApplicationQuerySet, Person
from applications.status import Status
from housing.models import Dwelling, DwellingQuerySet
from leases.models import Lease


def households_to_house() -> ApplicationQuerySet:
    """Approved applications without a live lease."""
    leased = Lease.objects.live().filter(application=OuterRef("pk"))
    return Application.objects.filter(~Exists(leased), status=Status.APPROVED)


def free_dwellings() -> DwellingQuerySet:
    """Commissioned dwellings without a live lease."""
    leased = Lease.objects.live().filter(dwelling=OuterRef("pk"))
    return Dwelling.objects.commissioned().filter(~Exists(leased))


def tenant_first(application: Application) -> list[Person]:
    """Return the people of an application, the applicant before the others. One query."""
    people = application.people.order_by("position")
    return sorted(people, key=lambda person: person.relationship != "applicant")
