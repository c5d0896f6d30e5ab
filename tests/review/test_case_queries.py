"""How often the case page asks the database: as often for many people and papers as for few."""

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
from tests.review.builders import copy_of, drawn, found_clean, package, submitted, taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]

# A number beyond these is a query that a page need not make, or one for each of something.
CASE, PAPER = 52, 32


def household(people: int) -> list[dict[str, Any]]:
    someone, member = package()["people"]
    return [someone, *({**deepcopy(member), "ref": f"p{n}"} for n in range(2, people + 1))]


@pytest.mark.parametrize(("people", "papers"), [(2, 2), (20, 40)])
def test_the_case_page_and_a_paper(
    people: int, papers: int, client: Client, staff: Callable[..., User]
) -> None:
    refs = [f"p{1 + n % people}" for n in range(papers)]
    brought = [("idp_certificate", "p1"), *(("other", ref) for ref in refs[1:])]
    application = submitted(papers=brought, people=household(people))
    drawn(found_clean(copy_of(application, "idp_certificate")))
    halyna = staff("caseworker", name="halyna")
    taken(application, halyna)
    client.force_login(halyna)

    document = application.documents.earliest("position")
    paper = reverse("admin:review_paper", args=[application.pk, document.pk])
    assert asked(client, page_of(application)) <= CASE
    assert asked(client, paper) <= PAPER


def page_of(application: Application) -> str:
    return reverse("admin:applications_application_change", args=[application.pk])


def asked(client: Client, address: str) -> int:
    """Return how many statements a page costs once it was opened on this day."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200
    return sum("SAVEPOINT" not in query["sql"] for query in captured)
