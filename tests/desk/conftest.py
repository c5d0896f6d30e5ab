"""A registrar at the desk, and a sheet they have begun."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from desk.models import Sheet
from territories.gazetteer import Gazetteer
from tests.desk.builders import sheet_of


@pytest.fixture
def registrar(staff: Callable[..., User]) -> User:
    return staff("registrar")


@pytest.fixture
def client(registrar: User) -> Client:
    client = Client()
    client.force_login(registrar)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def sheet(registrar: User, gazetteer: Gazetteer) -> Sheet:
    """A sheet of a registrar, with the sample of places loaded."""
    return sheet_of(registrar)
