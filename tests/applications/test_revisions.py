"""What was submitted is kept whole; a change is another version beside it."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from applications.differing import differences
from applications.models import Application, Document, Person, Revision, StatusClaim, Verdict, Why
from applications.package import Package
from applications.package import StatusClaim as Claim
from applications.revisions import amend, package_in
from applications.rewriting import OtherHousehold
from applications.rows import package_of
from applications.sealing import CannotUnseal
from audit.commitments import fits
from audit.models import Entry
from tests.append_only import lifted
from tests.applications.builders import NOON, attachment, package, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def olena() -> User:
    return User.objects.create_user("olena", "olena@example.com")


def corrected(application: Application, by: User, changed: Package) -> Revision:
    with transaction.atomic():
        return amend(application, changed, why=Why.CORRECTION, by=by, at=NOON)


def with_person(found: Package, ref: str, **changed: Any) -> Package:
    people = tuple(
        replace(person, **changed) if person.ref == ref else person for person in found.people
    )
    return replace(found, people=people)


def test_the_submitted_version_is_kept_sealed_with_its_hash() -> None:
    application = submitted()

    [first] = application.revisions.all()

    assert (first.number, first.why) == (1, Why.SUBMITTED)
    assert package_in(first) == package() == package_of(application)
    assert "Коваленко" not in first.sealed
    submitted_ = Entry.objects.get(act="application.submitted")
    assert fits(submitted_, "revision_sha256", first.sha256)


def test_a_correction_changes_the_rows_in_place_and_keeps_what_was_submitted(olena: User) -> None:
    application = submitted(attachments=(attachment(),))
    before = {row.ref: row.pk for row in application.people.all()}
    home = application.homes.get().pk
    Document.objects.update(verdict=Verdict.ACCEPTED, verdict_by=olena, verdict_at=NOON)
    claims = (Claim("disability", "holder"), Claim("veteran", "holder"))
    changed = with_person(package(), "p1", surname="Коваль", phone=None, statuses=claims)

    second = corrected(application, olena, changed)

    assert package_of(Application.objects.get()) == changed == package_in(second)
    assert package_in(application.revisions.get(number=1)) == package()
    assert {row.ref: row.pk for row in application.people.all()} == before
    assert application.homes.get().pk == home
    assert StatusClaim.objects.count() == 2
    assert Document.objects.get().verdict == Verdict.ACCEPTED
    assert Application.objects.get().version == 2
    entry = Entry.objects.get(act="application.amended")
    assert (entry.by_id, entry.facts["revision"]) == (olena.pk, 2)


def test_a_home_and_the_residence_are_changed_too(olena: User) -> None:
    application = submitted()
    homes = tuple(replace(home, condition="destroyed") for home in package().homes)
    changed = replace(package(), homes=homes, former_residence=None, language="en")

    corrected(application, olena, changed)

    assert package_of(Application.objects.get()) == changed


def test_a_changed_number_is_found_by_its_new_index(olena: User) -> None:
    application = submitted()
    index = Person.objects.get(ref="p1").taxpayer_index

    corrected(application, olena, with_person(package(), "p1", taxpayer_number=None))

    assert not Person.objects.filter(taxpayer_index=index).exists()


def test_other_people_than_the_application_has_are_refused(olena: User) -> None:
    application = submitted()
    fewer = replace(package(), people=package().people[:1])

    with pytest.raises(OtherHousehold):
        corrected(application, olena, fewer)

    assert application.revisions.count() == 1
    assert package_of(Application.objects.get()) == package()


def test_an_application_of_before_versions_keeps_what_it_was(olena: User) -> None:
    application = submitted()
    with lifted():
        Revision.objects.all().delete()

    second = corrected(application, olena, with_person(package(), "p2", surname="Коваль"))

    assert second.number == 2
    assert package_in(application.revisions.get(number=1)) == package()


def test_a_version_opens_only_as_the_one_it_is(olena: User) -> None:
    application = submitted()
    second = corrected(application, olena, with_person(package(), "p2", surname="Коваль"))
    first = application.revisions.get(number=1)
    first.sealed = second.sealed

    with pytest.raises(CannotUnseal):
        package_in(first)


def test_only_the_first_version_is_the_submitted_one() -> None:
    application = submitted()

    with pytest.raises(IntegrityError, match="first_version_is_the_submitted_one"):
        application.revisions.create(
            number=2, why=Why.SUBMITTED, sealed="", sha256="", by=None, at=NOON
        )


def test_differences_name_the_part_the_field_and_both_answers() -> None:
    changed = with_person(package(), "p1", surname="Коваль")
    changed = replace(changed, owns_no_housing=None, former_residence=None, language="en")

    found = [
        (each.kind, each.ref, each.field, each.before, each.after)
        for each in differences(package(), changed)
    ]

    address = "м. Маріуполь, просп. Миру, 1"
    assert found == [
        ("person", "p1", "surname", "Коваленко", "Коваль"),
        ("residence", "residence", "bases", ["registered"], []),
        ("residence", "residence", "katottg", "UA14140050010029262", None),
        ("residence", "residence", "address", address, None),
        ("declarations", "declarations", "owns_no_housing", False, None),
        ("invitation", "invitation", "language", "uk", "en"),
    ]


def test_the_same_package_differs_in_nothing() -> None:
    assert differences(package(), package()) == []
