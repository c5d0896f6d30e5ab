"""The checklist of a draft: grouped, explained, with how far each paper has come."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from copies.models import Copy, State
from drafts import services
from drafts.answers import read
from drafts.asking import asked_papers
from drafts.models import Draft, Paper
from drafts.paper_list import needed_by, papers_of, progress
from drafts.paper_state import PaperState, state_of
from drafts.papers import add_paper, set_later
from drafts.progress import Progress
from territories.gazetteer import Gazetteer
from tests.applications.builders import example
from tests.drafts.builders import NOON, applicant, draft_like, written
from tests.drafts.paper_builders import given, paper_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(owner: User, gazetteer: Gazetteer) -> Draft:
    """A mother of a toddler who owns a flat in occupied Mariupol, or near it."""
    return draft_like(example("06"), owner=owner)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_papers_stand_in_groups_with_the_applicants_first(family: Draft) -> None:
    listed = asked_papers(written(family), NOON)

    names = [group.subject.name for group in listed.groups]
    assert names[0] == ""
    assert [group.subject.is_home for group in listed.groups][-1] is True
    assert all(row.why for row in listed.asked)


def test_the_page_says_whose_why_and_how_far(page: Client, family: Draft) -> None:
    shown = text(page.get(reverse("draft_papers", args=[family.pk])))

    assert "Your papers" in shown
    assert "Asked for about everybody who will live in the dwelling." in shown
    assert "Not added yet" in shown


def test_a_home_in_occupied_mariupol_asks_for_no_report(page: Client, family: Draft) -> None:
    asked_papers(written(family), NOON)

    codes = set(family.papers.values_list("code", flat=True))
    assert "ownership_document" in codes
    assert not codes & {"inspection_report", "damage_register_extract", "technical_assessment"}


def test_looking_twice_asks_for_each_paper_once(page: Client, family: Draft) -> None:
    for _look in range(2):
        page.get(reverse("draft_papers", args=[family.pk]))

    keys = list(family.papers.values_list("code", "about"))
    assert len(keys) == len(set(keys)) > 0


def test_a_paper_no_longer_asked_for_stays_while_it_has_files(
    page: Client, owner: User, family: Draft
) -> None:
    notice = paper_of(family, "no_housing_notice", written(family).applicant.ref)
    unwanted = paper_of(family, "other", written(family).applicant.ref)
    given(notice, owner)

    others = asked_papers(written(family), NOON).others

    assert [row.paper.pk for row in others] == [notice.pk]
    assert unwanted.pk not in [row.paper.pk for row in others]
    assert "Other papers" in text(page.get(reverse("draft_papers", args=[family.pk])))


STATES = [
    pytest.param([], False, PaperState.NOT_YET, id="nothing added"),
    pytest.param([], True, PaperState.LATER, id="put off"),
    pytest.param([State.WAITING], False, PaperState.CHECKING, id="a file is being checked"),
    pytest.param([State.CLEAN], False, PaperState.GIVEN, id="a file was checked"),
    pytest.param([State.CLEAN, State.WAITING], False, PaperState.CHECKING, id="one of two checked"),
    pytest.param([State.CLEAN, State.RECEIVING], False, PaperState.CUT, id="one of two was cut"),
    pytest.param([State.CLEAN, State.REFUSED], False, PaperState.REFUSED, id="one of two refused"),
]


@pytest.mark.parametrize(("states", "later", "state"), STATES)
def test_how_far_a_paper_has_come(
    owner: User, draft: Draft, states: list[State], later: bool, state: PaperState
) -> None:
    paper = paper_of(draft, "other", written(draft).applicant.ref)
    for number, each in enumerate(states):
        given(paper, owner, state=each, content=b"%PDF-1.4 " + b"%d" % number)
    Paper.objects.filter(pk=paper.pk).update(later=later)

    assert state_of(papers_of(draft)[0]) == state


def far(draft: Draft) -> Progress:
    fresh = Draft.objects.get(pk=draft.pk)
    return progress(needed_by(read(fresh, at=NOON), NOON), papers_of(fresh))


def test_the_task_is_done_once_every_paper_is_added_or_put_off(owner: User, family: Draft) -> None:
    assert far(family) == Progress.NOT_STARTED

    first, *rest = [row.paper for row in asked_papers(written(family), NOON).asked]
    given(first, owner)
    assert far(family) == Progress.IN_PROGRESS

    for paper in rest:
        set_later(paper, at=NOON)
    assert far(family) == Progress.DONE


def test_a_refused_file_alone_does_not_settle_a_paper(owner: User, family: Draft) -> None:
    first, *rest = [row.paper for row in asked_papers(written(family), NOON).asked]
    given(first, owner, state=State.REFUSED)
    for paper in rest:
        set_later(paper, at=NOON)

    assert far(family) == Progress.IN_PROGRESS


def test_a_file_takes_back_that_the_paper_comes_later(owner: User, draft: Draft) -> None:
    paper = paper_of(draft, "other", written(draft).applicant.ref)
    set_later(paper, at=NOON)
    given(paper, owner)

    assert Paper.objects.get(pk=paper.pk).later is False


def test_put_off_one_goes_on_to_the_next_open_paper(page: Client, family: Draft) -> None:
    first, second, *_rest = asked_papers(written(family), NOON).asked

    answer = page.post(reverse("draft_paper_later", args=[family.pk, first.paper.pk]))

    assert answer.url == second.url  # type: ignore[attr-defined]
    assert Paper.objects.get(pk=first.paper.pk).later is True


def test_the_page_of_a_paper_explains_it(page: Client, family: Draft) -> None:
    row = next(
        row
        for row in asked_papers(written(family), NOON).asked
        if row.paper.code == "idp_certificate"
    )
    shown = text(page.get(row.url))

    assert "<h1>IDP certificate" in shown
    assert "1401-5001234567" in shown
    assert "I will bring it later" in shown


def test_a_paper_can_be_added_unasked_and_is_the_same_the_second_time(
    page: Client, draft: Draft
) -> None:
    url = reverse("add_draft_paper", args=[draft.pk])
    chosen = {"code": "property_register_extract", "about": written(draft).applicant.ref}
    first, second = (page.post(url, chosen) for _time in range(2))

    assert first.url == second.url  # type: ignore[attr-defined]
    assert page.get(first.url).status_code == 200  # type: ignore[attr-defined]


WRONG = [
    pytest.param({}, "This field is required.", id="nothing chosen"),
    pytest.param({"code": "sword"}, "Choose the paper from the list.", id="no such paper"),
    pytest.param({"about": "p77"}, "Choose a person or a home from the list.", id="nobody"),
]


@pytest.mark.parametrize(("changed", "sentence"), WRONG)
def test_adding_a_paper_of_no_kind_or_nobody_is_refused(
    page: Client, draft: Draft, changed: dict[str, str], sentence: str
) -> None:
    chosen = {"code": "other", "about": written(draft).applicant.ref} if changed else {}

    answer = page.post(reverse("add_draft_paper", args=[draft.pk]), chosen | changed)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not draft.papers.exists()


def test_nobody_else_sees_the_papers(page: Client, draft: Draft) -> None:
    theirs = services.start(applicant("maria"), language="uk", at=NOON)
    paper = paper_of(theirs, "other", written(theirs).applicant.ref)

    for url in (
        reverse("draft_papers", args=[theirs.pk]),
        reverse("draft_paper", args=[theirs.pk, paper.pk]),
        reverse("draft_paper", args=[draft.pk, paper.pk]),
        reverse("draft_paper_state", args=[draft.pk, paper.pk]),
    ):
        assert page.get(url).status_code == 404
    later = reverse("draft_paper_later", args=[draft.pk, paper.pk])
    assert page.post(later).status_code == 404


def test_removing_somebody_removes_their_papers_and_files(owner: User, draft: Draft) -> None:
    ref = services.add_person(draft.pk, "child", at=NOON)
    given(add_paper(draft.pk, "other", ref, at=NOON), owner)

    services.remove_person(draft.pk, ref, at=NOON)

    assert not draft.papers.exists()
    assert not Copy.objects.exists()
