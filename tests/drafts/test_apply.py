"""The door to the form: one draft, and no second application beside a live one."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import Application
from applications.status import LIVE, Status
from drafts import services
from drafts.models import Draft
from tests.drafts.builders import NOON, draft_like

pytestmark = pytest.mark.django_db
APPLY = "/apply/"


@pytest.fixture
def application(owner: User) -> Application:
    return services.submit(draft_like(owner=owner).pk, by=owner, at=NOON)


def shown(page: Client) -> str:
    return page.get(APPLY).content.decode()


def test_who_has_nothing_yet_can_start(page: Client, owner: User) -> None:
    assert "Start my application" in shown(page)

    answer = page.post(APPLY)

    draft = Draft.objects.get(owner=owner)
    assert answer["Location"] == reverse("tasks", args=[draft.pk])


def test_looking_starts_nothing(page: Client) -> None:
    page.get(APPLY)

    assert not Draft.objects.exists()


def test_who_has_begun_goes_on(page: Client, draft: Draft) -> None:
    assert reverse("tasks", args=[draft.pk]) in shown(page)
    assert "5 January 2026" in shown(page)
    assert page.post(APPLY)["Location"] == reverse("tasks", args=[draft.pk])
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("status", sorted(LIVE))
def test_who_has_a_live_application_is_led_to_it_and_starts_no_other(
    status: Status, page: Client, application: Application
) -> None:
    Application.objects.update(status=status)

    answer = page.post(APPLY)

    assert answer["Location"] == APPLY
    assert application.number in shown(page)
    assert reverse("status", args=[application.number]) in shown(page)
    assert "Start my application" not in shown(page)
    assert not Draft.objects.filter(application=None).exists()


def test_a_tenant_is_told_why_there_is_no_second_one_and_how_to_ask(
    page: Client, application: Application
) -> None:
    Application.objects.update(status=Status.LEASED)

    assert "has a lease already" in shown(page)
    assert "tell the Administration: come in person, write by post" in shown(page)


@pytest.mark.usefixtures("application")
def test_after_a_refusal_one_can_apply_again(page: Client) -> None:
    Application.objects.update(status=Status.REFUSED)

    assert "Start my application" in shown(page)
    assert page.post(APPLY)["Location"] != APPLY
