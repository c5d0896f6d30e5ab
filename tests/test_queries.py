"""How often each page of an applicant asks the database: as often for thirty people as for two.

A number beyond these is a query that a page need not make, or one for each of something.
"""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from applications.models import Application
from drafts import services
from drafts.asking import asked_papers
from drafts.models import Draft
from tests.applications.builders import SHARE
from tests.cabinet.builders import ask
from tests.drafts.builders import NOON, all_answered, applicant, draft_like, written
from tests.drafts.paper_builders import given
from tests.review.builders import taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]

SESSION_AND_ACCOUNT = 2
DRAFT = SESSION_AND_ACCOUNT + 2  # the draft and its parts
PLACES = 1  # whether the lists of places in memory are still in force
PAPERS = 2  # papers, and their files
MOST_FILES = 40

OF_DRAFT = {
    "my": DRAFT,
    "tasks": DRAFT + PLACES + PAPERS,
    "people": DRAFT,
    "add_person": SESSION_AND_ACCOUNT + 1,
    "homes": DRAFT + PLACES,
    "add_home": DRAFT,
    "draft_papers": DRAFT + PLACES + PAPERS,
    "add_draft_paper": DRAFT + PLACES,
    "draft_paper": DRAFT + PLACES + PAPERS + 1,  # the pages of its files
    "check_answers": DRAFT + PLACES + PAPERS,
    "remove_person": DRAFT + 1,  # how many papers go too
    "remove_home": DRAFT + PLACES + 1,
}
OF_QUESTION = {
    "name": DRAFT,
    "birth-date": DRAFT,
    "identity": DRAFT,
    "statuses": DRAFT,
    "owner": DRAFT + PLACES,  # homes are called by their places
    "place": DRAFT + PLACES,
    "condition": DRAFT + PLACES,
    "area": DRAFT + PLACES,
}
OF_SAVING = {"name": DRAFT + 4, "area": DRAFT + PLACES + 4}  # locking, reading, writing, noting
OF_APPLICATION = {
    "status": 21,
    "receipt": 8,
    "correction": 10,
    "my_papers": 14,
    "withdraw": 3,
    "invitation": 4,
    "accesses": 12,
    "my_data": 3,
}

sizes = pytest.mark.parametrize(
    ("people", "homes"),
    [
        pytest.param(2, 1, id="two people with a home"),
        pytest.param(30, 20, id="thirty people with twenty homes"),
    ],
)


@pytest.fixture
def oksana(db: None) -> User:
    return applicant()


@pytest.fixture
def page(oksana: User, client: Client) -> Client:
    client.force_login(oksana)
    return client


@pytest.fixture
def draft(oksana: User, people: int, homes: int) -> Draft:
    """A draft with every question answered, and files of all its papers but one."""
    draft = all_answered(draft_like(household(people, homes), owner=oksana))
    *rows, _last = asked_papers(written(draft), NOON).asked
    for number, row in enumerate(rows[:MOST_FILES]):
        given(row.paper, oksana, content=b"%PDF-1.4 " + b"%d" % number)
    return draft


def household(people: int, homes: int) -> dict[str, Any]:
    """Return the package of a household of so many people, who own so many destroyed homes."""
    document = deepcopy(SHARE)
    someone, member = document["people"]
    home = {**document["homes"][0], "condition": "destroyed", "evidence": None}
    document["people"] = [someone, *({**member, "ref": f"p{n}"} for n in range(2, people + 1))]
    document["homes"] = [{**home, "ref": f"h{n}"} for n in range(1, homes + 1)]
    return document


def queries(page: Client, address: str, data: dict[str, str] | None = None) -> int:
    """Return how many statements a page costs once it was seen, savepoints of the test aside."""
    page.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = page.get(address) if data is None else page.post(address, data)
    assert answer.status_code == (200 if data is None else 302), address
    return sum("SAVEPOINT" not in query["sql"] for query in captured)


def question(draft: Draft, slug: str) -> str:
    """Return the page of a question about the last person or home that is asked it."""
    said = written(draft)
    part = said.homes[-1] if slug in {"owner", "place", "condition", "area"} else said.people[-1]
    return reverse("question", args=[draft.pk, part.ref, slug])


@sizes
def test_pages_of_a_draft(page: Client, draft: Draft) -> None:
    said = written(draft)
    more = {
        "my": [],
        "remove_person": [draft.pk, said.people[-1].ref],
        "remove_home": [draft.pk, said.homes[-1].ref],
        "draft_paper": [draft.pk, draft.papers.earliest("pk").pk],
    }

    pages = {name: reverse(name, args=more.get(name, [draft.pk])) for name in OF_DRAFT}
    assert {name: queries(page, address) for name, address in pages.items()} == OF_DRAFT


@sizes
def test_questions(page: Client, draft: Draft) -> None:
    assert {slug: queries(page, question(draft, slug)) for slug in OF_QUESTION} == OF_QUESTION


@sizes
def test_saving_answers(page: Client, draft: Draft) -> None:
    typed = {
        "name": {"surname": "Коваль", "given_name": "Ганна", "patronymic": "Ігорівна"},
        "area": {"area": "40,5", "share": "1/2"},
    }

    assert {
        slug: queries(page, question(draft, slug), data) for slug, data in typed.items()
    } == OF_SAVING


@sizes
def test_pages_of_an_application(
    page: Client, oksana: User, draft: Draft, staff: Callable[..., User]
) -> None:
    application = services.submit(draft.pk, by=oksana, at=NOON)
    asked_again(application, staff("caseworker"))

    pages = {name: reverse(name, args=[application.number]) for name in OF_APPLICATION}
    assert {name: queries(page, address) for name, address in pages.items()} == OF_APPLICATION


def asked_again(application: Application, by: User) -> None:
    """Ask for a correction of everybody's name."""
    refs = application.people.values_list("ref", flat=True)
    ask(taken(application, by), by, *(f"person:{ref}:name" for ref in refs))
