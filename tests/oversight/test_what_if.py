"""What another rule would change: told application by application, and nothing is changed."""

import json
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from applications.models import Application, StatusClaim
from audit.models import Entry
from eligibility.terms import terms_on
from oversight import services
from oversight.changed_terms import changed_terms
from oversight.models import WhatIf
from oversight.whatif import Tally, differing
from refusals.refused import Refused
from review.services import decide
from territories import gazetteer as places
from tests.conftest import NOON
from tests.review.builders import MONDAY, proposed, submitted, taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]
BASE = terms_on(NOON.date())
LESS = 'area_per_person_m2 = "13.64"'  # 27.30 m² for two is then one hundredth too much


def found(text: str) -> tuple[Tally, list[dict[str, Any]]]:
    tally = Tally()
    terms = changed_terms(text, BASE)
    listed = list(differing(terms, places=places.current(), tally=tally))
    return tally, [each.as_document() for each in listed]


def test_an_open_application_is_compared_on_what_is_declared() -> None:
    application = submitted()

    tally, [turned] = found(LESS)

    assert turned == {
        "number": application.number,
        "status": "registered",
        "basis": "declared",
        "outcome": ["eligible", "ineligible"],
        "clauses": {"own_housing": ["met", "not_met"]},
    }
    assert tally.as_document() == {
        "compared": 1,
        "outcomes": [["declared", "eligible", "ineligible", 1]],
        "clauses": [["own_housing", "met", "not_met", 1]],
    }


def test_a_decided_application_is_compared_on_the_facts_of_its_decision(
    staff: Callable[..., User],
) -> None:
    application = submitted()
    proposed(application, staff("caseworker"))
    decide(application.pk, text="Так.", by=staff("decision_maker"), at=MONDAY)
    Application.objects.update(owns_no_housing=True)  # said later: the decision knows nothing of it

    _tally, [turned] = found(LESS)

    assert (turned["basis"], turned["status"]) == ("decided", "approved")
    assert turned["outcome"] == ["eligible", "ineligible"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('area_per_person_m2 = "13.65"', id="the figure in force"),
        pytest.param('area_per_person_m2 = "13.70"', id="a figure that changes no answer"),
        pytest.param("student_age = 25", id="an age that concerns nobody"),
    ],
)
def test_what_comes_out_the_same_is_not_listed(text: str) -> None:
    submitted()

    tally, listed = found(text)

    assert (tally.compared, listed) == (1, [])


def test_a_list_may_change_too() -> None:
    submitted()

    _tally, [turned] = found("[categories]\nveteran_or_mobilised = []")

    assert turned["clauses"]["social_category"] == ["met", "not_met"]


def test_asking_changes_no_application_and_needs_no_number_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    submitted()
    file = tmp_path / "terms.toml"
    file.write_text(LESS, encoding="utf-8")
    before = (list(Application.objects.values()), Entry.objects.count())

    call_command("whatif", str(file))

    turned, tally = map(json.loads, capsys.readouterr().out.splitlines())
    assert turned["outcome"] == ["eligible", "ineligible"]
    assert tally["compared"] == 1
    assert (list(Application.objects.values()), Entry.objects.count()) == before


def test_queries_do_not_grow_with_the_applications() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            found(LESS)
        return len(captured)

    submitted(key="one")
    few = queries()
    for key in ("two", "three", "four"):
        submitted(key=key)

    assert queries() == few


