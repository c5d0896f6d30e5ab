"""What the pages of a draft are tested with: one applicant, signed in, and a draft of theirs."""

import pytest
from django.test import Client

from accounts.models import User
from drafts import services
from drafts.models import Draft
from tests.drafts.builders import NOON, applicant


@pytest.fixture
def owner(db: None) -> User:
    return applicant()


@pytest.fixture
def draft(owner: User) -> Draft:
    return services.start(owner, language="uk", at=NOON)


@pytest.fixture
def page(owner: User, client: Client, in_english: None) -> Client:
    """The browser of the applicant, in English."""
    client.force_login(owner)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def browser(owner: User, client: Client, language: str) -> Client:
    """The browser of the applicant, in each language."""
    client.force_login(owner)
    client.cookies["django_language"] = language
    return client
