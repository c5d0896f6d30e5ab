"""A fact is verified by a paper: once its answer changes, the papers that show it wait again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.db import transaction

from accounts.models import User
from applications.documents import create_document
from applications.models import Application, Verdict, Why
from applications.package import Package, StatusClaim
from applications.papers import PAPERS
from applications.revisions import amend
from applications.rows import package_of
from applications.selectors import verified
from audit.models import Entry
from tests.applications.builders import NOON, submitted

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=3)
IDENTITY = {"identity_document", "birth_certificate"}
OWNERSHIP = {"ownership_document", "property_register_extract"}
DAMAGE = {"damage_register_extract", "inspection_report", "technical_assessment"}


def of_person(ref: str, **answers: Any) -> Callable[[Package], Package]:
    def change(found: Package) -> Package:
        people = [replace(it, **answers) if it.ref == ref else it for it in found.people]
        return replace(found, people=tuple(people))

    return change


def of_home(**answers: Any) -> Callable[[Package], Package]:
    return lambda found: replace(found, homes=(replace(found.homes[0], **answers),))


def of_residence(**answers: Any) -> Callable[[Package], Package]:
    def change(found: Package) -> Package:
        assert found.former_residence
        return replace(found, former_residence=replace(found.former_residence, **answers))

    return change


def of_all(**answers: Any) -> Callable[[Package], Package]:
    return lambda found: replace(found, **answers)


def about(ref: str, *papers: str) -> set[tuple[str, str]]:
    return {(paper, ref) for paper in papers}


CHANGED: dict[str, tuple[Callable[[Package], Package], set[tuple[str, str]]]] = {
    "a birth date": (
        of_person("p1", birth_date=date(1981, 3, 4)),
        about("p1", *IDENTITY, "student_certificate", "large_family_certificate"),
    ),
    "the birth date of a member": (
        of_person("p2", birth_date=date(2001, 3, 4)),
        about("p2", *IDENTITY, "student_certificate") | about("p1", "large_family_certificate"),
    ),
    "a surname": (
        of_person("p1", surname="Коваль"),
        about("p1", *IDENTITY, "large_family_certificate"),
    ),
    "a passport": (
        of_person("p1", identity_number="001112223"),
        about("p1", *IDENTITY, "large_family_certificate"),
    ),
    "who somebody is to the applicant": (
        of_person("p2", relationship="parent"),
        about("p2", "birth_certificate", "marriage_certificate", "guardianship_decision")
        | about("p1", "large_family_certificate"),
    ),
    "the IDP certificate": (of_person("p1", idp_certificate=None), about("p1", "idp_certificate")),
    "a taxpayer number": (of_person("p1", taxpayer_number=None), about("p1", "taxpayer_card")),
    "a status claimed in place of another": (
        of_person("p2", statuses=(StatusClaim("veteran", "holder"),)),
        about("p2", "veteran_certificate"),
    ),
    "studies": (of_person("p2", full_time_student=True), about("p2", "student_certificate")),
    "the area of a home": (of_home(total_area=Decimal(20)), about("p1", *OWNERSHIP)),
    "a share in a home": (of_home(share=Fraction(1, 7)), about("p1", *OWNERSHIP)),
    "where a home is": (of_home(address="вул. Нова, 1"), about("p1", *OWNERSHIP, *DAMAGE)),
    "the state of a home": (of_home(condition="destroyed"), about("p1", *DAMAGE)),
    "whose a home is": (
        of_home(owner="p2"),
        about("p1", *OWNERSHIP, *DAMAGE) | about("p2", *OWNERSHIP, *DAMAGE),
    ),
    "how one lived there": (
        of_residence(bases=("actual",)),
        about("p1", "residence_extract", "actual_residence_proof"),
    ),
    "monetary assistance": (
        of_all(no_monetary_assistance=None),
        about("p1", "assistance_declaration"),
    ),
    "owning nothing": (
        of_all(owns_no_housing=None),
        about("p1", "no_housing_notice", "property_register_extract"),
    ),
    "a phone number": (of_person("p1", phone=None), set()),
    "the language of letters": (of_all(language="en"), set()),
}


@pytest.fixture
def judge(staff: Callable[..., User]) -> User:
    return staff("caseworker")


@pytest.fixture
def application(judge: User) -> Application:
    """With every kind of paper about both people, all of them accepted."""
    row = submitted()
    for person in row.people.order_by("position"):
        for code in PAPERS:
            create_document(row, code, person, [], NOON)
    row.documents.update(verdict=Verdict.ACCEPTED, verdict_by=judge, verdict_at=NOON)
    return row


def changed(application: Application, change: Callable[[Package], Package], by: User) -> None:
    with transaction.atomic():
        amend(application, change(package_of(application)), why=Why.CORRECTION, by=by, at=LATER)


def waiting(application: Application) -> set[tuple[str, str]]:
    found = application.documents.filter(verdict=Verdict.PENDING)
    return set(found.values_list("paper", "person__ref"))


@pytest.mark.parametrize(("change", "papers"), CHANGED.values(), ids=CHANGED)
def test_papers_that_show_a_changed_answer_wait_again(
    change: Callable[[Package], Package],
    papers: set[tuple[str, str]],
    application: Application,
    judge: User,
) -> None:
    changed(application, change, judge)

    assert waiting(application) == papers
    again = Entry.objects.filter(act="document.judged")
    assert again.count() == len(papers)
    assert {entry.facts["why"] for entry in again} <= {"answer_changed"}
    assert all(row.waits_again for row in application.documents.filter(verdict=Verdict.PENDING))


def test_a_changed_area_is_not_verified_until_its_paper_is_accepted_again(
    application: Application, judge: User
) -> None:
    assert verified(application).stands("ownership", "p1")

    changed(application, of_home(total_area=Decimal(900)), judge)

    assert not verified(application).stands("ownership", "p1")
    assert verified(application).stands("identity", "p1")


def test_a_rejected_paper_is_weighed_anew_and_its_reason_goes(
    application: Application, judge: User
) -> None:
    papers = application.documents.filter(paper="identity_document", person__ref="p1")
    papers.update(verdict=Verdict.REJECTED, verdict_reason="Прізвище інше.")

    changed(application, of_person("p1", surname="Коваль"), judge)

    assert [(row.verdict, row.verdict_reason) for row in papers] == [("pending", "")]
