"""What the cabinet is tested with: an applicant, signed in, a caseworker and a decision maker."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from applications.models import Application
from territories.gazetteer import Gazetteer
from tests.cabinet.builders import owned


@pytest.fixture
def olena(db: None) -> User:
    return User.objects.create_user("olena", "olena@example.com")


@pytest.fixture
def taras(db: None) -> User:
    """Another applicant."""
    return User.objects.create_user("taras", "taras@example.com")


@pytest.fixture
def halyna(staff: Callable[..., User]) -> User:
    return staff("caseworker", name="halyna")


@pytest.fixture
def petro(staff: Callable[..., User]) -> User:
    return staff("decision_maker", name="petro")


@pytest.fixture
def application(gazetteer: Gazetteer, olena: User) -> Application:
    """A registered application of olena."""
    return owned(olena)


@pytest.fixture
def page(olena: User, client: Client, in_english: None) -> Client:
    """The browser of olena, in English."""
    client.force_login(olena)
    client.cookies["django_language"] = "en"
    return client
