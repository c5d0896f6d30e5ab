"""Order 814, provision by provision; each id is a case a lawyer would name."""

from datetime import date
from typing import Any

import pytest

from eligibility import rules
from eligibility.case import Case, Claim, Home, Person, Residence
from eligibility.housing import own_housing
from eligibility.unknown import Value
from tests.eligibility.builders import (
    BILA_TSERKVA,
    DAY,
    MARIUPOL,
    NOT_IN_CODIFIER,
    OCCUPIED,
    TERMS,
    case,
    child,
    claiming,
    home,
    person,
)

MET, NOT_MET, UNKNOWN = Value.MET, Value.NOT_MET, Value.UNKNOWN


@pytest.mark.parametrize(
    ("issued_on", "value"),
    [
        pytest.param(date(2022, 5, 2), MET, id="certificate given"),
        pytest.param(None, UNKNOWN, id="no certificate yet"),
    ],
)
def test_idp_status(issued_on: date | None, value: Value) -> None:
    assert rules.idp_status(case(idp_certificate_issued_on=issued_on), TERMS).value == value


@pytest.mark.parametrize(
    ("declared", "value"),
    [
        pytest.param(True, MET, id="declared not received"),
        pytest.param(False, NOT_MET, id="declared received"),
        pytest.param(None, UNKNOWN, id="not said"),
    ],
)
def test_no_monetary_assistance(declared: bool | None, value: Value) -> None:
    found = rules.no_monetary_assistance(case(no_monetary_assistance=declared), TERMS)

    assert found.value == value


RESIDENCES = [
    pytest.param(None, UNKNOWN, UNKNOWN, id="nothing said of residence"),
    pytest.param(Residence(None, None, MARIUPOL), UNKNOWN, UNKNOWN, id="no basis said"),
    pytest.param(Residence(None, None, BILA_TSERKVA), UNKNOWN, UNKNOWN, id="no basis, elsewhere"),
    pytest.param(Residence(True, False, MARIUPOL), MET, NOT_MET, id="registered in Mariupol"),
    pytest.param(Residence(False, True, MARIUPOL), NOT_MET, MET, id="lived in Mariupol"),
    pytest.param(Residence(True, True, MARIUPOL), MET, MET, id="registered and lived there"),
    pytest.param(Residence(True, True, BILA_TSERKVA), NOT_MET, NOT_MET, id="another community"),
    pytest.param(Residence(True, False, None), UNKNOWN, NOT_MET, id="registered, place not given"),
    pytest.param(Residence(False, True, None), NOT_MET, UNKNOWN, id="lived, place not given"),
    pytest.param(
        Residence(True, False, "UA14140050110075502"),
        MET,
        NOT_MET,
        id="a settlement of the community",
    ),
    pytest.param(
        Residence(True, False, "UA14140090000000000"), NOT_MET, NOT_MET, id="the next community"
    ),
    pytest.param(Residence(True, None, MARIUPOL), MET, UNKNOWN, id="actual stay not yet proven"),
]


@pytest.mark.parametrize(("residence", "registered", "actual"), RESIDENCES)
def test_residence_registered(
    residence: Residence | None, registered: Value, actual: Value
) -> None:
    assert rules.residence_registered(case(residence=residence), TERMS).value == registered


@pytest.mark.parametrize(("residence", "registered", "actual"), RESIDENCES)
def test_residence_actual(residence: Residence | None, registered: Value, actual: Value) -> None:
    assert rules.residence_actual(case(residence=residence), TERMS).value == actual


def two(*homes: Home, **facts: Any) -> Case:
    return case(person(), person("p2", "spouse"), homes=homes, **facts)


GONE: dict[str, Any] = {"is_habitable": False, "has_evidence": True}
SAID_GONE: dict[str, Any] = {"is_habitable": False, "has_evidence": False}


