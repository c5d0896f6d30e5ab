"""What a live lease holds: a dwelling, and everybody who lives in it."""

from collections.abc import Sequence

from django.db.models import Q

from applications.models import Person
from leases.models import Lease, Resident
from leases.status import LIVE

INDEXES = ("taxpayer_index", "identity_index", "unzr_index")


class DwellingTaken(Exception):
    """Another live lease holds the dwelling: of `application` (its number), made at `at`."""

    def __init__(self, other: Lease) -> None:
        super().__init__(f"lease {other.pk} holds the dwelling")
        self.application, self.at = other.application.number, other.made_at


class HouseholdHasLease(Exception):
    """The application or its applicant has a live lease already: `number`, made at `at`."""

    def __init__(self, other: Lease) -> None:
        super().__init__(f"lease {other.pk} is the household's")
        self.number, self.at = other.number, other.made_at


class ResidentHasLease(Exception):
    """Somebody of the household is in a live lease already: `number`, made at `at`."""

    def __init__(self, other: Lease) -> None:
        super().__init__(f"lease {other.pk} has somebody of the household")
        self.number, self.at = other.number, other.made_at


def lock_people(application_id: int) -> None:
    """Lock the people of an application under every application that names them.

    Two households that share somebody wait for each other here, whatever dwellings they ask for.
    """
    same = Person.objects.filter(named(people_of(application_id)))
    list(same.select_for_update(of=("self",)).only("pk").order_by("pk"))


def refuse_if_held(application_id: int, dwelling_id: int) -> None:
    """Raise HouseholdHasLease, ResidentHasLease or DwellingTaken for what a live lease holds."""
    live = Lease.objects.live().select_related("application")
    people = people_of(application_id)
    if other := live.filter(Q(application=application_id) | held_by_tenant(people)).first():
        raise HouseholdHasLease(other)
    if found := Resident.objects.filter(named(people), lease__status__in=LIVE).first():
        raise ResidentHasLease(found.lease)
    if other := live.filter(dwelling=dwelling_id).first():
        raise DwellingTaken(other)


def people_of(application_id: int) -> list[Person]:
    return list(Person.objects.filter(application=application_id))


def named(people: Sequence[Person]) -> Q:
    """Match rows about any of these people, by an index that is not empty."""
    found = Q()
    for index in INDEXES:
        values = {value for person in people if (value := getattr(person, index))}
        found |= Q(**{f"{index}__in": values})
    return found


def held_by_tenant(people: Sequence[Person]) -> Q:
    """Match leases whose tenant is the applicant among these people."""
    tenant = next(person for person in people if person.relationship == "applicant")
    same = Q(tenant_document_index=tenant.identity_index)
    if tenant.taxpayer_index:
        same |= Q(tenant_number_index=tenant.taxpayer_index)
    return same
