"""An applicant reads what was submitted, in words, as it is now and as it was."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import Application, Why
from applications.revisions import amend
from applications.rows import package_of
from tests.cabinet.builders import TUESDAY, owned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]


def text_of(page: Client, address: str) -> str:
    answer = page.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def renamed(application: Application, owner: User) -> None:
    """Change one answer, as a correction does."""
    package = package_of(application)
    first, *others = package.people
    people = (replace(first, surname="Новенко"), *others)
    amend(application, replace(package, people=people), why=Why.CORRECTION, by=owner, at=TUESDAY)


def test_every_answer_stands_there_in_words(application: Application, page: Client) -> None:
    text = text_of(page, reverse("answers", args=[application.number]))

    for person in application.people.all():
        assert person.surname in text
        assert person.given_name in text
    assert "Who you are" in text
    assert "Homes you own" in text
    assert "/apply/" not in text.partition("<main")[2].partition("</main")[0]
    assert "habitable" not in text


def test_earlier_versions_are_listed_and_shown(
    application: Application, olena: User, page: Client
) -> None:
    renamed(application, olena)
    versions = [reverse("answers_version", args=[application.number, it]) for it in (1, 2)]

    now = text_of(page, reverse("answers", args=[application.number]))

    assert versions[0] in now
    assert "Новенко" in now
    first = text_of(page, versions[0])
    assert "Новенко" not in first
    assert "This is an earlier version" in first


def test_a_version_there_is_not_or_another_persons_is_missing(
    application: Application, taras: User, page: Client
) -> None:
    foreign = owned(taras, key="foreign")

    missing = [
        reverse("answers_version", args=[application.number, 7]),
        reverse("answers", args=[foreign.number]),
        reverse("answers_version", args=[foreign.number, 1]),
    ]

    assert [page.get(address).status_code for address in missing] == [404, 404, 404]