@pytest.mark.parametrize(
    ("household", "value"),
    [
        pytest.param(two(), MET, id="owns nothing and says so"),
        pytest.param(two(owns_no_housing=None), UNKNOWN, id="lists nothing and says nothing"),
        pytest.param(two(owns_no_housing=False), UNKNOWN, id="says it owns, lists nothing"),
        pytest.param(two(home("10"), owns_no_housing=True), UNKNOWN, id="contradicts itself"),
        pytest.param(two(home("27.30")), MET, id="exactly 13.65 per person"),
        pytest.param(two(home("27.31")), NOT_MET, id="one hundredth over"),
        pytest.param(two(home("81.90", "1/3")), MET, id="a third of a flat"),
        pytest.param(two(home("13.65"), home("13.66")), NOT_MET, id="homes add up"),
        pytest.param(two(home("90", place=OCCUPIED)), MET, id="occupied, no end entered"),
        pytest.param(two(home("90", place=OCCUPIED, **SAID_GONE)), MET, id="destroyed there"),
        pytest.param(two(home("90", **GONE)), MET, id="destroyed with an act"),
        pytest.param(two(home("90", **SAID_GONE)), UNKNOWN, id="destroyed without proof"),
        pytest.param(two(home("20", **SAID_GONE)), MET, id="unproven but too small to matter"),
        pytest.param(two(home("90"), home("9", **SAID_GONE)), NOT_MET, id="the rest decides"),
        pytest.param(two(home("27.30"), home("9", **SAID_GONE)), UNKNOWN, id="at the limit so far"),
        pytest.param(two(home("90", place=None)), UNKNOWN, id="place not given"),
        pytest.param(two(home("9", place=None)), MET, id="place not given, too small"),
        pytest.param(
            two(home("90", place=NOT_IN_CODIFIER)), UNKNOWN, id="code not in the codifier"
        ),
        pytest.param(two(home("90", place=None, **GONE)), MET, id="proven gone, place not given"),
        pytest.param(two(home("9", is_proven=False)), UNKNOWN, id="ownership not yet proven"),
        pytest.param(
            two(home("90", is_proven=False, **GONE)), MET, id="proven gone, whoever owned it"
        ),
        pytest.param(
            two(home("90"), home("9", is_proven=False)), NOT_MET, id="above whatever the rest is"
        ),
        pytest.param(
            case(person(), person("p2", "spouse", is_proven=False), homes=(home("20"),)),
            UNKNOWN,
            id="hangs on whether the second person belongs to the household",
        ),
        pytest.param(
            case(person(), person("p2", "spouse", is_proven=False), homes=(home("30"),)),
            NOT_MET,
            id="above even for everybody named",
        ),
    ],
)
def test_own_housing(household: Case, value: Value) -> None:
    assert own_housing(household, TERMS).value == value


TODDLER = child("p2", date(2023, 1, 6))
BORN_2010 = date(2010, 6, 1)


