"""Who may open which address of the office, and what a forged request gets."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import Application
from audit.models import Entry
from copies.models import Copy
from tests.review.builders import (
    copy_of,
    drawn,
    found_clean,
    paper_of,
    submitted,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]


def address_of(application: Application, copy: Copy, *page: int) -> str:
    name = "admin:review_picture" if page else "admin:review_download"
    return reverse(name, args=[application.pk, copy.pk, *page])


@pytest.fixture
def browser(client: Client, staff: Callable[..., User]) -> Client:
    client.force_login(staff("caseworker", name="halyna"))
    return client


@pytest.mark.parametrize(
    "path", ["add/", "1/delete/", "1/change/", "1/history/", "autocomplete/", "1/password/"]
)
def test_the_stock_forms_of_the_admin_do_not_exist(
    path: str, browser: Client, staff: Callable[..., User]
) -> None:
    base = reverse("admin:applications_application_changelist")
    owner = staff(name="owner")
    User.objects.filter(pk=owner.pk).update(is_superuser=True)
    browser.force_login(owner)

    assert browser.get(base + path).status_code == 404
    assert browser.post(base + path, {"post": "yes"}).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "people__identity_number_sealed__startswith=1",
        "people__taxpayer_index=0",
        "submission__key=1",
    ],
)
def test_the_list_is_no_oracle_for_what_it_does_not_show(query: str, browser: Client) -> None:
    answer = browser.get(reverse("admin:applications_application_changelist") + "?" + query)

    assert answer.status_code in {400, 302}


@pytest.mark.parametrize("action", ["delete_selected", "anything"])
def test_a_forged_action_does_nothing(action: str, browser: Client) -> None:
    application = submitted(papers=())
    form = {"action": action, "_selected_action": [application.pk], "post": "yes", "_save": "1",
            "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": application.pk,
            "form-0-status": "approved"}  # fmt: skip

    browser.post(reverse("admin:applications_application_changelist"), form)

    application.refresh_from_db()
    assert application.status == "registered"


@pytest.mark.parametrize("page", [(), (1,)], ids=["the file", "its picture"])
def test_a_copy_is_not_reached_through_another_application(
    page: tuple[int, ...], browser: Client
) -> None:
    mine, other = submitted(papers=()), submitted(key="other", papers=[("other", "p1")])
    copy = drawn(found_clean(copy_of(other, "other")))

    assert browser.get(address_of(mine, copy, *page)).status_code == 404
    answer: Any = browser.get(address_of(other, copy, *page))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)  # reads the file to its end and closes it
    assert Entry.objects.filter(act__in=("document.read", "document.seen")).count() == 1


def test_a_download_is_run_by_no_browser_and_is_recorded(browser: Client) -> None:
    application = submitted(papers=[("other", "p1")])
    copy = found_clean(copy_of(application, "other"))

    answer: Any = browser.get(address_of(application, copy))

    assert b"".join(answer.streaming_content) == b"%PDF-1.7 a copy"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert f'"{application.number}-1-1.pdf"' in answer["Content-Disposition"]
    entry = Entry.objects.get(act="document.read")
    document = paper_of(application, "other")
    by = User.objects.get(username="halyna")
    assert (entry.by_id, entry.subject) == (by.pk, f"document:{document.pk}")
    read = {"application": application.pk, "sha256": copy.sha256, "roles": "caseworker"}
    assert entry.facts == read


def test_who_looks_at_the_pages_is_noted_once_a_day(browser: Client) -> None:
    application = submitted(papers=[("other", "p1")])
    copy = drawn(copy_of(application, "other"))

    answers: list[Any] = [browser.get(address_of(application, copy, 1)) for _ in range(2)]

    assert [b"".join(answer.streaming_content) for answer in answers] == [b"pixels", b"pixels"]
    document = paper_of(application, "other")
    assert Entry.objects.get(act="document.seen").subject == f"document:{document.pk}"


@pytest.mark.parametrize("state", ["waiting", "refused"])
def test_a_copy_not_found_clean_is_opened_by_nobody(state: str, browser: Client) -> None:
    browser.cookies["django_language"] = "en"
    application = submitted(papers=[("other", "p1")])
    copy = copy_of(application, "other")
    Copy.objects.filter(pk=copy.pk).update(state=state, refusal="infected")

    answer = browser.get(address_of(application, copy))

    assert answer.status_code == 422
    assert "This copy has not been found clean" in answer.content.decode()
    assert address_of(application, copy) not in answer.content.decode()
    assert not Entry.objects.filter(act="document.read").exists()


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda file: file.write_bytes(b"%PDF-1.7 b copy"), "its SHA-256 is another"),
        (lambda file: file.unlink(), "is not where it was kept"),
    ],
    ids=["altered", "missing"],
)
def test_a_copy_that_is_not_the_one_received_is_not_handed_out(
    damage: Callable[[Path], object], sentence: str, browser: Client
) -> None:
    browser.cookies["django_language"] = "en"
    application = submitted(papers=[("other", "p1")])
    copy = found_clean(copy_of(application, "other"))
    damage(Path(default_storage.path(copy.stored_name)))

    answer = browser.get(address_of(application, copy))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Entry.objects.filter(act="document.read").exists()
