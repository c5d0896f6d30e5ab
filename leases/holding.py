"""What a live lease holds: a dwelling, and everybody who lives in it."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Q

from applications.models import Person
from leases.models import Lease, LeaseQuerySet, Resident
from leases.status import LIVE, Status

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


class LetUntil(Exception):
    """An ended lease of the dwelling, the household or the tenant covers the first day.

    `last_day` is its last; a lease begins on the next at the earliest.
    """

    def __init__(self, last_day: date) -> None:
        super().__init__(f"let until {last_day}")
        self.last_day = last_day


def lock_people(application_id: int) -> None:
    """Lock the people of an application under every application that names them.

    Two households that share somebody wait for each other here, whatever dwellings they ask for.
    """
    same = Person.objects.filter(named(people_of(application_id)))
    list(same.select_for_update(of=("self",)).only("pk").order_by("pk"))


def refuse_if_held(
    application_id: int, dwelling_id: int, starts_on: date, renewed_id: int | None = None
) -> None:
    """Raise HouseholdHasLease, ResidentHasLease or DwellingTaken for what a live lease holds.

    And LetUntil where an ended one covers the first day. The lease that is renewed holds nothing
    against its own renewal.
    """
    people = people_of(application_id)
    of_household = Q(application=application_id) | held_by_tenant(people)
    others = Lease.objects.exclude(Q(pk=renewed_id)).select_related("application")
    if other := others.live().filter(of_household).first():
        raise HouseholdHasLease(other)
    if found := held_resident(named(people), [renewed_id] if renewed_id else []):
        raise ResidentHasLease(found.lease)
    if other := others.live().filter(dwelling=dwelling_id).first():
        raise DwellingTaken(other)
    refuse_if_let(others.filter(of_household | Q(dwelling=dwelling_id)), starts_on)


def held_resident(named_people: Q, but: Collection[int] = ()) -> Resident | None:
    """Return one of these people who lives in another live lease than those left out."""
    living = Resident.objects.present().filter(named_people, lease__status__in=LIVE)
    return living.exclude(lease__in=but).select_related("lease").first()


def refuse_if_let(leases: LeaseQuerySet, starts_on: date) -> None:
    covering = leases.filter(status=Status.ENDED, ended_on__gte=starts_on)
    if last := covering.order_by("ended_on").last():
        raise LetUntil(last.ended_on or starts_on)


def people_of(application_id: int) -> list[Person]:
    return list(Person.objects.filter(application=application_id))


def named(people: Sequence[Person | Resident]) -> Q:
    """Match rows about any of these people, by an index that is not empty; of nobody, none."""
    found = Q(pk__in=[])
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