@pytest.mark.parametrize(
    ("people", "value", "categories"),
    [
        pytest.param((claiming("veteran"),), MET, ["veteran_or_mobilised"], id="a veteran"),
        pytest.param(
            (claiming("mobilised_without_combatant_status"),), MET, ["veteran_or_mobilised"],
            id="mobilised without combatant status",
        ),
        pytest.param((claiming("servicemember"),), MET, ["servicemember"], id="in service"),
        pytest.param(
            (claiming("deprived_of_liberty"),), MET, ["deprived_of_liberty"], id="held captive"
        ),
        pytest.param(
            (claiming("fallen_defender"),), MET, ["fallen_defender_family"], id="family of a fallen"
        ),
        pytest.param((claiming("disability"),), MET, ["disability"], id="a disability"),
        pytest.param(
            (claiming("child_with_disability"),), MET, ["disability"], id="a child with a disability"
        ),
        pytest.param((claiming("constant_care"),), MET, ["constant_care"], id="needs constant care"),
        pytest.param(
            (claiming("foster_family"),), MET, ["family_with_children"], id="a foster family"
        ),
        pytest.param(
            (claiming("family_type_childrens_home"),), MET, ["family_with_children"],
            id="a family-type children's home",
        ),
        pytest.param((claiming("defender_of_mariupol"),), NOT_MET, [], id="defence is not in list 1"),
        pytest.param((person(),), NOT_MET, [], id="nothing claimed"),
        pytest.param((person(is_unsure=True),), UNKNOWN, [], id="nothing claimed but unsure"),
        pytest.param(
            (claiming("veteran", is_unsure=True),), MET, ["veteran_or_mobilised"],
            id="one category is enough, whoever is unsure",
        ),
        pytest.param((person(), TODDLER), MET, ["family_with_children"], id="a child under three"),
        pytest.param(
            (person(), child("p2", date(2023, 1, 5))), NOT_MET, [], id="the child turned three today"
        ),
        pytest.param(
            (person(), person("p2", "grandchild", birth_date=date(2024, 1, 1))), MET,
            ["family_with_children"], id="anybody under three, not only a child",
        ),
        pytest.param(
            (person(), *(child(f"c{n}", BORN_2010) for n in range(3))), MET,
            ["family_with_children"], id="three children",
        ),
        pytest.param(
            (person(), *(child(f"c{n}", BORN_2010) for n in range(2))), NOT_MET, [],
            id="two children",
        ),
        pytest.param(
            (person(), *(child(f"c{n}", BORN_2010) for n in range(2)), child("c3", date(2008, 1, 5))),
            NOT_MET, [], id="the third is eighteen today",
        ),
        pytest.param(
            (person(), *(child(f"c{n}", BORN_2010) for n in range(2)),
             child("c3", date(2004, 1, 1), is_student=True)),
            MET, ["family_with_children"], id="the third is a full-time student under 23",
        ),
        pytest.param(
            (person(), *(child(f"c{n}", BORN_2010) for n in range(2)),
             child("c3", date(2003, 1, 5), is_student=True)),
            NOT_MET, [], id="the student is 23 today",
        ),
        pytest.param(
            (person(), *(person(f"c{n}", "grandchild", birth_date=BORN_2010) for n in range(3))),
            NOT_MET, [], id="three grandchildren are not three children",
        ),
        pytest.param(
            (person(claims=(Claim("veteran", is_proven=False),)),), UNKNOWN, [],
            id="claimed, paper not yet accepted",
        ),
        pytest.param(
            (person(), child("p2", date(2024, 1, 1), is_proven=False)), UNKNOWN, [],
            id="birth not yet proven",
        ),
        pytest.param(
            (person(is_proven=False),), UNKNOWN, [],
            id="nobody is found too old while no birth is proven",
        ),
        pytest.param(
            (claiming("veteran", is_proven=False),), MET, ["veteran_or_mobilised"],
            id="a proven status does not wait for a birth",
        ),
        pytest.param(
            (person(), *(child(f"c{n}", BORN_2010) for n in range(2)),
             child("c3", date(2004, 1, 1), is_student=True, is_student_proven=False)),
            UNKNOWN, [], id="studies not yet proven",
        ),
    ],
)  # fmt: skip
def test_social_category(people: tuple[Person, ...], value: Value, categories: list[str]) -> None:
    found = rules.social_category(case(*people), TERMS)

    assert (found.value, found.facts["categories"]) == (value, tuple(categories))


@pytest.mark.parametrize(
    ("people", "value"),
    [
        pytest.param((claiming("defender_of_mariupol"),), MET, id="defended Mariupol"),
        pytest.param((claiming("deprived_of_liberty"),), MET, id="held captive"),
        pytest.param(
            (person(), person("p2", "spouse", claims=(Claim("defender_of_mariupol"),))), MET,
            id="anybody in the household",
        ),
        pytest.param((claiming("veteran"),), NOT_MET, id="another status"),
        pytest.param((person(is_unsure=True),), UNKNOWN, id="unsure"),
        pytest.param(
            (person(claims=(Claim("defender_of_mariupol", is_proven=False),)),), UNKNOWN,
            id="not yet proven",
        ),
    ],
)  # fmt: skip
def test_defence_or_captivity(people: tuple[Person, ...], value: Value) -> None:
    assert rules.defence_or_captivity(case(*people), TERMS).value == value


def test_a_leap_day_child_turns_three_on_1_march() -> None:
    people = (person(), child("p2", date(2020, 2, 29)))

    before = rules.social_category(case(*people, as_of=date(2023, 2, 28)), TERMS)
    after = rules.social_category(case(*people, as_of=date(2023, 3, 1)), TERMS)

    assert (before.value, after.value) == (MET, NOT_MET)


def test_rules_stand_in_the_order_of_the_contract() -> None:
    assert [rule(case(), TERMS).clause for rule in rules.RULES] == [
        "idp_status",
        "no_monetary_assistance",
        "residence_registered",
        "residence_actual",
        "own_housing",
        "social_category",
        "defence_or_captivity",
    ]
    assert case().as_of == DAY
