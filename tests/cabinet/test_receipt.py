"""The page of the receipt: only the applicant sees it, and a telephone finds its way from it."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications import letters
from applications.documents import create_document
from applications.models import Application, Person
from applications.receipts import papers_of, status_url
from cabinet.receipt import qr
from copies.models import Copy, State
from territories.gazetteer import current
from tests.applications.builders import NOON, attachment, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]


@pytest.fixture
def owner(db: None) -> User:
    return User.objects.create_user("oksana", "oksana@example.org")


@pytest.fixture
def application(owner: User) -> Application:
    made = submitted(attachments=(attachment(),))
    Application.objects.update(owner=owner)
    made.refresh_from_db()
    return made


def address(application: Application) -> str:
    return reverse("receipt", args=[application.number])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        pytest.param("uk", ("5 січня 2026", "26 січня 2026", "Довідка ВПО"), id="Ukrainian"),
        pytest.param("en", ("5 January 2026", "26 January 2026", "IDP certificate"), id="English"),
    ],
)
def test_it_says_number_days_and_papers(
    language: str, words: tuple[str, ...], client: Client, owner: User, application: Application
) -> None:
    client.force_login(owner)

    shown = client.get(address(application), headers={"accept-language": language})

    for said in (application.number, *words):
        assert said in shown.content.decode()


def test_the_code_leads_to_the_page_of_the_application(
    client: Client, owner: User, application: Application
) -> None:
    client.force_login(owner)

    shown = client.get(address(application)).content.decode()

    url = settings.SITE_URL + reverse("status", args=[application.number])
    assert status_url(application) == url
    assert qr(url) in shown
    assert f'href="{url}"' in shown


def test_the_code_is_shapes_that_the_policy_of_content_lets_through() -> None:
    drawn = qr("https://portal.example.org/my/4829-3057-1630/")

    assert set(re.findall(r"<(\w+)", drawn)) == {"svg", "path"}
    assert not re.search(r"style=|\son\w+=|href", drawn)


def test_to_anybody_else_there_is_no_such_receipt(client: Client, application: Application) -> None:
    stranger = User.objects.create_user("stranger")
    assert client.get(address(application)).status_code == 302

    client.force_login(stranger)
    for number in (application.number, "0000-0000-0000"):
        assert client.get(reverse("receipt", args=[number])).status_code == 404


def test_it_names_applicant_administration_and_resolution(
    client: Client, owner: User, application: Application
) -> None:
    client.force_login(owner)

    shown = client.get(address(application), headers={"accept-language": "en"}).content.decode()

    assert application.people.get(relationship="applicant").name in shown
    main = shown.partition("<main")[2].partition("</main")[0]
    assert "Mariupol City Military Administration" in main
    assert "Resolution 814" in main


@pytest.mark.usefixtures("in_english")
def test_it_stays_as_it_was_on_the_day_of_receipt(
    client: Client, owner: User, application: Application
) -> None:
    before = papers_of(application, current())
    later = application.received_at + timedelta(days=2)
    copy = Copy.objects.get()
    Copy.objects.update(state=State.REFUSED, refusal="damaged", inspected_at=later)
    Person.objects.filter(relationship="applicant").update(surname="Іншенко")
    create_document(application, "assistance_declaration", None, [again(copy)], later)
    client.force_login(owner)

    assert papers_of(application, current()) == before
    assert "Іншенко" not in client.get(address(application)).content.decode()


def again(copy: Copy) -> Copy:
    """Return another copy, said to be of the same bytes."""
    known = ("name", "kind", "size", "sha256", "received_at", "not_before")
    values = {field: getattr(copy, field) for field in known}
    return Copy.objects.create(state=State.WAITING, stored_name=uuid4().hex, **values)


def test_a_home_without_a_street_is_named_by_its_place_and_area(
    client: Client, owner: User
) -> None:
    def elsewhere(document: dict[str, Any]) -> None:
        document["homes"][0] |= {"address": None, "total_area_m2": "60.00"}

    made = submitted(elsewhere)
    Application.objects.update(owner=owner)
    client.force_login(owner)

    place = current().name(str(made.homes.get().katottg))
    named = f"{place}, 60 м²"
    for name in ("receipt", "status"):
        page = client.get(reverse(name, args=[made.number]), headers={"accept-language": "uk"})
        assert named in page.content.decode()
    assert named in letters.worded(made, lists_papers=True, at=NOON)
