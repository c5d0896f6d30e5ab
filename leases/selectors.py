"""Compound reads of the lease clerk."""

from django.db.models import Count, Exists, OuterRef

from applications.models import Application, ApplicationQuerySet, Person
from applications.status import Status
from housing.models import Dwelling, DwellingQuerySet
from leases.models import Lease


def households_to_house() -> ApplicationQuerySet:
    """Approved applications without a live lease, as they were registered; with `people_count`."""
    leased = Lease.objects.live().filter(application=OuterRef("pk"))
    approved = Application.objects.filter(~Exists(leased), status=Status.APPROVED)
    return approved.annotate(people_count=Count("people")).order_by("received_at", "pk")


def free_dwellings() -> DwellingQuerySet:
    """Commissioned dwellings without a live lease, by address."""
    leased = Lease.objects.live().filter(dwelling=OuterRef("pk"))
    dwellings = Dwelling.objects.commissioned().filter(~Exists(leased)).by_address()
    return dwellings.select_related("building__site")


def tenant_first(application: Application) -> list[Person]:
    """Return the people of an application, the applicant before the others. One query."""
    people = application.people.order_by("position")
    return sorted(people, key=lambda person: person.relationship != "applicant")
