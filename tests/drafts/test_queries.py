"""How often the pages of a draft ask the database: few times, and as often for thirty people."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from drafts import services
from drafts.models import Draft
from tests.drafts.builders import NOON, all_answered, draft_like, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]

SESSION_AND_ACCOUNT = 2
DRAFT_AND_PARTS = 2


def queries(page: Client, address: str, data: dict[str, Any] | None = None) -> list[str]:
    """Return the statements a page costs, savepoints of the test aside."""
    with CaptureQueriesContext(connection) as captured:
        answer = page.get(address) if data is None else page.post(address, data)
    assert answer.status_code in {200, 302}
    said = [query["sql"] for query in captured]
    return [sql for sql in said if "SAVEPOINT" not in sql]


def with_people(draft: Draft, number: int) -> Draft:
    for _ in range(number):
        services.add_person(draft.pk, "child", at=NOON)
    return draft


@pytest.mark.parametrize("people", [0, 29])
def test_the_task_list(people: int, page: Client, draft: Draft) -> None:
    address = reverse("tasks", args=[with_people(draft, people).pk])

    assert len(queries(page, address)) == SESSION_AND_ACCOUNT + DRAFT_AND_PARTS


@pytest.mark.parametrize("people", [0, 29])
def test_the_page_of_a_question(people: int, page: Client, draft: Draft) -> None:
    ref = written(with_people(draft, people)).applicant.ref
    address = reverse("question", args=[draft.pk, ref, "birth-date"])

    assert len(queries(page, address)) == SESSION_AND_ACCOUNT + DRAFT_AND_PARTS


@pytest.mark.parametrize("people", [0, 29])
def test_saving_an_answer(people: int, page: Client, draft: Draft) -> None:
    ref = written(with_people(draft, people)).applicant.ref
    address = reverse("question", args=[draft.pk, ref, "birth-date"])
    born = {"birth_date_day": "12", "birth_date_month": "3", "birth_date_year": "1987"}

    locking_reading_writing_noting = 4
    assert len(queries(page, address, born)) == (
        SESSION_AND_ACCOUNT + DRAFT_AND_PARTS + locking_reading_writing_noting
    )


def test_the_summary_costs_no_more_for_more_people(page: Client, owner: User) -> None:
    draft = all_answered(draft_like(owner=owner))
    address = reverse("check_answers", args=[draft.pk])
    page.get(address)
    few = len(queries(page, address))
    for _ in range(10):
        child = services.add_person(draft.pk, "child", at=NOON)
        said = written(draft).people[1].answers
        services.save(draft.pk, child, "name", said, at=NOON)
    all_answered(draft)
    page.get(address)

    assert len(queries(page, address)) == few
