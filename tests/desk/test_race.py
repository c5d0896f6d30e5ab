"""Two windows press "Register" at once, on PostgreSQL: one application, one number."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import Application, Arrival
from desk.models import Sheet
from tests.applications.builders import SHARE
from tests.desk.builders import sheet_of, typed

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


def test_windows_that_register_one_sheet_at_once_make_one_application(registrar: User) -> None:
    sheet, barrier = sheet_of(registrar), Barrier(WINDOWS)

    with ThreadPoolExecutor(WINDOWS) as threads:
        answers = list(threads.map(lambda _: pressed(registrar, sheet, barrier), range(WINDOWS)))

    made = Application.objects.get()
    receipts = {to for status, to in answers if status == 302}
    assert receipts == {reverse("desk:receipt", args=[made.number])}
    assert {status for status, _to in answers} <= {302, 422}  # 422: it was saved meanwhile
    assert Arrival.objects.count() == 1
