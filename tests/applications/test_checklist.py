"""A household is asked for its own papers, and those papers prove all that it declares."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications import vocabulary
from applications.checklist import PROOF_OF, Needed, needed
from applications.facts import DECLARED, case_of_package, proof_by
from applications.package_reader import read_value
from applications.papers import PAPERS
from eligibility.determination import Determination, determine
from eligibility.terms import terms_on
from territories.codifier import Codifier, Place
from territories.gazetteer import Gazetteer, Listed, Period
from territories.kinds import Kind

RECEIVED = "2026-01-05T10:00:00+02:00"
DAY = date(2026, 1, 5)
MARIUPOL, BILA_TSERKVA, NOWHERE = (
    "UA14140050010029262",
    "UA32020010010081183",
    "UA99999999999999999",
)
OCCUPIED = Period(Kind.OCCUPATION, date(2022, 5, 21), None, "м. Маріуполь")
PLACES = Gazetteer(
    Codifier(
        [Place(MARIUPOL, "Маріуполь", "M", None), Place(BILA_TSERKVA, "Біла Церква", "M", None)]
    ),
    [Listed(MARIUPOL, (OCCUPIED,))],
    edition="two places",
)

Document = dict[str, Any]


def is_out_of_reach(code: str) -> bool:
    return PLACES.knows(code) and PLACES.open_period(code, DAY) is not None


def person(ref: str = "p1", relationship: str = "applicant", **facts: Any) -> Document:
    """Somebody grown up, of whom nothing but the identity is to be shown."""
    return {
        "ref": ref,
        "relationship": relationship,
        "birth_date": "1987-03-12",
        "identity_document": {"type": "id_card", "number": "001234567"},
        "taxpayer_number": None,
        "taxpayer_number_refused": True,
        "idp_certificate": None,
        **facts,
    }


def child(ref: str, born: str, **facts: Any) -> Document:
    identity = {"type": "birth_certificate", "number": "I-БК 123456"}
    return person(ref, "child", birth_date=born, identity_document=identity, **facts)


def home(ref: str = "h1", **facts: Any) -> Document:
    return {"ref": ref, "owner": "p1", "katottg": BILA_TSERKVA, "condition": "habitable", **facts}


def household(*others: Document, **facts: Any) -> Document:
    return {"received_at": RECEIVED, "people": [person(), *others], **facts}


def claiming(*codes: str) -> Document:
    claims = [{"code": code, "as": "holder"} for code in codes]
    return {"received_at": RECEIVED, "people": [person(statuses=claims)]}


def asked(document: Document) -> list[tuple[str, str]]:
    found = needed(document, is_out_of_reach=is_out_of_reach)
    return [(paper.code, paper.about) for paper in found]


ALWAYS = [("identity_document", "p1"), ("idp_certificate", "p1"), ("assistance_declaration", "p1")]
RUINED: Document = {"condition": "destroyed", "evidence": {"type": "inspection_report"}}
THREE = [child(f"c{year}", f"20{year}-05-01") for year in (10, 14, 20)]


@pytest.mark.parametrize(
    ("document", "also"),
    [
        pytest.param(household(), [], id="the applicant alone shows who they are"),
        pytest.param(
            household(person("p2", "spouse")),
            [("identity_document", "p2"), ("marriage_certificate", "p2")],
            id="a spouse shows the marriage",
        ),
        pytest.param(
            household(child("c1", "2020-05-01")),
            [("birth_certificate", "c1")],
            id="one birth certificate shows who a child is and whose",
        ),
        pytest.param(
            household(person("c1", "child", birth_date="2008-05-01")),
            [("identity_document", "c1"), ("birth_certificate", "c1")],
            id="a child with an ID card also shows whose child it is",
        ),
        pytest.param(
            household(person("c1", "other", birth_date="2020-05-01", identity_document=None)),
            [("birth_certificate", "c1")],
            id="somebody small has a birth certificate, while no other paper was named",
        ),
        pytest.param(
            household(person("p2", "parent")),
            [("identity_document", "p2"), ("birth_certificate", "p1")],
            id="a parent is shown by the birth certificate of the applicant",
        ),
        pytest.param(
            household(person("p2", "sibling")),
            [
                ("identity_document", "p2"),
                ("birth_certificate", "p2"),
                ("birth_certificate", "p1"),
            ],
            id="a sister and the applicant show the same parents",
        ),
        pytest.param(
            household(person("p2", "foster_child")),
            [("identity_document", "p2"), ("guardianship_decision", "p2")],
            id="a foster child shows the decision of placement",
        ),
        pytest.param(
            household(
                person("p2", "other", taxpayer_number="3184710691", taxpayer_number_refused=False)
            ),
            [("identity_document", "p2"), ("taxpayer_card", "p2")],
            id="a taxpayer number is shown by its card",
        ),
        pytest.param(
            household(person("p2", "other", taxpayer_number_refused=False)),
            [("identity_document", "p2"), ("taxpayer_card", "p2")],
            id="a taxpayer number that is not at hand asks for the card all the same",
        ),
        pytest.param(
            household(person("p2", "other")),
            [("identity_document", "p2")],
            id="a refused taxpayer number asks for no card",
        ),
        pytest.param(
            household(person("p2", "other", idp_certificate={"number": "1401-5000123456"})),
            [("identity_document", "p2"), ("idp_certificate", "p2")],
            id="a member's own IDP certificate is asked for",
        ),
        pytest.param(
            household(former_residence={"bases": ["registered"]}),
            [("residence_extract", "p1")],
            id="registered residence asks for the extract",
        ),
        pytest.param(
            household(person("p2", "other"), former_residence={"bases": ["declared"]}),
            [("identity_document", "p2"), ("residence_extract", "p1"), ("residence_extract", "p2")],
            id="the extract is asked for about every member",
        ),
        pytest.param(
            household(former_residence={"bases": ["actual"]}),
            [("actual_residence_proof", "p1")],
            id="actual stay asks for its proof and for no extract",
        ),
        pytest.param(
            household(former_residence={"bases": ["registered", "actual"]}),
            [("residence_extract", "p1"), ("actual_residence_proof", "p1")],
            id="two bases ask for both papers",
        ),
        pytest.param(
            household(declarations={"owns_no_housing": True}),
            [("no_housing_notice", "p1")],
            id="who owns no housing gives notice of it",
        ),
        pytest.param(
            household(declarations={"owns_no_housing": None}),
            [],
            id="nothing said of housing asks for no notice",
        ),
        pytest.param(
            household(homes=[home(), home("h2")]),
            [("ownership_document", "h1"), ("ownership_document", "h2")],
            id="every home has its own ownership document",
        ),
        pytest.param(
            household(homes=[home(**RUINED)]),
            [("ownership_document", "h1"), ("inspection_report", "h1")],
            id="a destroyed home within reach asks for the report that was named",
        ),
        pytest.param(
            household(homes=[home(condition="uninhabitable", evidence=None)]),
            [("ownership_document", "h1"), ("damage_register_extract", "h1")],
            id="where no evidence was named the extract from the register is asked for",
        ),
        pytest.param(
            household(homes=[home(katottg=MARIUPOL, **RUINED)]),
            [("ownership_document", "h1")],
            id="a home in occupied Mariupol asks for no inspection report",
        ),
        pytest.param(
            household(homes=[home(katottg=None, **RUINED)]),
            [("ownership_document", "h1"), ("inspection_report", "h1")],
            id="a destroyed home of unknown place asks for evidence",
        ),
        pytest.param(
            household(*THREE[:2]),
            [("birth_certificate", "c10"), ("birth_certificate", "c14")],
            id="two children are no large family",
        ),
        pytest.param(
            household(*THREE),
            [
                ("large_family_certificate", "p1"),
                ("birth_certificate", "c10"),
                ("birth_certificate", "c14"),
                ("birth_certificate", "c20"),
            ],
            id="three children are a large family",
        ),
        pytest.param(
            household(*THREE[1:], person("c03", "child", birth_date="2003-01-06")),
            [
                ("birth_certificate", "c14"),
                ("birth_certificate", "c20"),
                ("identity_document", "c03"),
                ("birth_certificate", "c03"),
            ],
            id="a grown child who does not study does not make a large family",
        ),
        pytest.param(
            household(child("c1", "2003-01-06", full_time_student=True)),
            [("birth_certificate", "c1"), ("student_certificate", "c1")],
            id="a student is asked for studies until the day before turning 23",
        ),
        pytest.param(
            household(child("c1", "2003-01-05", full_time_student=True)),
            [("birth_certificate", "c1")],
            id="on the 23rd birthday studies matter no more",
        ),
        pytest.param(
            household(child("c1", "2008-01-06", full_time_student=True)),
            [("birth_certificate", "c1")],
            id="under 18 studies do not matter yet",
        ),
        pytest.param(
            household(person("p2", "spouse", full_time_student=True)),
            [("identity_document", "p2"), ("marriage_certificate", "p2")],
            id="studies matter of children only",
        ),
        pytest.param(
            claiming("disability", "child_with_disability"),
            [("disability_certificate", "p1")],
            id="one certificate for two claims is asked for once",
        ),
    ],
)
def test_a_household_is_asked_for(document: Document, also: list[tuple[str, str]]) -> None:
    assert Counter(asked(document)) == Counter(ALWAYS + also)


@pytest.mark.parametrize("code", vocabulary.STATUS_CODES)
def test_every_claimed_status_asks_for_the_paper_that_proves_it(code: str) -> None:
    (paper,) = set(asked(claiming(code))) - set(ALWAYS)

    assert paper == (PROOF_OF[code], "p1")
    assert code in PAPERS[paper[0]].proves


def test_a_status_is_shown_by_the_person_who_claims_it() -> None:
    veteran = {"code": "veteran", "as": "family_member"}
    document = household(person("p2", "other", statuses=[veteran]))

    assert ("veteran_certificate", "p2") in asked(document)
    assert ("veteran_certificate", "p1") not in asked(document)


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    ("held_as", "words"),
    [
        pytest.param("holder", "Shows the status that you named", id="one's own"),
        pytest.param("family_member", "the paper of the family member", id="a relative's"),
    ],
)
def test_the_paper_of_a_relatives_status_is_said_to_be_the_relatives(
    held_as: str, words: str
) -> None:
    claim = {"code": "disability", "as": held_as}
    listed = needed(household(person("p2", "other", statuses=[claim])), is_out_of_reach=bool)

    (paper,) = [each for each in listed if each.code == "disability_certificate"]
    assert words in str(paper.why)


PARTIAL = [
    pytest.param({"received_at": RECEIVED}, id="nothing but the instant"),
    pytest.param({"received_at": RECEIVED, "people": [{"ref": "p1"}]}, id="no applicant yet"),
    pytest.param(
        {
            "received_at": RECEIVED,
            "people": [{"ref": "p1", "relationship": "applicant"}, {"ref": "p2"}],
            "homes": [{"ref": "h1"}],
            "former_residence": {},
            "declarations": {},
        },
        id="parts without an answer",
    ),
    pytest.param(
        household(declarations=None, former_residence=None, homes=None), id="parts that are null"
    ),
]


@pytest.mark.parametrize("document", PARTIAL)
def test_a_draft_with_few_answers_has_its_checklist(document: Document) -> None:
    for paper in needed(document, is_out_of_reach=is_out_of_reach):
        assert paper.code in PAPERS
        assert str(paper.why)


def test_while_a_number_is_not_answered_its_paper_is_asked_for() -> None:
    document = {"received_at": RECEIVED, "people": [{"ref": "p1", "relationship": "applicant"}]}

    assert ("taxpayer_card", "p1") in asked(document)


def test_what_no_list_names_says_so() -> None:
    found = needed(claiming("veteran", "servicemember"), is_out_of_reach=is_out_of_reach)
    named = {paper.code: paper.is_named for paper in found}

    assert named["veteran_certificate"] is True
    assert named["service_certificate"] is False


@pytest.mark.parametrize("code", PAPERS)
def test_every_paper_is_explained_in_both_languages(code: str, language: str) -> None:
    paper = PAPERS[code]

    assert str(paper.explanation)
    assert str(paper.example)


# Whatever a household declares, its papers prove -----------------------------------------------

maybe = st.sampled_from([True, False, None])
codes = st.sampled_from([MARIUPOL, BILA_TSERKVA, NOWHERE, None])
days = st.integers(0, 30000).map(lambda age: (DAY - timedelta(days=age)).isoformat())
claims = st.one_of(
    [
        st.fixed_dictionaries({"code": st.just(code), "as": st.sampled_from(held)})
        for code in vocabulary.STATUS_CODES
        for held in [["family_member"] if code == "fallen_defender" else vocabulary.HELD_AS]
    ]
)
evidence = st.fixed_dictionaries(
    {"type": st.sampled_from(vocabulary.EVIDENCE_TYPES), "reference": st.just("№ 1")}
)
residences = st.fixed_dictionaries(
    {
        "bases": st.lists(st.sampled_from(vocabulary.BASES), unique=True),
        "katottg": codes,
    }
)


def people(place: int) -> st.SearchStrategy[Document]:
    others = st.sampled_from(["child", *vocabulary.RELATIONSHIPS[1:]])
    kinds = st.sampled_from(vocabulary.IDENTITY_TYPES)
    return st.fixed_dictionaries(
        {
            "ref": st.just(f"p{place}"),
            "relationship": others if place else st.just("applicant"),
            "surname": st.just("Коваленко"),
            "given_name": st.just("Олена"),
            "birth_date": days,
            "identity_document": st.builds(dict, type=kinds, number=st.just("001234567")),
            "taxpayer_number": st.sampled_from([None, "3184710691"]),
            "idp_certificate": st.sampled_from(
                [None, {"number": "1401-5000123456", "issued_on": "2022-05-02"}]
            ),
            "email": st.just("olena@example.org"),
            "full_time_student": st.booleans(),
            "statuses": st.lists(claims, max_size=2),
            "unsure_of_statuses": st.booleans(),
        }
    )


def homes(size: int) -> st.SearchStrategy[list[Document]]:
    home = st.fixed_dictionaries(
        {
            "owner": st.integers(0, size - 1).map(lambda place: f"p{place}"),
            "total_area_m2": st.decimals("0.01", "200", places=2).map(str),
            "share": st.sampled_from(["1", "1/2", "1/12"]),
            "katottg": codes,
            "condition": st.sampled_from(vocabulary.CONDITIONS),
            "evidence": st.none() | evidence,
        }
    )
    rows = st.lists(home, max_size=4)
    return rows.map(lambda rows: [{"ref": f"h{place}", **row} for place, row in enumerate(rows)])


@st.composite
def documents(draw: st.DrawFn) -> Document:
    size = draw(st.integers(1, 6))
    return {
        "format": vocabulary.FORMAT,
        "programme": "resolution-814",
        "channel": "online",
        "received_at": RECEIVED,
        "language": "uk",
        "invitation": {"method": "electronic"},
        "declarations": {
            "no_monetary_assistance": draw(maybe),
            "owns_no_housing": draw(maybe),
            "personal_data_notice": "1",
        },
        "former_residence": draw(st.none() | residences),
        "people": [draw(people(place)) for place in range(size)],
        "homes": draw(homes(size)),
    }


def determined(document: Document, accepted: list[tuple[str, str]] | None) -> Determination:
    proof = DECLARED if accepted is None else proof_by(accepted)
    case = case_of_package(read_value(document), PLACES, as_of=DAY, proof=proof)
    return determine(case, terms_on(DAY))


def as_stored(papers: list[Needed], document: Document) -> list[tuple[str, str]]:
    """Return the papers as documents keep them: one about a home is its owner's."""
    owners = {each["ref"]: each["owner"] for each in document["homes"]}
    return [(paper.code, owners.get(paper.about, paper.about)) for paper in papers]


