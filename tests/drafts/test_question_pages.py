"""One page for every question: shown, refused, saved, warned of, gone on from."""

from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import Application
from drafts import services, steps
from drafts.answers import Answers
from drafts.forms.answer_form import AnswerForm, Warning
from drafts.models import Draft, Kind
from drafts.question import Question, Task, of_applicant
from tests.drafts.builders import NOON, applicant, draft_like, written


class Shoe(AnswerForm):
    size = forms.IntegerField(label="Size", max_value=60)

    def warnings(self) -> list[Warning]:
        size = self.cleaned_data["size"]
        return [Warning("size", f"{size} is large.")] if size > 50 else []


class Colour(AnswerForm):
    colour = forms.ChoiceField(label="Colour", choices=[("red", "Red"), ("blue", "Blue")])

    @staticmethod
    def initial_of(answers: Answers) -> dict[str, Any]:
        return {"colour": answers.get("_colour")}

    def given(self) -> Answers:
        return {"_colour": self.cleaned_data["colour"]}


def titled(title: str) -> Callable[..., str]:
    return lambda _written, _part: title


def is_red(_written: object, part: Any) -> bool:
    return bool(part.answers.get("_colour") == "red")


SHOE = Question("shoe", Kind.PERSON, Task.YOU, titled("Which shoes do you wear?"), Shoe)
COLOUR = Question("colour", Kind.RESIDENCE, Task.RESIDENCE, titled("Which colour?"), Colour)
RED = Question("red", Kind.RESIDENCE, Task.RESIDENCE, titled("How red?"), Shoe, is_red)
ONCE = Question("once", Kind.PERSON, Task.STATUSES, titled("Once?"), Shoe, of_applicant)


@pytest.fixture(autouse=True)
def four_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "QUESTIONS", (SHOE, ONCE, COLOUR, RED))


def url(draft: Draft, question: Question, part: str = "") -> str:
    ref = part or (written(draft).applicant.ref if question.kind == Kind.PERSON else question.kind)
    return reverse("question", args=[draft.pk, ref, question.slug])


def test_a_question_is_the_heading_and_the_title_of_its_page(page: Client, draft: Draft) -> None:
    shown = page.get(url(draft, COLOUR)).content.decode()

    assert "<h1>Which colour?</h1>" in shown
    assert "<title>Which colour?</title>" in shown
    assert "Error" not in shown


def test_an_answer_is_saved_and_leads_to_the_next_question(page: Client, draft: Draft) -> None:
    answered = page.post(url(draft, COLOUR), {"colour": "red"})

    assert written(draft).single(Kind.RESIDENCE).answers["_colour"] == "red"
    assert (answered.status_code, answered["Location"]) == (302, url(draft, RED))


def test_the_last_question_of_a_task_leads_to_the_task_list(page: Client, draft: Draft) -> None:
    answered = page.post(url(draft, COLOUR), {"colour": "blue"})

    assert answered["Location"] == reverse("tasks", args=[draft.pk])


def test_a_saved_answer_is_shown_again(page: Client, draft: Draft) -> None:
    page.post(url(draft, SHOE), {"size": "43"})

    assert 'value="43"' in page.get(url(draft, SHOE)).content.decode()


def test_what_is_typed_wrongly_is_kept_and_explained(page: Client, draft: Draft) -> None:
    refused = page.post(url(draft, SHOE), {"size": "4E"})

    shown = refused.content.decode()
    assert refused.status_code == 422
    assert "<title>Error: Which shoes do you wear?</title>" in shown
    assert 'value="4E"' in shown
    assert 'href="#id_size"' in shown
    assert not written(draft).applicant.answered


def test_a_warning_is_shown_once_and_does_not_block(page: Client, draft: Draft) -> None:
    first = page.post(url(draft, SHOE), {"size": "55"})

    assert first.status_code == 200
    assert "55 is large." in first.content.decode()
    assert written(draft).applicant.answers["size"] == 55
    [(_, warning)] = first.context["warnings"]

    second = page.post(url(draft, SHOE), {"size": "55", "seen": warning.code})

    assert second["Location"] == reverse("tasks", args=[draft.pk])


def test_a_warning_about_another_value_is_shown_too(page: Client, draft: Draft) -> None:
    [(_, warning)] = page.post(url(draft, SHOE), {"size": "55"}).context["warnings"]

    again = page.post(url(draft, SHOE), {"size": "56", "seen": warning.code})

    assert "56 is large." in again.content.decode()


def test_a_change_from_the_summary_leads_back_to_it(page: Client, draft: Draft) -> None:
    changed = page.post(url(draft, COLOUR) + "?next=check", {"colour": "blue"})

    assert changed["Location"] == reverse("check_answers", args=[draft.pk])


def test_a_change_that_opens_a_question_asks_it_before_the_summary(
    page: Client, draft: Draft
) -> None:
    changed = page.post(url(draft, COLOUR) + "?next=check", {"colour": "red"})
    answered = page.post(changed["Location"], {"size": "3"})

    assert changed["Location"] == url(draft, RED) + "?next=check"
    assert answered["Location"] == reverse("check_answers", args=[draft.pk])


@pytest.mark.parametrize("next_page", ["https://example.org/", "//example.org", "tasks", ""])
def test_no_other_page_can_be_named_to_go_on_to(next_page: str, page: Client, draft: Draft) -> None:
    answered = page.post(url(draft, COLOUR) + f"?next={next_page}", {"colour": "blue"})

    assert answered["Location"] == reverse("tasks", args=[draft.pk])


