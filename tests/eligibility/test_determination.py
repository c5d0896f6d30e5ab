"""The document a determination becomes."""

import hashlib
import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eligibility import wording
from eligibility.case import Claim, OpenPeriod, Place
from eligibility.determination import determine
from eligibility.figures import area_text
from tests.eligibility.builders import (
    NOT_IN_CODIFIER,
    OCCUPIED,
    TERMS,
    case,
    child,
    claiming,
    home,
    person,
)


def clause(document: dict[str, Any], name: str) -> dict[str, Any]:
    return next(clause for clause in document["clauses"] if clause["id"] == name)


def test_the_hash_is_of_the_canonical_document_without_it() -> None:
    document = determine(case(), TERMS).as_document()
    told = document.pop("sha256")
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert told == hashlib.sha256(text.encode()).hexdigest()


def test_written_as_json_it_is_the_same_document() -> None:
    determination = determine(case(homes=(home("58.10", place=OCCUPIED),)), TERMS)

    assert json.loads(determination.as_json()) == determination.as_document()
    assert list(json.loads(determination.as_json())) == sorted(determination.as_document())


def test_own_housing_tells_its_figures_exactly() -> None:
    homes = (home("81.90", "1/7"), home("10", ref="h2", is_habitable=False))
    facts = clause(
        determine(case(person(), person("p2", "spouse"), homes=homes), TERMS).as_document(),
        "own_housing",
    )["facts"]

    assert facts["counted_m2"] == "11.70"
    assert facts["possible_m2"] == "21.70"
    assert (facts["limit_m2"], facts["people"]) == ("27.30", "2")
    assert facts["homes"] == ["h1: counts", "h2: may_count"]


def test_the_explanation_names_the_person_the_home_and_the_figure() -> None:
    why = clause(
        determine(case(homes=(home("58.10", place=OCCUPIED),)), TERMS).as_document(), "own_housing"
    )["why"]

    assert "Маріуполь" in why["uk"]
    assert "58,10 м²" in why["uk"]
    assert "21.05.2022" in why["uk"]
    assert "58.10 m²" in why["en"]
    assert "21 May 2022" in why["en"]


def test_a_code_the_codifier_does_not_know_is_named() -> None:
    document = determine(case(homes=(home("90", place=NOT_IN_CODIFIER),)), TERMS).as_document()
    asked = [each for each in document["missing"] if each["clause"] == "own_housing"]

    assert len(asked) == 1
    assert asked[0]["person"] == "p1"
    assert NOT_IN_CODIFIER.code in asked[0]["what"]["uk"]
    assert NOT_IN_CODIFIER.code in asked[0]["what"]["en"]


def test_two_things_unknown_of_two_homes_are_both_asked_for() -> None:
    homes = (home("90", place=None), home("90", ref="h2", is_habitable=False))
    document = determine(case(homes=homes), TERMS).as_document()

    whats = [each["what"]["en"] for each in document["missing"]]

    assert any("place of home 1" in what for what in whats)
    assert any("Home 2" in what for what in whats)


def test_nothing_is_asked_when_nothing_hangs_on_it() -> None:
    document = determine(case(homes=(home("9", is_habitable=False),)), TERMS).as_document()

    assert document["missing"] == []


def test_every_category_is_listed_with_the_people_it_rests_on() -> None:
    people = (claiming("veteran"), child("p2", date(2024, 1, 1)), person("p3", "parent"))
    document = determine(case(*people), TERMS).as_document()

    assert document["categories"] == ["family_with_children", "veteran_or_mobilised"]
    assert clause(document, "social_category")["people"] == ["p1", "p2"]


def test_an_unproven_home_and_household_are_asked_for() -> None:
    people = (person(), person("p2", "spouse", is_proven=False))
    homes = (home("9", is_proven=False),)
    document = determine(case(*people, homes=homes, basis="verified"), TERMS).as_document()
    asked = {(each["clause"], each.get("person")) for each in document["missing"]}

    assert {("own_housing", "p1"), ("own_housing", "p2")} <= asked
    assert clause(document, "own_housing")["facts"]["possible_m2"] is None


