"""The summary: all answers, what looks wrong, papers, rules; from it one submits."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import assistances, printed_codes
from accounts.models import User
from applications.models import Application
from applications.package_reader import (
    DECLARATIONS,
    HOME_KEYS,
    INVITATION_KEYS,
    PERSON_KEYS,
    RESIDENCE_KEYS,
)
from audit.models import Entry
from drafts import services
from drafts.faults import QUESTIONS_OF, fault
from drafts.models import Draft, Kind, Paper
from drafts.papers import set_later
from drafts.progress import ASKED
from drafts.questions import QUESTIONS
from drafts.steps import asked
from drafts.views import check as checking
from refusals.refused import Refusal
from tests.applications.builders import SHARE, example
from tests.drafts.builders import NOON, all_answered, applicant, draft_like, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]


@pytest.fixture
def draft(owner: User) -> Draft:
    """A draft in which everything is answered."""
    return all_answered(draft_like(owner=owner))


def url(draft: Draft) -> str:
    return reverse("check_answers", args=[draft.pk])


def shown(page: Client, draft: Draft) -> str:
    return page.get(url(draft)).content.decode()


def test_every_question_asked_is_there_with_a_link_to_change_it(page: Client, draft: Draft) -> None:
    summary = shown(page, draft)

    steps = [step for task in ASKED for step in asked(written(draft), task)]
    assert len(steps) > 15
    for step in steps:
        assert f'href="{step.url}?next=check"' in summary


def test_answers_are_in_the_words_of_their_choices(page: Client, draft: Draft) -> None:
    summary = shown(page, draft)

    for person in SHARE["people"]:
        assert person["surname"] in summary
        assert person["identity_document"]["number"] in summary
    assert "One can live in it" in summary
    assert "habitable" not in summary


def test_what_was_not_given_says_so(page: Client, draft: Draft) -> None:
    services.save(
        draft.pk, written(draft).applicant.ref, "contact", {"phone": None, "email": None}, at=NOON
    )

    assert "Not given" in shown(page, draft)


def test_a_doubt_stands_beside_its_answer_again(page: Client, draft: Draft) -> None:
    ref = written(draft).applicant.ref
    services.save(draft.pk, ref, "contact", {"email": "oksana@gmial.com"}, at=NOON)

    assert "Did you mean oksana@gmail.com?" in shown(page, draft)


def test_what_a_later_answer_made_wrong_is_shown(page: Client, draft: Draft) -> None:
    said = written(draft)
    number = said.applicant.answers["taxpayer_number"]
    child = said.people[1].ref
    services.save(draft.pk, child, "taxpayer", {"taxpayer_number": number}, at=NOON)

    assert "This number is already given" in shown(page, draft)


@pytest.mark.parametrize("name", ["01", "03", "05", "06"])
def test_answers_sent_again_as_they_are_raise_no_fault(
    name: str, page: Client, owner: User
) -> None:
    draft = all_answered(draft_like(example(name), owner=owner))

    page.get(url(draft))

    found = page.get(url(draft)).context["sections"]
    doubts = [
        doubt
        for section in found
        for group in section.groups
        for answer in group.answers
        for doubt in answer.doubts
    ]
    assert doubts == []


def test_an_open_question_is_gone_back_to(page: Client, owner: User) -> None:
    draft = draft_like(owner=owner)

    for answer in (page.get(url(draft)), page.post(url(draft))):
        [first, *_] = [step for task in ASKED for step in asked(written(draft), task)]
        assert (answer.status_code, answer["Location"]) == (302, first.url)
    assert not Application.objects.exists()


def test_a_household_not_said_to_be_whole_is_gone_back_to(page: Client, owner: User) -> None:
    alone = {**SHARE, "people": SHARE["people"][:1], "homes": []}
    draft = all_answered(draft_like(alone, owner=owner), is_whole=False)

    assert page.get(url(draft))["Location"] == reverse("people", args=[draft.pk])


def test_papers_given_put_off_and_missing_are_told_apart(page: Client, draft: Draft) -> None:
    page.get(url(draft))
    later = Paper.objects.filter(code="idp_certificate").first()
    assert later is not None
    set_later(later, at=NOON)

    summary = shown(page, draft)

    assert "I will bring it later" in summary
    assert "Not added yet" in summary


def test_the_rules_are_told_with_reasons_and_no_bare_no(page: Client, draft: Draft) -> None:
    services.save(
        draft.pk, Kind.DECLARATIONS, "assistance", {"no_monetary_assistance": False}, at=NOON
    )

    summary = shown(page, draft)

    assert "By these answers the rules are not met" in summary
    assert "What would change this:" in summary
    assert "a person decides" in summary


def test_submitting_leads_to_the_receipt(page: Client, draft: Draft) -> None:
    answer = page.post(url(draft))

    application = Application.objects.get()
    assert answer["Location"] == reverse("receipt", args=[application.number])
    assert application.owner == draft.owner


def test_a_second_press_of_the_button_leads_to_the_same_receipt(page: Client, draft: Draft) -> None:
    first, second = page.post(url(draft)), page.post(url(draft))

    assert first["Location"] == second["Location"]
    assert Application.objects.count() == 1


def test_going_back_after_submission_leads_to_the_application(page: Client, draft: Draft) -> None:
    page.post(url(draft))

    number = Application.objects.get().number
    assert page.get(url(draft))["Location"] == reverse("status", args=[number])


def test_what_the_package_refuses_is_named_beside_the_question_to_change(
    page: Client, draft: Draft
) -> None:
    home = written(draft).homes[0].ref
    services.save(draft.pk, home, "area", {"share": "3/2"}, at=NOON)

    answer = page.post(url(draft))

    refused = answer.content.decode()
    area = reverse("question", args=[draft.pk, home, "area"])
    assert answer.status_code == 422
    assert "<title>Error: Check your answers</title>" in refused
    assert f'<a href="{area}?next=check">' in refused
    assert not Application.objects.exists()


@pytest.mark.parametrize("key", sorted({
    *PERSON_KEYS, *HOME_KEYS, *RESIDENCE_KEYS, *DECLARATIONS, *INVITATION_KEYS, "language",
} - {"ref"}))  # fmt: skip
def test_every_key_of_the_package_has_a_question_that_asks_for_it(key: str) -> None:
    assert QUESTIONS_OF[key] in {question.slug for question in QUESTIONS}


def test_a_fault_of_no_question_leads_to_the_task_list(draft: Draft) -> None:
    found = fault(Refusal("people", "Забагато.", "Too many."), written(draft))

    assert found.url == reverse("tasks", args=[draft.pk])


def test_without_consent_the_question_is_asked_again(page: Client, draft: Draft) -> None:
    services.save(draft.pk, Kind.DECLARATIONS, "notice", {"personal_data_notice": None}, at=NOON)

    answer = page.post(url(draft))

    assert answer["Location"] == reverse("question", args=[draft.pk, "declarations", "notice"])


def test_a_second_live_application_leads_to_the_first(page: Client, draft: Draft) -> None:
    theirs = draft_like(owner=applicant("mother"))
    first = services.submit(theirs.pk, by=theirs.owner, at=NOON)
    Application.objects.update(owner=draft.owner)

    answer = page.post(url(draft), follow=True)

    assert answer.redirect_chain[-1][0] == reverse("apply")
    assert first.number in answer.content.decode()
    assert written(draft).applicant.answers["surname"]


def test_a_day_without_a_calendar_keeps_the_draft_and_says_so(
    page: Client, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = datetime.fromisoformat("2027-12-20T10:00:00+02:00")
    monkeypatch.setattr(checking, "timezone", SimpleNamespace(now=lambda: late))

    answer = page.post(url(draft))

    assert answer.status_code == 503
    assert "Everything you answered is saved." in answer.content.decode()
    assert Draft.objects.get().application is None


def test_a_child_who_has_come_of_age_since_the_last_answer_is_asked_about_first(
    page: Client, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = services.add_person(draft.pk, "child", at=NOON)
    services.save(draft.pk, ref, "birth-date", {"birth_date": "2008-01-20"}, at=NOON)
    all_answered(draft)
    month_later = SimpleNamespace(now=lambda: NOON + timedelta(days=30))
    monkeypatch.setattr(checking, "timezone", month_later)

    answer = page.post(url(draft))

    assert answer["Location"] == reverse("question", args=[draft.pk, ref, "student"])
    assert Draft.objects.get().application is None


def test_an_operator_submits_for_whom_they_help(client: Client, staff: Callable[..., User]) -> None:
    operator = staff("operator")
    helped = assistances.start_for_new(operator, at=timezone.now()).applicant
    printed_codes.make(helped, by=operator, at=timezone.now())
    printed_codes.keep(helped, at=timezone.now())
    client.force_login(operator)
    client.post(reverse("apply"))
    draft = all_answered(draft_like(owner=helped))

    answer = client.post(url(draft))

    application = Application.objects.get()
    assert answer["Location"] == reverse("receipt", args=[application.number])
    entry = Entry.objects.get(act="application.submitted")
    assert (application.owner, entry.by_id) == (helped, operator.pk)
    assert entry.facts["assisted"] is True


def test_the_way_to_submitting_stands_on_top_and_people_can_be_folded(
    page: Client, draft: Draft
) -> None:
    text = page.get(reverse("check_answers", args=[draft.pk])).content.decode()

    first, submit = text.index('href="#submit"'), text.index('id="submit"')
    assert first < text.index("<section") < submit
    assert text.count('<details class="fold" open>') >= len(written(draft).people) - 1
