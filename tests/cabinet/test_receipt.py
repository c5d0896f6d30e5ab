"""The page of the receipt: only the applicant sees it, and a telephone finds its way from it."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import Application
from applications.receipts import status_url
from cabinet.receipt import qr
from tests.applications.builders import attachment, submitted

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