def answers(determination: Determination) -> dict[str, Any]:
    """Return what a determination says, its basis and its reasons aside."""
    document = determination.as_document()
    clauses = {clause["id"]: (clause["value"], clause["people"]) for clause in document["clauses"]}
    kept = ("outcome", "routes", "categories")
    return {**{key: document[key] for key in kept}, "clauses": clauses}


@given(documents())
def test_the_papers_asked_for_prove_whatever_is_declared(document: Document) -> None:
    papers = needed(document, is_out_of_reach=is_out_of_reach)
    accepted = as_stored(papers, document)

    assert answers(determined(document, accepted)) == answers(determined(document, None))


@given(documents())
def test_no_paper_is_asked_for_twice_nor_about_nobody(document: Document) -> None:
    found = asked(document)
    refs = {each["ref"] for each in [*document["people"], *document["homes"]]}

    assert len(found) == len(set(found))
    assert {about for _, about in found} <= refs


@pytest.mark.parametrize(
    ("change", "withheld"),
    [
        pytest.param({}, ("identity_document", "p1"), id="who somebody is"),
        pytest.param({}, ("idp_certificate", "p1"), id="displacement"),
        pytest.param({}, ("assistance_declaration", "p1"), id="the assistance"),
        pytest.param({}, ("residence_extract", "p1"), id="the residence"),
        pytest.param({}, ("veteran_certificate", "p1"), id="the status"),
        pytest.param({}, ("ownership_document", "p1"), id="the home"),
        pytest.param(RUINED, ("inspection_report", "p1"), id="the damage"),
    ],
)
def test_without_one_of_them_something_stays_unknown(
    change: Document, withheld: tuple[str, str]
) -> None:
    document = plain(change)
    accepted = as_stored(needed(document, is_out_of_reach=is_out_of_reach), document)
    accepted.remove(withheld)

    assert determined(document, None).outcome == "eligible"
    assert determined(document, accepted).outcome == "needs_information"


def plain(change: Document) -> Document:
    """A veteran with a small flat, or a large one in ruins."""
    area = "90" if change else "13.65"
    flat = {**home(**change), "total_area_m2": area, "share": "1"}
    if change:
        flat["evidence"] = {**change["evidence"], "reference": "№ 1"}
    claim = {"code": "veteran", "as": "holder"}
    names = {"surname": "Коваленко", "given_name": "Олена", "email": "olena@example.org"}
    certificate = {"number": "1401-5000123456", "issued_on": "2022-05-02"}
    return {
        "format": vocabulary.FORMAT,
        "programme": "resolution-814",
        "channel": "online",
        "received_at": RECEIVED,
        "language": "uk",
        "invitation": {"method": "electronic"},
        "declarations": {"no_monetary_assistance": True, "personal_data_notice": "1"},
        "former_residence": {"bases": ["registered"], "katottg": MARIUPOL},
        "people": [person(statuses=[claim], idp_certificate=certificate, **names)],
        "homes": [flat],
    }
