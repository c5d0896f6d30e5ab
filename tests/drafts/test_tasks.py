"""The task list tells how far one is, and leads on."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from drafts import services
from drafts.models import Draft
from drafts.paper_list import needed_by
from drafts.papers import ask, set_later
from drafts.progress import Progress, first_open
from drafts.question import Task
from drafts.steps import asked
from territories.gazetteer import Gazetteer
from tests.applications.builders import SHARE
from tests.drafts.builders import NOON, all_answered, draft_like, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]
ANSWERED = (
    Task.YOU, Task.RESIDENCE, Task.HOUSEHOLD, Task.STATUSES, Task.HOMES, Task.DECLARATIONS,
)  # fmt: skip


def progress(page: Client, draft: Draft) -> dict[Task, Progress]:
    shown = page.get(reverse("tasks", args=[draft.pk]))
    return {row.task: row.progress for row in shown.context["rows"]}


def leads_to(page: Client, draft: Draft) -> str:
    url: str = page.get(reverse("tasks", args=[draft.pk])).context["go_on"]
    return url


def test_in_a_new_draft_nothing_is_started_and_what_needs_the_rest_is_blocked(
    page: Client, draft: Draft
) -> None:
    found = progress(page, draft)

    assert list(found) == list(Task)
    blocked = {Task.PAPERS, Task.CHECK}
    assert {task for task in found if found[task] == Progress.BLOCKED} == blocked
    assert {found[task] for task in found if task not in blocked} == {Progress.NOT_STARTED}


def test_what_is_blocked_has_no_link(page: Client, draft: Draft) -> None:
    shown = page.get(reverse("tasks", args=[draft.pk])).content.decode()

    assert f'href="{reverse("check_answers", args=[draft.pk])}"' not in shown
    assert f'href="{reverse("draft_papers", args=[draft.pk])}"' not in shown


def test_it_leads_to_the_first_open_question(page: Client, draft: Draft) -> None:
    first, second, *_ = asked(written(draft), Task.YOU)
    assert leads_to(page, draft) == first.url

    services.save(draft.pk, first.part.ref, first.question.slug, {}, at=NOON)

    assert leads_to(page, draft) == second.url
    assert progress(page, draft)[Task.YOU] == Progress.IN_PROGRESS


def test_once_all_is_answered_papers_and_the_check_can_begin(page: Client, owner: User) -> None:
    draft = all_answered(draft_like(owner=owner))

    found = progress(page, draft)

    assert {found[task] for task in ANSWERED} == {Progress.DONE}
    assert (found[Task.PAPERS], found[Task.CHECK]) == (Progress.NOT_STARTED,) * 2
    assert leads_to(page, draft) == reverse("draft_papers", args=[draft.pk])
    assert first_open(written(draft)) is None


def test_once_every_paper_is_put_off_it_leads_to_the_check(
    page: Client, owner: User, gazetteer: Gazetteer
) -> None:
    draft = all_answered(draft_like(owner=owner))
    needed = needed_by(written(draft), NOON)
    ask(draft.pk, [(paper.code, paper.about) for paper in needed])
    for paper in draft.papers.all():
        set_later(paper, at=NOON)

    assert progress(page, draft)[Task.PAPERS] == Progress.DONE
    assert leads_to(page, draft) == reverse("check_answers", args=[draft.pk])


def test_a_member_added_opens_what_was_done(page: Client, owner: User) -> None:
    draft = all_answered(draft_like(owner=owner))

    services.add_person(draft.pk, "parent", at=NOON)

    found = progress(page, draft)
    assert found[Task.HOUSEHOLD] == found[Task.STATUSES] == Progress.IN_PROGRESS
    assert found[Task.CHECK] == Progress.BLOCKED


def test_who_lives_alone_says_so(page: Client, owner: User) -> None:
    alone = {**SHARE, "people": SHARE["people"][:1], "homes": []}
    draft = all_answered(draft_like(alone, owner=owner), is_whole=False)
    assert progress(page, draft)[Task.HOUSEHOLD] == Progress.NOT_STARTED

    all_answered(draft)

    assert progress(page, draft)[Task.HOUSEHOLD] == Progress.DONE


def test_who_owns_a_home_names_it(page: Client, owner: User) -> None:
    draft = all_answered(draft_like(owner=owner))
    services.remove_home(draft.pk, written(draft).homes[0].ref, at=NOON)

    assert progress(page, draft)[Task.HOMES] == Progress.IN_PROGRESS
    assert first_open(written(draft)) == reverse("homes", args=[draft.pk])