@pytest.mark.parametrize("name", wording.WHY)
def test_every_sentence_stands_in_both_languages(name: str) -> None:
    for reason, pair in wording.WHY[name].items():
        assert all(pair), reason
        assert len(pair) == 2


@pytest.mark.parametrize(
    ("area", "text"),
    [
        pytest.param(Fraction(0), "0.00", id="nothing"),
        pytest.param(Fraction("27.3"), "27.30", id="two decimals"),
        pytest.param(Fraction(1, 8), "0.125", id="as many decimals as needed"),
        pytest.param(Fraction(1, 10**10), "0.0000000001", id="tiny, without an exponent"),
        pytest.param(Fraction(100, 3), "100/3", id="a fraction where none end it"),
    ],
)
def test_area_is_written_exactly(area: Fraction, text: str) -> None:
    assert area_text(area) == text


def test_verified_reasons_say_what_is_not_proven() -> None:
    unproven = person(claims=(Claim("veteran", is_proven=False),))
    document = determine(
        case(
            unproven,
            basis="verified",
            idp_certificate_issued_on=None,
            no_monetary_assistance=None,
            owns_no_housing=None,
            residence=None,
        ),
        TERMS,
    ).as_document()

    assert document["outcome"] == "needs_information"
    for name in ("idp_status", "no_monetary_assistance", "residence_registered", "own_housing"):
        assert "ще не підтверджено" in clause(document, name)["why"]["uk"], name


def test_a_limit_is_worded_for_the_people_it_is_for() -> None:
    people = (person(), person("p2", "spouse", is_proven=False))
    said = [
        clause(determine(case(*people, homes=(home(area),)), TERMS).as_document(), "own_housing")
        for area in ("10", "20", "40")
    ]

    within, open_, above = (each["why"]["en"] for each in said)
    assert "of 13.65 m² allowed (13.65 m² × 1)" in within
    assert "between 13.65 m² (people proven: 1) and 27.30 m² (people named: 2)" in open_
    assert "above the limit of 27.30 m² (13.65 m² × 2)" in above


def test_homes_of_which_none_counts_are_worded_as_nothing_of_the_limit() -> None:
    ruin = home("90", is_habitable=False, has_evidence=True)
    document = determine(case(homes=(ruin,)), TERMS).as_document()
    why = clause(document, "own_housing")["why"]

    assert "не враховують: 0 м² із дозволених 13,65 м²" in why["uk"]
    assert "0 of 13.65 m² allowed" in why["en"]


def test_a_period_that_ends_later_is_worded_with_its_end() -> None:
    place = Place(
        "UA80000000000093317",
        "Київ",
        is_known=True,
        open_period=OpenPeriod("possible_hostilities", date(2022, 2, 24), date(2026, 4, 30)),
    )
    document = determine(case(homes=(home("90", place=place),)), TERMS).as_document()
    why = clause(document, "own_housing")

    assert "можливі бойові дії з 24.02.2022 до 30.04.2026" in why["why"]["uk"]
    assert "possible hostilities from 24 February 2022 until 30 April 2026" in why["why"]["en"]


def test_a_code_not_in_the_codifier_is_named_even_where_nothing_hangs_on_it() -> None:
    document = determine(case(homes=(home("9", place=NOT_IN_CODIFIER),)), TERMS).as_document()
    housing = clause(document, "own_housing")

    assert housing["value"] == "met"
    assert housing["facts"]["codes_not_in_codifier"] == [NOT_IN_CODIFIER.code]
    assert NOT_IN_CODIFIER.code in housing["why"]["uk"]


def test_studies_are_asked_of_the_student_alone() -> None:
    children = [child(f"c{n}", date(2010, 6, 1)) for n in range(2)]
    student = child("c3", date(2004, 1, 1), is_student=True, is_student_proven=False)
    document = determine(case(person(), *children, student), TERMS).as_document()

    asked = [each for each in document["missing"] if each["clause"] == "social_category"]
    assert [each["person"] for each in asked] == ["c3"]
    assert "full-time study" in asked[0]["what"]["en"]


@given(st.fractions(0, 100_000, max_denominator=10**12))
def test_an_area_written_says_exactly_what_it_is(area: Fraction) -> None:
    assert Fraction(area_text(area)) == area
    assert "E" not in area_text(area)
