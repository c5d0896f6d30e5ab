"""A package goes into rows and comes out with the same determination."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from applications import vocabulary
from applications.facts import case_of_package, proof_by
from applications.models import Document, Verdict
from applications.package import Certificate, Home, Package, Person, Residence, StatusClaim
from applications.rows import package_of
from applications.selectors import determination_of
from applications.services import create_application, create_parts
from eligibility.determination import determine
from eligibility.terms import terms_on
from territories.codifier import Codifier
from territories.gazetteer import Gazetteer
from tests.applications.builders import NOON, attachment, package, submitted

RECEIVED = datetime(2026, 1, 5, 8, 15, tzinfo=UTC)
CODES = ["UA14140050010029262", "UA32020010010081183", "UA99999999999999999", None]
names = st.text("АБВГҐДЕЄабвгґдеє’", min_size=1, max_size=12)
days = st.integers(0, 30000).map(lambda age: date(2026, 1, 5) - timedelta(days=age))


def claims() -> st.SearchStrategy[tuple[StatusClaim, ...]]:
    codes = st.sampled_from([code for code in vocabulary.STATUS_CODES if code != "fallen_defender"])
    claim = st.builds(StatusClaim, codes, st.sampled_from(vocabulary.HELD_AS))
    return st.lists(claim, max_size=3).map(tuple)


def people(number: int) -> st.SearchStrategy[tuple[Person, ...]]:
    def person(place: int) -> st.SearchStrategy[Person]:
        return st.builds(
            Person,
            ref=st.just(f"p{place}"),
            relationship=st.just("applicant")
            if place == 0
            else st.sampled_from(vocabulary.RELATIONSHIPS[1:]),
            surname=names,
            given_name=names,
            patronymic=st.none() | names,
            birth_date=days,
            identity_type=st.sampled_from(vocabulary.IDENTITY_TYPES),
            identity_number=st.text("0123456789", min_size=1, max_size=9),
            taxpayer_number=st.none() | st.just("3184710691"),
            taxpayer_number_refused=st.just(False),
            unzr=st.none() | st.just("19870312-01234"),
            idp_certificate=st.none() | st.builds(Certificate, st.just("1401-5000123456"), days),
            phone=st.none() | st.just("+380501234567"),
            email=st.just("olena@example.com"),
            full_time_student=st.booleans(),
            statuses=claims(),
            unsure_of_statuses=st.booleans(),
        )

    return st.tuples(*map(person, range(number)))


def homes(number_of_people: int) -> st.SearchStrategy[tuple[Home, ...]]:
    home = st.builds(
        Home,
        ref=st.uuids().map(str),
        owner=st.integers(0, number_of_people - 1).map(lambda place: f"p{place}"),
        total_area=st.decimals("0.01", "200", places=2),
        share=st.fractions(Fraction(1, 12), 1, max_denominator=12),
        katottg=st.sampled_from(CODES),
        address=st.none() | names,
        condition=st.sampled_from(vocabulary.CONDITIONS),
        evidence_type=st.none() | st.sampled_from(vocabulary.EVIDENCE_TYPES),
        evidence_reference=st.just("№ 1"),
    )
    return st.lists(home, max_size=3).map(tuple)


@st.composite
def packages(draw: st.DrawFn) -> Package:
    number = draw(st.integers(1, 5))
    bases = st.lists(st.sampled_from(vocabulary.BASES), unique=True).map(tuple)
    residence = st.none() | st.builds(Residence, bases, st.sampled_from(CODES), st.none() | names)
    maybe = st.sampled_from([True, False, None])
    return Package(
        programme="resolution-814",
        channel=draw(st.sampled_from(vocabulary.CHANNELS)),
        received_at=RECEIVED,
        language=draw(st.sampled_from(vocabulary.LANGUAGES)),
        invitation_method="electronic",
        postal_address=None,
        no_monetary_assistance=draw(maybe),
        owns_no_housing=draw(maybe),
        personal_data_notice="1",
        former_residence=draw(residence),
        people=draw(people(number)),
        homes=draw(homes(number)),
        documents=(),
    )


@pytest.mark.django_db
@given(package=packages())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_give_back_the_package_and_its_determination(
    gazetteer: Gazetteer, package: Package
) -> None:
    with transaction.atomic():
        application = create_application(package, None)
        create_parts(application, package, (), (), NOON)
        rebuilt = package_of(application)
        stored = determination_of(application, "declared", gazetteer)
        transaction.set_rollback(True)

    received_on = date(2026, 1, 5)
    straight = determine(
        case_of_package(package, gazetteer, as_of=received_on), terms_on(received_on)
    )
    assert rebuilt == package
    assert stored.as_document() == straight.as_document()


@pytest.mark.django_db
def test_on_the_verified_basis_nothing_stands_until_a_paper_is_accepted(
    gazetteer: Gazetteer,
) -> None:
    application = submitted()

    found = determination_of(application, "verified", gazetteer)

    values = {finding.clause: finding.value.value for finding in found.findings}
    assert set(values.values()) == {"unknown", "not_met"}
    assert values["defence_or_captivity"] == "not_met", "nothing claimed needs no paper"
    assert found.outcome == "needs_information"


PROOFS = [
    ("idp_certificate", "idp_status"),
    ("assistance_declaration", "no_monetary_assistance"),
    ("residence_extract", "residence_registered"),
    ("veteran_certificate", "social_category"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("paper", "clause"), PROOFS, ids=[paper for paper, _ in PROOFS])
@pytest.mark.parametrize(
    ("verdict", "value"), [(Verdict.ACCEPTED, "met"), (Verdict.REJECTED, "unknown")]
)
def test_an_accepted_paper_makes_its_fact_stand(
    gazetteer: Gazetteer,
    staff: Callable[..., User],
    paper: str,
    clause: str,
    verdict: str,
    value: str,
) -> None:
    application = submitted(attachments=(attachment(paper=paper),))
    Document.objects.update(
        verdict=verdict, verdict_by=staff("caseworker"), verdict_at=NOON, verdict_reason="blurred"
    )

    found = determination_of(application, "verified", gazetteer)

    assert {each.clause: each.value.value for each in found.findings}[clause] == value


@pytest.mark.django_db
def test_a_third_of_a_flat_is_known_to_fit_when_both_people_and_the_share_are_proven(
    gazetteer: Gazetteer,
    staff: Callable[..., User],
) -> None:
    papers = (
        attachment(paper="identity_document"),
        attachment(paper="ownership_document"),
        attachment(paper="large_family_certificate"),
    )
    application = submitted(attachments=papers)
    Document.objects.update(
        verdict=Verdict.ACCEPTED, verdict_by=staff("caseworker"), verdict_at=NOON
    )

    found = determination_of(application, "verified", gazetteer)

    housing = next(each for each in found.findings if each.clause == "own_housing")
    assert housing.value == "met"
    assert housing.facts["counted_m2"] == Fraction("27.3")
    assert Decimal("27.30") == Decimal("81.90") / 3


def test_one_paper_proves_one_home_and_not_its_owner_s_others() -> None:
    home = package().homes[0]
    gone: dict[str, Any] = {"condition": "destroyed", "evidence_type": "inspection_report"}
    homes = (replace(home, **gone), replace(home, ref="h2", **gone))
    two_homes = replace(package(), homes=homes)
    papers = [("ownership_document", "p1"), ("inspection_report", "p1")]

    def found(accepted: list[tuple[str, str]]) -> list[tuple[bool, bool]]:
        nowhere = Gazetteer(Codifier([]), [], edition="none")
        proven = case_of_package(
            two_homes, nowhere, as_of=date(2026, 1, 5), proof=proof_by(accepted)
        )
        return [(each.is_proven, each.has_evidence) for each in proven.homes]

    assert found(papers) == [(False, False)] * 2
    assert found(papers * 2) == [(True, True)] * 2
    assert found([("property_register_extract", "p1")]) == [(True, False)] * 2
