"""The API: the commands' answers over HTTP, for staff who may register."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import Application
from audit.models import Entry
from tests.applications.builders import SHARE, changed

pytestmark = pytest.mark.django_db

ASSESS, APPLICATIONS = reverse("api:assess"), reverse("api:applications")


@pytest.fixture
def registrar(staff: Callable[..., User]) -> Client:
    client = Client()
    client.force_login(staff("registrar"))
    return client


def post(client: Client, url: str, body: Any, **headers: str) -> Any:
    raw = body if isinstance(body, bytes) else json.dumps(body)
    return client.post(url, raw, content_type="application/json", headers=headers)


def test_a_package_is_assessed_and_nothing_is_stored(registrar: Client, gazetteer: object) -> None:
    answer = post(registrar, ASSESS, SHARE)

    assert answer.json()["outcome"] == "eligible"
    assert not Application.objects.exists()


def test_a_package_is_registered_by_the_person_signed_in(registrar: Client) -> None:
    answer = post(registrar, APPLICATIONS, SHARE)

    assert set(answer.json()) == {"number", "received_on", "due_on"}
    assert Entry.objects.get(act="application.submitted").by == User.objects.get()


def test_trying_again_gives_the_same_number(registrar: Client) -> None:
    first = post(registrar, APPLICATIONS, SHARE, **{"Idempotency-Key": "k"})
    again = post(registrar, APPLICATIONS, SHARE, **{"Idempotency-Key": "k"})

    assert first.json() == again.json()
    assert Application.objects.count() == 1


@pytest.mark.parametrize("url", [ASSESS, APPLICATIONS])
def test_a_request_without_a_package_is_refused(url: str, registrar: Client) -> None:
    answer = post(registrar, url, b"")

    assert answer.status_code == 422
    assert answer.json()["errors"]


def test_a_key_that_made_another_application_is_a_conflict(registrar: Client) -> None:
    post(registrar, APPLICATIONS, SHARE, **{"Idempotency-Key": "k"})
    other = changed(lambda document: document["people"].pop())

    answer = post(registrar, APPLICATIONS, other, **{"Idempotency-Key": "k"})

    assert (answer.status_code, answer.json()["errors"][0]["path"]) == (409, "key")


@pytest.mark.parametrize("url", [ASSESS, APPLICATIONS])
@pytest.mark.parametrize(
    ("body", "path"),
    [
        pytest.param(b"{", "", id="not JSON"),
        pytest.param({"format": "x"}, "format", id="wrong format word"),
        pytest.param(b"[" * 100_000, "", id="nested too deeply"),
        pytest.param(b" " * (2 * 1024 * 1024), "", id="two megabytes"),
    ],
)
def test_a_bad_package_gets_the_error_object(
    registrar: Client, url: str, body: Any, path: str
) -> None:
    answer = post(registrar, url, body)

    assert answer.status_code == 422
    assert path in {error["path"] for error in answer.json()["errors"]}


@pytest.mark.parametrize("key", ["k" * 101, ""])
def test_a_key_of_the_wrong_length_is_refused(registrar: Client, key: str) -> None:
    answer = post(registrar, APPLICATIONS, SHARE, **{"Idempotency-Key": key})

    assert (answer.status_code, answer.json()["errors"][0]["path"]) == (422, "key")


def test_copies_of_papers_are_pointed_to_their_page(registrar: Client) -> None:
    papers = [{"type": "other", "file": "/etc/hostname"}]

    answer = post(registrar, APPLICATIONS, changed(lambda it: it.update(documents=papers)))

    assert answer.json()["errors"][0]["path"] == "documents"
    assert not Application.objects.exists()


@pytest.mark.parametrize("url", [ASSESS, APPLICATIONS])
def test_a_foreign_page_cannot_post_for_somebody(staff: Callable[..., User], url: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff("registrar"))

    assert post(client, url, SHARE).status_code == 403


def test_another_method_or_content_is_told_so(registrar: Client) -> None:
    assert registrar.get(ASSESS).status_code == 405
    assert registrar.post(ASSESS, "x=1", content_type="text/plain").status_code == 415
