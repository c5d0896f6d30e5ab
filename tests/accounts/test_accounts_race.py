"""Two browsers prove one address at the same moment: they get one account."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, models

from accounts import applicants
from accounts.models import User
from tests.accounts.builders import ADDRESS, NOON

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
BROWSERS = 6


@pytest.fixture
def looking_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every browser look for the account before any of them opens one."""
    together, seen = threading.Barrier(BROWSERS), threading.local()
    look = applicants.holder_of

    def look_together(address: str) -> User | None:
        found = look(address)
        if not hasattr(seen, "once"):
            seen.once = together.wait(timeout=30)
        return found

    monkeypatch.setattr(applicants, "holder_of", look_together)


@pytest.fixture
def no_constraint() -> Iterator[None]:
    """Let the database accept one address for two."""
    [unique] = [it for it in User._meta.constraints if it.name == "one_user_per_email"]
    assert isinstance(unique, models.UniqueConstraint)
    with connection.schema_editor() as editor:
        editor.remove_constraint(User, unique)
    yield
    User.objects.update(email="")
    with connection.schema_editor() as editor:
        editor.add_constraint(User, unique)


def proved_at_once() -> set[int]:
    """Prove one address in many browsers at once; return the accounts they got."""

    def prove(_: int) -> int:
        try:
            user: Any = applicants.applicant_of_address(ADDRESS, at=NOON)
            return int(user.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(BROWSERS) as pool:
        return set(pool.map(prove, range(BROWSERS)))


@pytest.mark.usefixtures("looking_together")
def test_one_address_proved_many_times_at_once_is_one_account() -> None:
    assert len(proved_at_once()) == User.objects.count() == 1


@pytest.mark.usefixtures("looking_together", "no_constraint")
def test_without_the_constraint_it_would_be_many() -> None:
    assert len(proved_at_once()) == BROWSERS
