"""Two windows press "Register" at once, on PostgreSQL: one application, one number.

The control takes away the key and the lock, and shows the harm.
"""

import secrets
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications import services as intake
from applications.models import Application, Arrival
from desk import submitting
from desk.models import Sheet
from tests.applications.builders import SHARE
from tests.desk.builders import press, sheet_of, typed

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("gazetteer"),
]
WINDOWS = 4


def pressed(registrar: User, sheet: Sheet, barrier: Barrier) -> tuple[int, str]:
    client = Client()
    client.force_login(registrar)
    sent = {**typed(SHARE), "act": "submit", "version": sheet.version}
    barrier.wait()
    try:
        answer = client.post(reverse("desk:sheet", args=[sheet.pk]), sent)
        return answer.status_code, answer.get("Location", "")
    finally:
        connection.close()


def pressed_at_once(registrar: User, sheet: Sheet) -> list[tuple[int, str]]:
    barrier = Barrier(WINDOWS)
    with ThreadPoolExecutor(WINDOWS) as threads:
        return list(threads.map(lambda _: pressed(registrar, sheet, barrier), range(WINDOWS)))


@pytest.fixture
def saved(registrar: User) -> Sheet:
    """A sheet that already says what the windows send: none of them is behind."""
    sheet, client = sheet_of(registrar), Client()
    client.force_login(registrar)
    press(client, sheet, "save", typed(SHARE))
    sheet.refresh_from_db()
    return sheet


@pytest.fixture
def all_have_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no window submit before every one has read the sheet."""
    together, submit = Barrier(WINDOWS, timeout=30), submitting.submit

    def submit_together(*args: Any, **kwargs: Any) -> Application:
        together.wait()
        return submit(*args, **kwargs)

    monkeypatch.setattr("desk.views.sheet.submit", submit_together)


@pytest.fixture
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register every submission under a key of its own."""

    def with_another_key(*args: Any, **kwargs: Any) -> Application:
        return intake.submit(*args, **{**kwargs, "key": secrets.token_hex()})

    monkeypatch.setattr(submitting, "register", with_another_key)


@pytest.fixture
def no_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Close the sheet without looking whether it is open."""
    monkeypatch.setattr(submitting, "locked", lambda sheet: Sheet.objects.get(pk=sheet))


def test_windows_that_register_one_sheet_at_once_make_one_application(registrar: User) -> None:
    answers = pressed_at_once(registrar, sheet_of(registrar))

    made = Application.objects.get()
    receipts = {to for status, to in answers if status == 302}
    assert receipts == {reverse("desk:receipt", args=[made.number])}
    assert {status for status, _to in answers} <= {302, 422}  # 422: it was saved meanwhile
    assert Arrival.objects.count() == 1


@pytest.mark.usefixtures("all_have_read")
def test_windows_that_have_all_read_the_sheet_are_led_to_one_receipt(
    registrar: User, saved: Sheet
) -> None:
    answers = pressed_at_once(registrar, saved)

    made = Application.objects.get()
    assert answers == [(302, reverse("desk:receipt", args=[made.number]))] * WINDOWS


@pytest.mark.usefixtures("all_have_read", "no_key")
def test_without_the_key_the_lock_of_the_sheet_keeps_it_one(registrar: User, saved: Sheet) -> None:
    pressed_at_once(registrar, saved)

    assert Application.objects.count() == 1


@pytest.mark.usefixtures("all_have_read", "no_key", "no_lock")
def test_control_without_key_and_lock_every_window_makes_an_application(
    registrar: User, saved: Sheet
) -> None:
    pressed_at_once(registrar, saved)

    assert Application.objects.count() == WINDOWS
