"""From a package to rows and back: what was received is kept whole."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from uuid import UUID, uuid4

from django.db.models import Prefetch, QuerySet

from applications import package as received
from applications.models import Application, Home, Person, StatusClaim
from applications.sealing import blind_index, seal


def create_people(application: Application, package: received.Package) -> dict[str, Person]:
    """Write the people and their claims; return them by ref."""
    people = [person_row(application, place, person) for place, person in enumerate(package.people)]
    Person.objects.bulk_create(people)
    StatusClaim.objects.bulk_create(
        StatusClaim(person=row, position=place, code=claim.code, held_as=claim.held_as)
        for row, person in zip(people, package.people, strict=True)
        for place, claim in enumerate(person.statuses)
    )
    return {row.ref: row for row in people}


def person_row(
    application: Application, position: int, person: received.Person, *, pk: UUID | None = None
) -> Person:
    """Return an unsaved row, new or to take the place of the one with this key."""
    certificate = person.idp_certificate
    row = Person(
        id=pk or uuid4(),
        application=application,
        position=position,
        ref=person.ref,
        relationship=person.relationship,
        surname=person.surname,
        given_name=person.given_name,
        patronymic=person.patronymic,
        birth_date=person.birth_date,
        identity_type=person.identity_type,
        identity_index=blind_index(person.identity_type, person.identity_number),
        taxpayer_index=blind_index("taxpayer_number", person.taxpayer_number),
        taxpayer_number_refused=person.taxpayer_number_refused,
        unzr_index=blind_index("unzr", person.unzr),
        idp_issued_on=certificate.issued_on if certificate else None,
        email=person.email,
        full_time_student=person.full_time_student,
        unsure_of_statuses=person.unsure_of_statuses,
    )
    row.identity_number_sealed = seal(person.identity_number, about=row.about("identity_number"))
    row.taxpayer_number_sealed = seal(person.taxpayer_number, about=row.about("taxpayer_number"))
    row.unzr_sealed = seal(person.unzr, about=row.about("unzr"))
    row.phone_sealed = seal(person.phone, about=row.about("phone"))
    number = certificate.number if certificate else None
    row.idp_number_sealed = seal(number, about=row.about("idp_number"))
    return row


def create_homes(
    application: Application, homes: Iterable[received.Home], people: dict[str, Person]
) -> None:
    Home.objects.bulk_create(
        home_row(application, place, home, people[home.owner]) for place, home in enumerate(homes)
    )


def home_row(
    application: Application,
    position: int,
    home: received.Home,
    owner: Person,
    *,
    pk: int | None = None,
) -> Home:
    """Return an unsaved row, new or to take the place of the one with this key."""
    return Home(
        id=pk,
        application=application,
        position=position,
        ref=home.ref,
        owner=owner,
        total_area=home.total_area,
        share_numerator=home.share.numerator,
        share_denominator=home.share.denominator,
        katottg=home.katottg,
        address=home.address,
        condition=home.condition,
        evidence_type=home.evidence_type,
        evidence_reference=home.evidence_reference,
    )


def package_of(application: Application) -> received.Package:
    """Rebuild the package an application was received as, documents aside. Three queries."""
    people = application.people.prefetch_related("status_claims").order_by("position")
    homes = application.homes.select_related("owner").order_by("position")
    return package_from(application, map(person_of, people), map(home_of, homes))


def packages_for_rules(
    applications: QuerySet[Application],
) -> Iterator[tuple[Application, received.Package]]:
    """Yield each application with its package for the rules, in which no personal number is opened.

    In the order of their keys, a thousand at a time: memory stays as it is. Four queries each time.
    """
    people = Person.objects.order_by("position").prefetch_related("status_claims")
    homes = Home.objects.order_by("position").select_related("owner")
    read = applications.order_by("pk").prefetch_related(
        Prefetch("people", people), Prefetch("homes", homes)
    )
    for application in read.iterator(chunk_size=1000):
        rows = (without_numbers(row) for row in application.people.all())
        yield application, package_from(application, rows, map(home_of, application.homes.all()))


def package_from(
    application: Application, people: Iterable[received.Person], homes: Iterable[received.Home]
) -> received.Package:
    bases = application.residence_bases
    return received.Package(
        programme=application.programme,
        channel=application.channel,
        received_at=application.received_at,
        language=application.language,
        invitation_method=application.invitation_method,
        postal_address=application.postal_address,
        no_monetary_assistance=application.no_monetary_assistance,
        owns_no_housing=application.owns_no_housing,
        personal_data_notice=application.personal_data_notice,
        former_residence=None
        if bases is None
        else received.Residence(
            tuple(bases), application.residence_katottg, application.residence_address
        ),
        people=tuple(people),
        homes=tuple(homes),
        documents=(),
    )


def person_of(row: Person) -> received.Person:
    return replace(
        without_numbers(row),
        identity_number=row.identity_number,
        taxpayer_number=row.taxpayer_number,
        unzr=row.unzr,
        idp_certificate=received.Certificate(row.idp_number or "", row.idp_issued_on)
        if row.idp_issued_on
        else None,
        phone=row.phone,
    )


def without_numbers(row: Person) -> received.Person:
    """Return what is said of a person, their sealed numbers aside."""
    claims = sorted(row.status_claims.all(), key=lambda claim: claim.position)
    return received.Person(
        ref=row.ref,
        relationship=row.relationship,
        surname=row.surname,
        given_name=row.given_name,
        patronymic=row.patronymic,
        birth_date=row.birth_date,
        identity_type=row.identity_type,
        identity_number="",
        taxpayer_number=None,
        taxpayer_number_refused=row.taxpayer_number_refused,
        unzr=None,
        idp_certificate=received.Certificate("", row.idp_issued_on) if row.idp_issued_on else None,
        phone=None,
        email=row.email,
        full_time_student=row.full_time_student,
        statuses=tuple(received.StatusClaim(claim.code, claim.held_as) for claim in claims),
        unsure_of_statuses=row.unsure_of_statuses,
    )


def home_of(row: Home) -> received.Home:
    return received.Home(
        ref=row.ref,
        owner=row.owner.ref,
        total_area=row.total_area,
        share=Fraction(row.share_numerator, row.share_denominator),
        katottg=row.katottg,
        address=row.address,
        condition=row.condition,
        evidence_type=row.evidence_type,
        evidence_reference=row.evidence_reference,
    )
