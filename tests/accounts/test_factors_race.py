"""However many send one code of a factor at the same moment, it opens once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts import factors, totp
from accounts.factors import WrongCode, try_code
from accounts.models import RecoveryCode, User
from tests.signing_in import code_of, with_app

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
BROWSERS = 8


@pytest.fixture
def halyna(staff: Callable[..., User]) -> User:
    user = staff("caseworker", name="halyna")
    with_app(user)
    return user


def drawn(user: User) -> str:
    return factors.draw_recovery_codes(user, at=timezone.now())[0]


def opened_at_once(user: User, typed: str) -> int:
    """Send one code from many browsers at once; return how many it opened."""
    together, at = threading.Barrier(BROWSERS), timezone.now()

    def try_to(_: int) -> bool:
        try:
            together.wait(timeout=30)
            return bool(try_code(user, typed, at=at))
        except WrongCode:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(BROWSERS) as pool:
        return sum(pool.map(try_to, range(BROWSERS)))


@pytest.mark.parametrize("code", [code_of, drawn], ids=["app", "recovery"])
def test_a_code_sent_by_many_at_once_opens_once(halyna: User, code: Callable[[User], str]) -> None:
    assert opened_at_once(halyna, code(halyna)) == 1


def test_without_the_lock_a_code_of_the_app_would_open_for_all(
    halyna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, real = threading.Barrier(BROWSERS), totp.matching_step

    def once_all_have_read(*args: Any, **kwargs: Any) -> int | None:
        read.wait(timeout=30)
        return real(*args, **kwargs)

    monkeypatch.setattr(factors, "locked", lambda user: user)
    monkeypatch.setattr(totp, "matching_step", once_all_have_read)

    assert opened_at_once(halyna, code_of(halyna)) == BROWSERS


def test_without_the_lock_and_the_one_statement_a_recovery_code_would(
    halyna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = threading.Barrier(BROWSERS)

    def found_then_spent(user: User, typed: str, *, at: datetime) -> bool:
        codes = RecoveryCode.objects.filter(user=user, digest=factors.digest_of(typed))
        is_found = codes.filter(used_at=None).exists()
        read.wait(timeout=30)
        codes.update(used_at=at)
        return is_found

    monkeypatch.setattr(factors, "locked", lambda user: user)
    monkeypatch.setattr(factors, "spend_recovery_code", found_then_spent)

    assert opened_at_once(halyna, drawn(halyna)) == BROWSERS
