"""The journal as an auditor sees it."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.services import record

pytestmark = pytest.mark.django_db
JOURNAL = "admin:audit_entry_changelist"


def test_an_auditor_is_led_to_the_journal_and_reads_its_acts_in_words(
    client: Client, staff: Callable[..., User], at: datetime
) -> None:
    client.cookies["django_language"] = "en"
    client.force_login(staff("auditor"))
    with transaction.atomic():
        record("document.judged", subject="application:12", by=None, at=at)

    start, journal = reverse("admin:index"), reverse(JOURNAL)

    link = f'<a href="{journal}">Audit journal</a>'
    assert link in client.get(start).content.decode()
    text = client.get(journal).content.decode()
    assert "document.judged" in text
    assert "paper judged" in text


def test_who_may_not_read_the_journal_is_not_led_to_it(
    client: Client, staff: Callable[..., User]
) -> None:
    client.force_login(staff("caseworker"))

    assert reverse(JOURNAL) not in client.get(reverse("admin:index")).content.decode()
