"""However many try at the same moment, no more get through than the limit says."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection

from accounts import email_codes, throttle
from accounts.email_codes import Tried, try_code
from accounts.models import Bucket, EmailCode, Purpose
from accounts.throttle import spend
from tests.accounts.builders import ADDRESS, NOON, code_in_mail, wrong

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
WINDOW = timedelta(minutes=15)
LIMIT = 5
TRIES = 12


def spent_at_once() -> int:
    """Spend from one bucket in many threads at once; return how many got a token."""
    together = threading.Barrier(TRIES)

    def try_to(_: int) -> bool:
        try:
            together.wait(timeout=30)
            return spend("key", LIMIT, WINDOW, NOON) is None
        finally:
            connection.close()

    with ThreadPoolExecutor(TRIES) as pool:
        return sum(pool.map(try_to, range(TRIES)))


def test_no_more_get_through_at_once_than_the_limit() -> None:
    for _ in range(5):
        Bucket.objects.all().delete()

        assert spent_at_once() == LIMIT


def test_without_the_lock_more_would(monkeypatch: pytest.MonkeyPatch) -> None:
    read = threading.Barrier(TRIES)

    def unlocked(key: str, limit: int, window: timedelta, at: datetime) -> Bucket:
        fresh = Bucket(key=key, left=limit, full_at=at + window)
        found = Bucket.objects.filter(pk=key).first() or fresh
        read.wait(timeout=30)
        return found

    spend("key", LIMIT, WINDOW, NOON)
    monkeypatch.setattr(throttle, "locked_bucket", unlocked)

    assert spent_at_once() == TRIES


def tried_at_once(code: EmailCode, typed: str) -> list[Tried]:
    together = threading.Barrier(TRIES)

    def try_to(_: int) -> Tried:
        try:
            together.wait(timeout=30)
            return try_code(code.pk, typed, at=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(TRIES) as pool:
        return sorted(pool.map(try_to, range(TRIES)))


def test_a_code_is_right_once_however_many_type_it_at_once() -> None:
    code = email_codes.send(ADDRESS, Purpose.SIGN_IN, at=NOON)

    outcomes = tried_at_once(code, code_in_mail())

    assert outcomes == [Tried.RIGHT] + [Tried.SPENT] * (TRIES - 1)


def test_without_the_lock_it_would_be_right_more_often(monkeypatch: pytest.MonkeyPatch) -> None:
    read = threading.Barrier(TRIES)

    def unlocked(code: UUID) -> EmailCode | None:
        found = EmailCode.objects.filter(pk=code).first()
        read.wait(timeout=30)
        return found

    code = email_codes.send(ADDRESS, Purpose.SIGN_IN, at=NOON)
    monkeypatch.setattr(email_codes, "locked_code", unlocked)

    assert tried_at_once(code, code_in_mail()) == [Tried.RIGHT] * TRIES


def test_five_of_many_wrong_tries_at_once_are_compared() -> None:
    code = email_codes.send(ADDRESS, Purpose.SIGN_IN, at=NOON)

    outcomes = tried_at_once(code, wrong(code_in_mail()))

    assert outcomes == [Tried.SPENT] * (TRIES - 5) + [Tried.WRONG] * 5
