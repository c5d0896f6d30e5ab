"""What accounts are tested with: a clerk, an auditor and signed leases."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from leases.models import Lease
from tests.charges.builders import signed
from tests.leases.builders import tariff


@pytest.fixture
def clerk(staff: Callable[..., User]) -> User:
    return staff("lease_clerk", name="clerk")


@pytest.fixture
def tariffs(db: None) -> None:
    tariff(2026)


@pytest.fixture
def lease(tariffs: None, clerk: User) -> Lease:
    """Signed, from 1 February 2026 for six months, at 7,193 UAH."""
    return signed(clerk)


@pytest.fixture
def office(clerk: User, client: Client) -> Client:
    """The browser of the clerk, in English."""
    client.force_login(clerk)
    client.cookies["django_language"] = "en"
    return client
