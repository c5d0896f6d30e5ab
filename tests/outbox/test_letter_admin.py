"""Letters are looked at in the admin, and changed by nobody there."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from outbox.models import Letter
from outbox.services import queue
from outbox.state import State

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
LIST = "admin:outbox_letter_changelist"


@pytest.fixture
def clerk() -> User:
    user = User.objects.create_user("halyna", "halyna@example.org", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_letter"))
    return user


@pytest.fixture
def letter() -> Letter:
    queued = queue(
        "decision",
        to="Біла Церква, вул. Миру, 1",
        subject="Рішення",
        body="Текст",
        dedupe_key="decision:12",
        at=NOON,
        about="application:12",
        delivery="post",
    )
    assert queued is not None
    return queued


def test_the_list_says_the_state_in_words_and_no_address(
    client: Client, clerk: User, letter: Letter
) -> None:
    client.force_login(clerk)

    page = client.get(reverse(LIST)).content.decode()

    assert f"letter-state-{State.TO_PRINT}" in page
    assert str(State.TO_PRINT.label) in page
    assert "Біла Церква" not in page


def test_reading_a_letter_is_recorded_once_a_day(
    client: Client, clerk: User, letter: Letter
) -> None:
    client.force_login(clerk)

    for _ in range(2):
        assert (
            client.get(reverse("admin:outbox_letter_change", args=[letter.pk])).status_code == 200
        )

    entry = Entry.objects.get()
    assert (entry.act, entry.subject, entry.by) == ("letter.read", f"letter:{letter.pk}", clerk)


def test_the_page_of_a_letter_is_worded_in_the_readers_language(
    client: Client, clerk: User, letter: Letter
) -> None:
    client.force_login(clerk)
    client.cookies["django_language"] = "uk"

    page = client.get(reverse("admin:outbox_letter_change", args=[letter.pk])).content.decode()

    assert f"Лист {letter.pk}: Рішення" in page
    assert [word for word in ("Dedupe key", "Message id", f"{letter.pk} decision")
            if word in page] == []  # fmt: skip