@pytest.mark.parametrize(
    ("question", "leads_to"),
    [
        pytest.param(RED, lambda draft: url(draft, COLOUR), id="to the question before"),
        pytest.param(COLOUR, lambda draft: reverse("tasks", args=[draft.pk]), id="to the tasks"),
    ],
)
def test_there_is_a_way_back(
    question: Question, leads_to: Callable[[Draft], str], page: Client, draft: Draft
) -> None:
    services.save(draft.pk, Kind.RESIDENCE, "colour", {"_colour": "red"}, at=NOON)

    shown = page.get(url(draft, question)).content.decode()

    assert f'<a class="back" href="{leads_to(draft)}">Back</a>' in shown


def test_statuses_are_asked_of_one_person_after_the_other(
    page: Client, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_everybody = Question("each", Kind.PERSON, Task.STATUSES, titled("Each?"), Shoe)
    monkeypatch.setattr(steps, "QUESTIONS", (of_everybody,))
    child = services.add_person(draft.pk, "child", at=NOON)

    answered = page.post(url(draft, of_everybody), {"size": "3"})

    assert answered["Location"] == url(draft, of_everybody, child)


def test_what_is_asked_of_a_member_leads_back_to_the_list_of_people(
    page: Client, draft: Draft
) -> None:
    child = services.add_person(draft.pk, "child", at=NOON)

    answered = page.post(url(draft, SHOE, child), {"size": "3"})

    assert answered["Location"] == reverse("people", args=[draft.pk])


def test_a_question_that_is_not_asked_leads_to_the_task_list(page: Client, draft: Draft) -> None:
    child = services.add_person(draft.pk, "child", at=NOON)

    for asked in (url(draft, RED), url(draft, ONCE, child)):
        for answer in (page.get(asked), page.post(asked, {"size": "3"})):
            assert answer["Location"] == reverse("tasks", args=[draft.pk])
    assert written(draft).part(child).answered == {"relationship"}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("part", "question"),
    [
        pytest.param("residence", "shoe", id="a question of another part"),
        pytest.param("residence", "nothing", id="no such question"),
        pytest.param("0123456789ab", "shoe", id="nobody of this household"),
        pytest.param("person", "shoe", id="a kind that is many"),
    ],
)
def test_what_does_not_exist_is_not_found(
    part: str, question: str, page: Client, draft: Draft
) -> None:
    address = reverse("question", args=[draft.pk, part, question])

    assert page.get(address).status_code == 404
    assert page.post(address, {"size": "3"}).status_code == 404


def test_fields_that_no_question_has_are_ignored(page: Client, draft: Draft) -> None:
    extra = {"size": "43", "relationship": "spouse", "status": "approved", "answered": "red"}

    page.post(url(draft, SHOE), extra)

    said = written(draft).applicant
    assert said.answers["relationship"] == "applicant"
    assert "status" not in said.answers
    assert said.answered == {"shoe"}


def test_the_draft_of_somebody_else_is_not_found(page: Client) -> None:
    theirs = services.start(applicant("stranger"), language="uk", at=NOON)

    for name in ("tasks", "check_answers"):
        assert page.get(reverse(name, args=[theirs.pk])).status_code == 404
    assert page.get(url(theirs, COLOUR)).status_code == 404
    assert page.post(url(theirs, COLOUR), {"colour": "red"}).status_code == 404
    assert not written(theirs).single(Kind.RESIDENCE).answers


def test_who_is_not_signed_in_is_asked_to(client: Client, draft: Draft) -> None:
    for address in (reverse("apply"), reverse("tasks", args=[draft.pk]), url(draft, COLOUR)):
        assert client.get(address).status_code == 302


def test_staff_who_help_nobody_see_no_form(
    client: Client, draft: Draft, staff: Callable[..., User]
) -> None:
    client.force_login(staff("caseworker"))

    for address in (reverse("apply"), reverse("tasks", args=[draft.pk]), url(draft, COLOUR)):
        assert client.get(address).status_code == 404


def test_after_submission_every_page_of_the_draft_leads_to_the_application(
    page: Client, owner: User
) -> None:
    draft = draft_like(owner=owner)
    application = services.submit(draft.pk, by=owner, at=NOON)

    for address in (reverse("tasks", args=[draft.pk]), url(draft, COLOUR)):
        for answer in (page.get(address), page.post(address, {"colour": "red"})):
            if answer.status_code != 405:
                assert answer["Location"] == reverse("status", args=[application.number])
    assert Application.objects.count() == 1


def test_what_was_typed_when_the_session_had_ended_is_there_after_signing_in(
    page: Client, owner: User, draft: Draft
) -> None:
    address = url(draft, SHOE)
    Session.objects.update(expire_date=NOON)
    page.post(address, {"size": "4E"})
    page.force_login(owner)

    first, second = (page.get(address).content.decode() for _ in range(2))

    assert 'value="4E"' in first
    assert "is not saved yet" in first
    assert "Error" not in first
    assert 'value="4E"' not in second
    assert not written(draft).applicant.answered


def test_switching_the_language_of_a_refused_page_keeps_what_was_typed(
    page: Client, draft: Draft
) -> None:
    refused = page.post(url(draft, SHOE), {"size": "many"})
    switched = page.post(url(draft, SHOE), {"typed": "size=many", "switch_to": "uk"})

    assert '<input type="hidden" name="typed" value="size=many">' in refused.content.decode()
    assert switched.status_code == 200
    assert 'value="many"' in switched.content.decode()
    assert '<html lang="uk"' in switched.content.decode()
    assert switched.cookies["django_language"].value == "uk"
    assert "size" not in written(draft).applicant.answers