@pytest.mark.parametrize(
    ("text", "path"),
    [
        pytest.param("", "", id="nothing at all"),
        pytest.param('id = "another act"', "", id="nothing that decides"),
        pytest.param("area = [", "", id="no TOML"),
        pytest.param("area_per_person = 1", "area_per_person", id="no such term"),
        pytest.param("area_per_person_m2 = 0", "area_per_person_m2", id="no area"),
        pytest.param("area_per_person_m2 = 13.65", "area_per_person_m2", id="an inexact area"),
        pytest.param('area_per_person_m2 = "1/0"', "area_per_person_m2", id="no fraction"),
        pytest.param('area_per_person_m2 = "NaN"', "area_per_person_m2", id="no number"),
        pytest.param('area_per_person_m2 = "1e2"', "area_per_person_m2", id="an exponent"),
        pytest.param('area_per_person_m2 = "1e-999999999"', "area_per_person_m2", id="without end"),
        pytest.param(f"area_per_person_m2 = 0x{'f' * 9000}", "area_per_person_m2", id="too large"),
        pytest.param(f"child_age = {'9' * 9000}", "", id="more digits than are read"),
        pytest.param("a = " + "[" * 9000, "", id="nested too deeply"),
        pytest.param("child_age = -1", "child_age", id="an age below nothing"),
        pytest.param("child_age = true", "child_age", id="no age"),
        pytest.param('community_prefix = "14"', "community_prefix", id="no code"),
        pytest.param("categories = 1", "categories", id="no table"),
        pytest.param('[categories]\na = ["x"]', "categories.a", id="no such status"),
        pytest.param("[categories]\na = []", "categories.a", id="no such category"),
        pytest.param("[defence_or_captivity]", "defence_or_captivity.statuses", id="no list"),
    ],
)
def test_terms_that_cannot_be_read_are_refused_by_name(text: str, path: str) -> None:
    with pytest.raises(Refused) as refused:
        changed_terms(text, BASE)

    [fault] = refused.value.refusals
    assert fault.path == path
    assert fault.uk
    assert fault.en


@pytest.mark.parametrize("written", ['"13.65"', '"13,65"', '"13.650000"'])
def test_an_area_is_read_exactly(written: str) -> None:
    terms = changed_terms(f"area_per_person_m2 = {written}", BASE)

    assert terms.area_per_person == Fraction("13.65")


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(Refused) as refused:
        changed_terms("child_age = -1\nstudent_age = 500", BASE)

    assert [each.path for each in refused.value.refusals] == ["child_age", "student_age"]


def test_a_whole_file_is_read_like_the_one_in_force() -> None:
    path = Path("eligibility/terms") / "2025-07-07.toml"
    terms = changed_terms((Path(__file__).parents[2] / path).read_text("utf-8"), BASE)

    assert terms.area_per_person == Fraction("13.65")
    assert terms.category_of == BASE.category_of
    assert terms.defence_statuses == BASE.defence_statuses


# The page ----------------------------------------------------------------------------------------

FIGURES = {
    "area_per_person_m2": "13,64",
    "child_age": "18",
    "student_age": "23",
    "young_child_age": "3",
    "large_family_children": "3",
    "lists": "",
}


@pytest.fixture
def page(client: Client, staff: Callable[..., User]) -> Client:
    client.force_login(staff("decision_maker"))
    client.cookies["django_language"] = "en"
    return client


def test_a_question_is_asked_and_answered(page: Client) -> None:
    application = submitted()

    asked = page.post(reverse("oversight:what_if"), FIGURES)
    waiting = page.get(asked["Location"]).content.decode()
    services.answer_waiting()
    shown = page.get(asked["Location"]).content.decode()

    assert "still reckoning" in waiting
    assert WhatIf.objects.get().terms == LESS
    assert application.number in shown
    assert "Eligible → <strong>Not eligible</strong>" in shown
    assert Entry.objects.filter(act="what_if.asked").count() == 1
    assert services.answer_waiting() == 0, "answered once"


@pytest.mark.parametrize(("language", "area"), [("uk", "13,65"), ("en", "13.65")])
def test_the_area_in_force_is_shown_as_one_writes_it_and_is_no_change(
    language: str, area: str, page: Client
) -> None:
    page.cookies["django_language"] = language

    form = page.get(reverse("oversight:what_if")).context["form"]
    answer = page.post(reverse("oversight:what_if"), {**form.initial, "lists": ""})

    assert form.initial["area_per_person_m2"] == area
    assert answer.status_code == 422
    assert not WhatIf.objects.exists()


CAPTIVES = '[defence_or_captivity]\nstatuses = ["deprived_of_liberty"]'


