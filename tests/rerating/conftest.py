"""Who prepares and who approves."""

from collections.abc import Callable

import pytest

from accounts.models import User


@pytest.fixture
def clerk(staff: Callable[..., User]) -> User:
    return staff("lease_clerk", name="lesia")


@pytest.fixture
def decider(staff: Callable[..., User]) -> User:
    return staff("decision_maker", name="danylo")
