"""The household: listed, added to, changed and removed from in any order."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from drafts import services
from drafts.models import Draft, Paper
from drafts.progress import Progress, progress_of
from drafts.question import Task
from drafts.services import MOST_PEOPLE
from drafts.steps import step_of
from tests.drafts.builders import NOON, written

VETERAN = [{"code": "veteran", "as": "holder"}]


def people(draft: Draft) -> str:
    return reverse("people", args=[draft.pk])


def question(draft: Draft, ref: str, slug: str) -> str:
    return reverse("question", args=[draft.pk, ref, slug])


def removal(draft: Draft, ref: str) -> str:
    return reverse("remove_person", args=[draft.pk, ref])


def member(draft: Draft, relationship: str = "child", **said: Any) -> str:
    ref = services.add_person(draft.pk, relationship, at=NOON)
    services.save(draft.pk, ref, "name", said, at=NOON)
    return ref


def test_nobody_else_is_an_answer(page: Client, draft: Draft) -> None:
    before = progress_of(written(draft), Task.HOUSEHOLD)

    answer = page.post(people(draft), {"more": "no"})

    assert before == Progress.NOT_STARTED
    assert answer["Location"] == reverse("tasks", args=[draft.pk])
    assert progress_of(written(draft), Task.HOUSEHOLD) == Progress.DONE


@pytest.mark.parametrize("more", ["", "perhaps"])
def test_the_list_asks_whether_there_is_anybody_else(more: str, page: Client, draft: Draft) -> None:
    answer = page.post(people(draft), {"more": more})

    assert answer.status_code == 422
    assert "Choose whether anybody else will live with you." in answer.content.decode()
    assert "<title>Error: Who will live with you</title>" in answer.content.decode()


def test_a_person_is_added_and_then_asked_about(page: Client, draft: Draft) -> None:
    to_add = page.post(people(draft), {"more": "yes"})
    added = page.post(to_add["Location"], {"relationship": "spouse"})

    [spouse] = [it for it in written(draft).people if it.ref != written(draft).applicant.ref]
    assert spouse.answers["relationship"] == "spouse"
    assert "relationship" in spouse.answered
    assert added["Location"] == question(draft, spouse.ref, "name")


def test_a_person_added_twice_by_one_page_is_one_person(page: Client, draft: Draft) -> None:
    to_add = reverse("add_person", args=[draft.pk])
    new = page.get(to_add).context["form"]["new"].value()
    another = page.get(to_add).context["form"]["new"].value()

    clicks = [page.post(to_add, {"relationship": "child", "new": new}) for _ in range(2)]
    page.post(to_add, {"relationship": "child", "new": another})

    assert {click["Location"] for click in clicks} == {question(draft, new, "name")}
    assert [it.ref for it in written(draft).people][1:] == [new, another]


@pytest.mark.parametrize("new", ["residence", "../../etc", "0" * 12 + "\n"])
def test_a_page_names_no_other_part_as_a_person(new: str, page: Client, draft: Draft) -> None:
    page.post(reverse("add_person", args=[draft.pk]), {"relationship": "child", "new": new})

    assert len(written(draft).people) == 1


def test_a_page_sent_again_changes_nobody_who_was_added(page: Client, draft: Draft) -> None:
    ref = member(draft, "spouse")

    answer = page.post(
        reverse("add_person", args=[draft.pk]), {"relationship": "child", "new": ref}
    )

    assert answer["Location"] == question(draft, ref, "name")
    assert [it.answers["relationship"] for it in written(draft).people] == ["applicant", "spouse"]


@pytest.mark.parametrize("kind", ["applicant", "home"])
def test_a_page_that_names_what_is_there_adds_another_person(
    kind: str, page: Client, draft: Draft
) -> None:
    applicant = written(draft).applicant.ref
    home = services.add_home(draft.pk, applicant, at=NOON)
    before = written(draft).parts
    new = applicant if kind == "applicant" else home

    page.post(reverse("add_person", args=[draft.pk]), {"relationship": "child", "new": new})

    after = written(draft)
    assert after.parts[: len(before)] == before
    assert [it.answers["relationship"] for it in after.people] == ["applicant", "child"]


@pytest.mark.parametrize("relationship", ["", "applicant", "cousin"])
def test_nobody_is_added_without_saying_who_it_is(
    relationship: str, page: Client, draft: Draft
) -> None:
    answer = page.post(reverse("add_person", args=[draft.pk]), {"relationship": relationship})

    assert answer.status_code == 422
    assert len(written(draft).people) == 1


def test_the_thirty_first_person_is_shown_the_way_out(page: Client, draft: Draft) -> None:
    for _ in range(MOST_PEOPLE - 1):
        services.add_person(draft.pk, "other", at=NOON)

    listed = page.get(people(draft)).content.decode()
    refused = page.post(reverse("add_person", args=[draft.pk]), {"relationship": "child"})

    assert "The form takes 30 people." in listed
    assert "add a person" not in listed
    assert refused.status_code == 422
    assert "please apply on paper" in refused.content.decode()
    assert len(written(draft).people) == MOST_PEOPLE


def test_each_person_is_listed_with_their_own_progress(page: Client, draft: Draft) -> None:
    marko = member(draft, surname="Коваленко", given_name="Марко")
    services.add_person(draft.pk, "parent", at=NOON)

    shown = page.get(people(draft))

    first, second = shown.context["members"]
    assert (first.name, first.relationship) == ("Коваленко Марко", "Child")
    assert (second.name, second.relationship) == ("Mother or father", "Mother or father")
    assert first.progress == second.progress == Progress.IN_PROGRESS
    assert removal(draft, marko) in shown.content.decode()


def test_a_person_is_done_when_nothing_is_left_to_ask(page: Client, draft: Draft) -> None:
    ref = member(draft, "spouse")
    for slug in ("relationship", "birth-date", "identity", "taxpayer", "idp"):
        services.save(draft.pk, ref, slug, {}, at=NOON)

    [listed] = page.get(people(draft)).context["members"]

    assert listed.progress == Progress.DONE
    assert listed.url == question(draft, ref, "relationship")


def test_removing_asks_first_and_says_what_goes_too(page: Client, draft: Draft) -> None:
    marko = member(draft, surname="Коваленко", given_name="Марко")
    services.add_home(draft.pk, marko, at=NOON)

    asked = page.get(removal(draft, marko)).content.decode()

    assert "<h1>Remove Коваленко Марко?</h1>" in asked
    assert "1 home of this person" in asked
    assert written(draft).part(marko) is not None


@pytest.mark.parametrize("removed", [0, 1, 2])
def test_statuses_homes_and_papers_stay_with_the_others(
    removed: int, page: Client, draft: Draft
) -> None:
    refs = [member(draft, given_name=name, statuses=VETERAN) for name in ("Іван", "Яна", "Юрій")]
    homes = {ref: services.add_home(draft.pk, ref, at=NOON) for ref in refs}
    for ref in refs:
        Paper.objects.create(draft=draft, code="veteran_certificate", about=ref)
        Paper.objects.create(draft=draft, code="ownership_document", about=homes[ref])
    before = {ref: written(draft).part(ref) for ref in refs}
    gone = refs[removed]

    answer = page.post(removal(draft, gone))

    left = written(draft)
    stay = [ref for ref in refs if ref != gone]
    assert answer["Location"] == people(draft)
    assert [it.ref for it in left.people] == [left.applicant.ref, *stay]
    assert [left.part(ref) for ref in stay] == [before[ref] for ref in stay]
    assert [home.ref for home in left.homes] == [homes[ref] for ref in stay]
    assert set(Paper.objects.values_list("about", flat=True)) == {
        *stay,
        *(homes[it] for it in stay),
    }


def test_removing_twice_removes_once(page: Client, draft: Draft) -> None:
    gone, stays = member(draft), member(draft)

    for _ in range(2):
        assert page.post(removal(draft, gone))["Location"] == people(draft)

    assert [it.ref for it in written(draft).people][1:] == [stays]


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_applicant_cannot_be_removed(method: str, page: Client, draft: Draft) -> None:
    answer = getattr(page, method)(removal(draft, written(draft).applicant.ref))

    assert answer.status_code == 404
    assert len(written(draft).people) == 1


def test_somebody_who_is_not_there_has_no_page_of_removal(page: Client, draft: Draft) -> None:
    assert page.get(removal(draft, "0123456789ab")).status_code == 404


@pytest.mark.parametrize(
    ("slug", "before", "after"),
    [
        ("birth-date", "What is the birth date of Child?", "What is the birth date of Марко?"),
        ("taxpayer", "The taxpayer number of Child", "The taxpayer number of Марко"),
        ("statuses", "Which of these apply to Child?", "Which of these apply to Марко?"),
    ],
)
def test_a_member_is_called_by_name_once_it_is_known(
    slug: str, before: str, after: str, page: Client, draft: Draft
) -> None:
    ref = services.add_person(draft.pk, "child", at=NOON)

    unnamed = page.get(question(draft, ref, slug)).content.decode()
    services.save(draft.pk, ref, "name", {"given_name": "Марко"}, at=NOON)
    named = page.get(question(draft, ref, slug)).content.decode()

    assert f"<h1>{before}</h1>" in unnamed
    assert f"<h1>{after}</h1>" in named


@pytest.mark.parametrize(
    ("relationship", "birth_date", "is_asked"),
    [
        pytest.param("child", "2008-01-06", False, id="a child of 17"),
        pytest.param("child", "2008-01-05", True, id="a child of 18 today"),
        pytest.param("child", "2003-01-06", True, id="a child of 22"),
        pytest.param("child", "2003-01-05", False, id="a child of 23 today"),
        pytest.param("sibling", "2005-01-05", False, id="a brother of 21"),
        pytest.param("child", None, False, id="a child of no age yet"),
    ],
)
def test_studies_are_asked_of_grown_up_children(
    relationship: str, birth_date: str | None, is_asked: bool, draft: Draft
) -> None:
    ref = member(draft, relationship, birth_date=birth_date)

    step = step_of(written(draft, at=NOON), ref, "student")

    assert step is not None
    assert step.is_asked is is_asked


def test_an_answer_about_studies_falls_with_the_age_it_was_asked_for(
    page: Client, draft: Draft
) -> None:
    ref = member(draft, birth_date="2005-01-05", full_time_student=True)

    page.post(
        question(draft, ref, "birth-date"),
        {"birth_date_day": "5", "birth_date_month": "1", "birth_date_year": "1985"},
    )

    assert written(draft).part(ref).answers["full_time_student"] is False  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("said", "offered", "hidden"),
    [
        pytest.param(
            {"birth_date": "2020-05-01"},
            {"child_with_disability", "deprived_of_liberty", "constant_care", "foster_family"},
            {"veteran", "servicemember", "defender_of_mariupol", "disability"},
            id="a small child",
        ),
        pytest.param(
            {"birth_date": "1960-05-01"},
            {"veteran", "servicemember", "defender_of_mariupol", "disability"},
            {"child_with_disability", "fallen_defender"},
            id="somebody grown up",
        ),
        pytest.param(
            {}, {"veteran", "child_with_disability"}, {"fallen_defender"}, id="of no age yet"
        ),
        pytest.param(
            {"birth_date": "2020-05-01", "statuses": VETERAN},
            {"veteran", "child_with_disability"},
            {"servicemember"},
            id="what is claimed already stays",
        ),
    ],
)
def test_only_statuses_that_the_age_allows_are_offered(
    said: dict[str, Any], offered: set[str], hidden: set[str], page: Client, draft: Draft
) -> None:
    ref = member(draft, **said)

    form = page.get(question(draft, ref, "statuses")).context["form"]

    own = {code for code, _label in form.fields["own"].choices}
    assert offered <= own
    assert not hidden & own
    assert len(list(form.fields["family"].choices)) == 11


def test_what_was_answered_is_marked_again(page: Client, draft: Draft) -> None:
    asked = question(draft, written(draft).applicant.ref, "statuses")
    for chosen in (
        {"own": ["veteran"], "family": ["disability"]},
        {"otherwise": ["none"]},
        {"otherwise": ["unsure"]},
    ):
        page.post(asked, chosen)

        form = page.get(asked).context["form"]

        marked = {name: form.initial[name] for name in ("own", "family", "otherwise")}
        assert {name: codes for name, codes in marked.items() if codes} == chosen


def test_the_list_costs_the_same_for_many_as_for_few(
    page: Client, draft: Draft, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4):  # session, user, draft, its parts
        page.get(people(draft))
    for _ in range(10):
        member(draft)
    with django_assert_num_queries(4):
        page.get(people(draft))


@pytest.mark.parametrize("name", ["people", "add_person"])
def test_the_household_of_somebody_else_is_not_there(
    name: str, draft: Draft, client: Client, django_user_model: Any
) -> None:
    client.force_login(django_user_model.objects.create_user("petro", "petro@example.org"))

    assert client.get(reverse(name, args=[draft.pk])).status_code == 404
    assert client.post(reverse(name, args=[draft.pk]), {"more": "no"}).status_code == 404
