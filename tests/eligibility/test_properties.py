"""What holds of every household, however odd."""

import dataclasses
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from eligibility.case import Case, Claim, Home, Person, Place, Residence
from eligibility.determination import Determination, Outcome, canonical, determine
from eligibility.housing import own_housing, owned_area
from eligibility.terms import terms_on
from eligibility.unknown import Value
from tests.eligibility.builders import DAY, MARIUPOL, NOT_IN_CODIFIER, OCCUPIED, SAFE, TERMS

RELATIONSHIPS = ["spouse", "child", "parent", "grandchild", "other"]
CODES = ["veteran", "deprived_of_liberty", "defender_of_mariupol", "disability", "foster_family"]

maybe = st.sampled_from([True, False, None])
places = st.sampled_from([SAFE, OCCUPIED, NOT_IN_CODIFIER, None])


@st.composite
def people(draw: st.DrawFn) -> tuple[Person, ...]:
    size = draw(st.integers(1, 6))
    return tuple(
        Person(
            ref=f"p{number}",
            name=f"Особа {number}",
            relationship="applicant" if number == 0 else draw(st.sampled_from(RELATIONSHIPS)),
            birth_date=DAY - timedelta(days=draw(st.integers(0, 30000))),
            is_student=draw(st.booleans()),
            claims=tuple(
                Claim(code, draw(st.booleans()))
                for code in draw(st.lists(st.sampled_from(CODES), max_size=2))
            ),
            is_unsure=draw(st.booleans()),
            is_proven=draw(st.booleans()),
            is_student_proven=draw(st.booleans()),
        )
        for number in range(size)
    )


def homes_of(owner: Person) -> st.SearchStrategy[tuple[Home, ...]]:
    return st.lists(
        st.builds(
            Home,
            ref=st.just("h"),
            owner=st.just(owner),
            total_area=st.fractions(Fraction(1, 100), 200, max_denominator=100),
            share=st.fractions(Fraction(1, 12), 1, max_denominator=12),
            place=places,
            is_habitable=st.booleans(),
            has_evidence=st.booleans(),
            is_proven=st.booleans(),
        ),
        max_size=4,
    ).map(tuple)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    household = draw(people())
    return Case(
        as_of=DAY,
        basis=draw(st.sampled_from(["declared", "verified"])),
        people=household,
        applicant=household[0],
        idp_certificate_issued_on=draw(st.sampled_from([None, date(2022, 5, 2)])),
        no_monetary_assistance=draw(maybe),
        owns_no_housing=draw(maybe),
        residence=draw(
            st.none()
            | st.builds(Residence, maybe, maybe, st.sampled_from([None, MARIUPOL, SAFE.code]))
        ),
        homes=draw(homes_of(household[0])),
    )


def determined(case: Case) -> Determination:
    return determine(case, TERMS)


@given(cases())
def test_low_is_never_above_high(case: Case) -> None:
    area = owned_area(case, TERMS)

    assert area.possible is None or area.counted <= area.possible
    assert area.limit <= area.possible_limit


@given(cases())
def test_evidence_never_turns_met_into_not_met(case: Case) -> None:
    with_evidence = dataclasses.replace(
        case, homes=tuple(dataclasses.replace(home, has_evidence=True) for home in case.homes)
    )
    before, after = own_housing(case, TERMS).value, own_housing(with_evidence, TERMS).value

    assert not (before is Value.MET and after is not Value.MET)
    assert not (before is Value.UNKNOWN and after is Value.NOT_MET)


@given(cases(), st.sampled_from([SAFE, OCCUPIED]))
def test_learning_where_a_home_is_never_overturns_an_answer(case: Case, place: Place) -> None:
    known = dataclasses.replace(
        case,
        homes=tuple(
            home if home.place and home.place.is_known else dataclasses.replace(home, place=place)
            for home in case.homes
        ),
    )
    before = own_housing(case, TERMS).value

    assert before is Value.UNKNOWN or own_housing(known, TERMS).value is before


@given(cases())
def test_an_unknown_clause_says_what_to_ask_for(case: Case) -> None:
    for finding in determined(case).findings:
        assert bool(finding.missing) is (finding.value is Value.UNKNOWN), finding


@given(cases())
def test_every_clause_is_answered_and_worded_in_both_languages(case: Case) -> None:
    document = determined(case).as_document()

    for clause in document["clauses"]:
        assert clause["citation"]
        for sentence in clause["why"].values():
            assert sentence
            assert "{" not in sentence
    refs = {person.ref for person in case.people}
    assert all(set(clause["people"]) <= refs for clause in document["clauses"])


@given(cases())
def test_eligible_means_every_clause_of_a_route_is_met(case: Case) -> None:
    determination = determined(case)
    values = {finding.clause: finding.value for finding in determination.findings}
    common = [values["idp_status"], values["no_monetary_assistance"]]
    routes = [
        [values["residence_registered"], values["own_housing"], values["social_category"]],
        [values["residence_actual"], values["own_housing"], values["defence_or_captivity"]],
    ]
    is_eligible = any(set(common + route) == {Value.MET} for route in routes)
    is_hopeless = Value.NOT_MET in common or all(Value.NOT_MET in route for route in routes)

    assert (determination.outcome is Outcome.ELIGIBLE) is is_eligible
    assert (determination.outcome is Outcome.INELIGIBLE) is is_hopeless


@given(cases())
def test_the_same_case_has_the_same_hash(case: Case) -> None:
    once, again = determined(case).as_document(), determined(case).as_document()

    assert canonical(once) == canonical(again)


def test_terms_before_the_first_act_are_those_of_the_first() -> None:
    assert terms_on(date(2020, 1, 1)) == terms_on(date(2025, 7, 7))
