"""Who prepares and who approves."""

from collections.abc import Callable

import pytest

from accounts.models import User
from tests.leases.builders import tariff


@pytest.fixture
def clerk(staff: Callable[..., User]) -> User:
    return staff("lease_clerk", name="lesia")


@pytest.fixture
def decider(staff: Callable[..., User]) -> User:
    return staff("decision_maker", name="danylo")


@pytest.fixture
def tariff_of_2026(db: None) -> None:
    """The figures of 2025, approved for 2026 as well."""
    tariff(2026)
