"""Rows changed in place, so that papers, verdicts and numbers bound to a person stay with them."""

from applications import package as received
from applications.models import Application, Home, Person, StatusClaim
from applications.rows import home_row, person_row
from applications.searching import search_text


class OtherHousehold(Exception):
    """A change of answers names other people or homes than the application has."""


def rewrite(application: Application, package: received.Package) -> None:
    """Write a package of the same people and homes over the rows of a locked application.

    Raises OtherHousehold; then nothing has changed.
    """
    people = {row.ref: row for row in application.people.order_by("position")}
    homes = {row.ref: row for row in application.homes.order_by("position")}
    if list(people) != [person.ref for person in package.people]:
        raise OtherHousehold
    if list(homes) != [home.ref for home in package.homes]:
        raise OtherHousehold
    rewrite_answers(application, package)
    for person in package.people:
        rewrite_person(people[person.ref], person)
    for home in package.homes:
        rewrite_home(homes[home.ref], home, people[home.owner])


def rewrite_answers(application: Application, package: received.Package) -> None:
    residence = package.former_residence
    answers = {
        "language": package.language,
        "invitation_method": package.invitation_method,
        "postal_address": package.postal_address,
        "no_monetary_assistance": package.no_monetary_assistance,
        "owns_no_housing": package.owns_no_housing,
        "personal_data_notice": package.personal_data_notice,
        "residence_bases": list(residence.bases) if residence else None,
        "residence_katottg": residence.katottg if residence else None,
        "residence_address": residence.address if residence else None,
        "search_text": search_text(application.number, package.people),
    }
    for field, answer in answers.items():
        setattr(application, field, answer)
    application.save(update_fields=list(answers))


def rewrite_person(row: Person, person: received.Person) -> None:
    person_row(row.application, row.position, person, pk=row.pk).save(force_update=True)
    row.status_claims.all().delete()
    StatusClaim.objects.bulk_create(
        StatusClaim(person=row, position=place, code=claim.code, held_as=claim.held_as)
        for place, claim in enumerate(person.statuses)
    )


def rewrite_home(row: Home, home: received.Home, owner: Person) -> None:
    home_row(row.application, row.position, home, owner, pk=row.pk).save(force_update=True)
