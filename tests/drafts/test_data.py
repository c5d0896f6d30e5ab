"""What is answered so far can be taken away, by its owner alone."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import assistances, printed_codes
from accounts.models import User
from drafts.answers import document
from drafts.models import Draft, Kind
from tests.drafts.builders import NOON, all_answered, applicant, draft_like, written
from tests.drafts.paper_builders import given, paper_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]


@pytest.fixture
def whole(owner: User) -> Draft:
    return all_answered(draft_like(owner=owner))


def test_the_answers_and_the_papers_are_in_it(whole: Draft, owner: User, page: Client) -> None:
    about = whole.parts.filter(kind=Kind.PERSON).order_by("position")[0].ref
    copy = given(paper_of(whole, "other", about), owner)

    answer = page.get(reverse("draft_data", args=[whole.pk]))

    assert answer["Content-Disposition"] == 'attachment; filename="application-draft.json"'
    assert "no-store" in answer["Cache-Control"]
    said: Any = answer.json()
    package = document(written(whole), received_at=NOON)
    del package["received_at"]
    assert said["answers"] == package
    [paper] = [paper for paper in said["papers"] if paper["files"]]
    assert (paper["paper"], paper["about"]) == ("other", about)
    assert paper["files"][0]["sha256_as_received"] == copy.sha256


def test_the_task_list_leads_to_it(whole: Draft, page: Client) -> None:
    shown = page.get(reverse("tasks", args=[whole.pk])).content.decode()

    assert f'href="{reverse("draft_data", args=[whole.pk])}"' in shown


def test_it_is_not_there_for_another_applicant(whole: Draft, client: Client) -> None:
    client.force_login(applicant("taras"))

    assert client.get(reverse("draft_data", args=[whole.pk])).status_code == 404


def test_who_helps_neither_takes_it_away_nor_is_led_to_it(
    whole: Draft, owner: User, staff: Any, client: Client
) -> None:
    operator = staff("operator", name="halyna")
    printed_codes.make(owner, by=owner, at=NOON)
    assistances.start(operator, owner, at=timezone.now())
    client.force_login(operator)
    address = reverse("draft_data", args=[whole.pk])

    tasks = client.get(reverse("tasks", args=[whole.pk]))

    assert tasks.status_code == 200
    assert address not in tasks.content.decode()
    assert client.get(address).status_code == 404
