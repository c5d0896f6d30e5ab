"""What binds the office is done with a factor shown just now, and what was typed is kept."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications.models import Application
from review.acts import CONFIRMED
from review.models import Kind
from tests.review.builders import SHARE_OF_A_FLAT, proposed, submitted
from tests.signing_in import put_mark

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]
TYPED = {
    "decide": {"text": "Умови виконано, відступів немає."},
    "extend": {
        "days": "3",
        "decision": "наказ № 12 від 05.01.2026",
        "legal_basis": "стаття 34",
        "reason": "Потрібна довідка архіву.",
    },
    "correct_error": {"wrong": "27,13", "right": "27,31", "text": "Площа 27,31 м²."},
    "close": {},
}


@pytest.fixture
def halyna(staff: Callable[..., User]) -> User:
    return staff("caseworker", name="halyna")


@pytest.fixture
def petro(staff: Callable[..., User]) -> User:
    return staff("decision_maker", name="petro")


def shown(client: Client, at: float) -> None:
    now = timezone.now().timestamp()
    put_mark(client, password_at=now, factor_at=at, seen_at=now)


def test_each_of_these_steps_is_tried_here() -> None:
    assert set(TYPED) == CONFIRMED


@pytest.mark.parametrize("step", sorted(TYPED))
def test_the_factor_is_asked_for_first_and_what_was_typed_waits(
    step: str, halyna: User, petro: User, client: Client
) -> None:
    application = submitted()
    proposed(application, halyna, Kind.APPROVE)
    client.force_login(petro)
    shown(client, (timezone.now() - timedelta(minutes=11)).timestamp())
    application.refresh_from_db()
    before = application.version
    last = [
        f'action="{reverse(f"admin:review_{step}", args=[application.pk])}"',
        *TYPED[step].values(),
    ][-1]

    led = client.post(
        reverse(f"admin:review_{step}", args=[application.pk]),
        {"version": before, **TYPED[step]},
    )

    assert led["Location"].startswith(reverse("second_factor"))
    application.refresh_from_db()
    assert application.version == before
    assert last not in str(dict(client.session))
    shown(client, timezone.now().timestamp())
    page = client.get(reverse("admin:applications_application_change", args=[application.pk]))
    assert last in page.content.decode()


def test_with_a_factor_shown_just_now_it_is_done(halyna: User, petro: User, client: Client) -> None:
    application = submitted(SHARE_OF_A_FLAT)
    proposed(application, halyna)
    client.force_login(petro)
    shown(client, timezone.now().timestamp())
    application.refresh_from_db()

    client.post(
        reverse("admin:review_decide", args=[application.pk]),
        {"version": application.version, **TYPED["decide"]},
    )

    assert Application.objects.get(pk=application.pk).status == "approved"
