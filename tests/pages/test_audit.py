"""The audit journal in real Chromium: axe finds nothing, nothing is too wide."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.commitments import Committed, Facts
from audit.services import record
from tests.pages.conftest import DESKTOP, PHONE, Desk

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]
SAID = "Площа за документами."


@pytest.mark.parametrize(("language", "size"), [("uk", DESKTOP), ("en", PHONE)])
def test_an_auditor_finds_an_entry_and_compares_a_text(
    desk: Callable[..., Desk], staff: Callable[..., User], at: Any, language: str, size: Any
) -> None:
    auditor = staff("auditor")
    with transaction.atomic():
        record("application.read", subject="application:12", by=auditor, at=at)
        facts: Facts = {"kind": "refuse", "grounds": "own_housing", "text": Committed(SAID)}
        record("application.decided", subject="application:12", by=auditor, at=at, facts=facts)
    sat = desk(language, size)
    browser = Client()
    browser.force_login(auditor)
    cookie = {"name": "sessionid", "value": browser.cookies["sessionid"].value, "url": sat.origin}
    sat.page.context.add_cookies([cookie])  # type: ignore[list-item]

    sat.open(reverse("admin:audit_entry_changelist")).check()
    picture(sat, "journal")
    sat.open(reverse("admin:audit_entry_change", args=[2])).check()
    picture(sat, "entry")
    sat.fill("Text to compare", SAID)
    sat.press("Compare").check()
    picture(sat, "compared")

    assert sat.say("This is the very text of that act.") in sat.page.content()
    assert sat.complaints == []


def picture(sat: Desk, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        sat.page.screenshot(path=f"{folder}/{name}-{sat.language}.png", full_page=True)