def test_whom_a_clause_of_captivity_concerns_is_told_to_those_alone_who_may_read_it(
    page: Client, staff: Callable[..., User]
) -> None:
    """A list of one status would name everybody who has another."""
    application = submitted()
    StatusClaim.objects.create(
        person=application.people.get(ref="p1"),
        position=9,
        code="defender_of_mariupol",
        held_as="holder",
    )
    halyna = staff("caseworker", "decision_maker", name="halyna")
    question = services.ask(CAPTIVES, by=halyna, at=NOON)
    services.answer_waiting()
    address = reverse("oversight:answer", args=[question.pk])

    shown = page.get(address).content.decode()
    taken(application, halyna)
    page.force_login(halyna)
    own = page.get(address).content.decode()

    assert application.number not in shown
    assert "fewer than 5" in shown
    assert "<td>1</td>" not in shown
    assert application.number in own
    named = Entry.objects.filter(act="what_if.read").order_by("seq")
    assert [entry.facts["named"] for entry in named] == ["", str(application.pk)]


def test_that_not_all_are_listed_is_said_where_a_protected_clause_turns_too(
    page: Client, staff: Callable[..., User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WhatIf, "MOST_LISTED", 1)
    StatusClaim.objects.create(
        person=submitted().people.get(ref="p1"),
        position=9,
        code="defender_of_mariupol",
        held_as="holder",
    )
    question = services.ask(CAPTIVES, by=staff("decision_maker", name="olha"), at=NOON)
    services.answer_waiting()

    shown = page.get(reverse("oversight:answer", args=[question.pk])).content.decode()

    assert "whose protected answers you may read" in shown
    assert "The first 1 are listed" in shown


def test_a_question_that_cannot_be_answered_keeps_no_other_waiting(
    staff: Callable[..., User], caplog: pytest.LogCaptureFixture
) -> None:
    by = staff("decision_maker")
    broken = WhatIf.objects.create(terms="terms that were once read", by=by, at=NOON)
    sound = WhatIf.objects.create(terms=LESS, by=by, at=NOON)

    answered = services.answer_waiting()

    assert answered == 1
    assert list(WhatIf.objects.filter(answered_at=None)) == [broken]
    assert WhatIf.objects.exclude(answered_at=None).get() == sound
    assert caplog.messages == [f"what_if {broken.pk}"]


def test_two_workers_do_not_reckon_the_same_and_a_dead_one_blocks_nobody(
    staff: Callable[..., User],
) -> None:
    question = services.ask(LESS, by=staff("decision_maker"), at=NOON)

    assert services.is_claimed(question.pk, at=NOON)
    assert not services.answer(question.pk, at=NOON + timedelta(minutes=1))
    assert services.answer(question.pk, at=NOON + services.CLAIM)
    assert not services.answer(question.pk, at=NOON + 3 * services.CLAIM)


def test_nothing_is_locked_while_it_is_reckoned(
    staff: Callable[..., User], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On SQLite a transaction that has written keeps everybody else from writing until it ends."""
    depth = len(connection.savepoint_ids)
    question = services.ask(LESS, by=staff("decision_maker"), at=NOON)
    seen = []

    def differing(*_: Any, **__: Any) -> list[Any]:
        seen.append(len(connection.savepoint_ids))
        return []

    monkeypatch.setattr(services, "differing", differing)
    services.answer(question.pk, at=NOON)

    assert seen == [depth]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        pytest.param("area_per_person_m2", "much", "An area in square metres", id="no area"),
        pytest.param("area_per_person_m2", '1"\nchild_age = 1#', "An area", id="more than an area"),
        pytest.param("child_age", "-5", "greater than or equal to 0", id="an age below nothing"),
        pytest.param("lists", "[categories", "This is not TOML", id="no TOML"),
        pytest.param("child_age", "18", "No change is named", id="nothing changed"),
    ],
)
def test_what_was_typed_wrongly_is_named_and_kept(
    field: str, typed: str, said: str, page: Client
) -> None:
    same = {**FIGURES, "area_per_person_m2": "13.65"}

    answer = page.post(reverse("oversight:what_if"), {**same, field: typed})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert answer.context["form"][field].value() == typed
    assert not WhatIf.objects.exists()
