"""Windows press "Register" at once, or take the same packages in: one application, one number.

The control takes away the key and the lock, and shows the harm.
"""

import json
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications import receiving
from applications import services as intake
from applications.models import Application, Arrival
from audit.models import Entry
from desk import batch, submitting
from desk.models import Sheet
from tests.applications.builders import SHARE, example
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


# Package files ------------------------------------------------------------------------------------

PACKAGES = [example("01"), SHARE]


def took_in(registrar: User, barrier: Barrier) -> list[tuple[str, str]]:
    """Take the same files in as the other windows do; return what came of each."""
    files = [
        SimpleUploadedFile(f"{at}.json", json.dumps(it).encode()) for at, it in enumerate(PACKAGES)
    ]
    barrier.wait()
    try:
        _, results = batch.take_in(files, by=registrar, at=timezone.now())
        return [(each.outcome, each.number) for each in results]
    finally:
        connection.close()


def took_in_at_once(registrar: User) -> list[list[tuple[str, str]]]:
    barrier = Barrier(WINDOWS, timeout=30)
    with ThreadPoolExecutor(WINDOWS) as threads:
        return list(threads.map(lambda _: took_in(registrar, barrier), range(WINDOWS)))


@pytest.fixture
def none_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every window have looked for the first package before any of them registers it."""
    together, receive = Barrier(WINDOWS, timeout=30), receiving.receive
    first = threading.local()

    def receive_together(*args: Any, **kwargs: Any) -> Application:
        if not hasattr(first, "is_past"):
            first.is_past = True
            together.wait()
        return receive(*args, **kwargs)

    monkeypatch.setattr(batch, "receive", receive_together)


@pytest.mark.usefixtures("none_is_there")
def test_windows_that_take_in_the_same_packages_register_each_once(registrar: User) -> None:
    reports = took_in_at_once(registrar)

    for results in zip(*reports, strict=True):
        outcomes = sorted(outcome for outcome, _ in results)
        assert outcomes == ["accepted"] + ["already"] * (WINDOWS - 1)
        assert len({number for _, number in results}) == 1
    assert Application.objects.count() == len(PACKAGES)
    assert Entry.objects.filter(act="application.submitted").count() == len(PACKAGES)


@pytest.mark.usefixtures("none_is_there")
def test_control_without_the_key_every_window_registers_every_package(
    registrar: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_another_key(*args: Any, **kwargs: Any) -> Application:
        return intake.submit(*args, **{**kwargs, "key": secrets.token_hex()})

    monkeypatch.setattr(receiving, "submit", with_another_key)
    monkeypatch.setattr(receiving, "submitted_with", lambda *_: None)

    took_in_at_once(registrar)

    assert Application.objects.count() == len(PACKAGES) * WINDOWS
