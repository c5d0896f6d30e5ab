"""The clerk's pages of batches: who may, what is shown, what is said when it fails."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import Application
from audit.models import Entry
from batches.models import Batch
from batches.reasons import sentence
from batches.services import cancel
from batches.state import State
from leases.models import Lease
from leases.services import cancel as cancel_lease
from leases.services import issue
from leases.status import Status
from tests.batches.builders import asked, drafts, printed
from tests.leases.builders import NOON, building

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("tariff_of_2026", "quick_printer"),
]

MAKE = "/admin/batches/batch/make/"


def address(name: str, batch: Batch) -> str:
    alone = {"batches_batch_changelist", "batches_make"}
    return reverse(f"admin:{name}", args=[] if name in alone else [batch.pk])


@pytest.fixture
def browser(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def test_a_building_on_moving_day_by_the_pages(browser: Client, clerk: User) -> None:
    home = building()
    leases = drafts(2, clerk, home)
    drafts(1, clerk)

    page = browser.get(MAKE, {"place": f"building-{home.pk}", "status": ["draft", "issued"]})
    ticked = [row.lease.pk for row in page.context["rows"]]
    answer = browser.post(
        MAKE,
        {"chosen": ticked, "key": page.context["key"], "place": page.context["place"]},
        follow=True,
    )

    assert ticked == [lease.pk for lease in leases]
    batch = Batch.objects.get()
    assert answer.context["batch"] == batch
    assert '<progress id="through" max="2" value="0">' in answer.content.decode()
    assert home.address in answer.content.decode()
    assert browser.get(address("batches_progress", batch)).json()["settled"] == 0
    printed(batch)
    ready = browser.get(address("batches_batch_change", batch)).content.decode()
    assert address("batches_pdf", batch) in ready
    assert "<progress" not in ready


def test_leases_ticked_in_the_list_are_shown_before_anything_is_issued(
    browser: Client, clerk: User
) -> None:
    [lease, gone] = drafts(2, clerk)
    cancel_lease(gone, reason="помилка", by=clerk, at=NOON)
    listed = browser.get(reverse("admin:leases_lease_changelist")).content.decode()
    assert f'name="chosen" value="{lease.pk}"' in listed

    page = browser.post(MAKE, {"chosen": [lease.pk, gone.pk]})

    assert page.status_code == 200
    assert [row.is_printed for row in page.context["rows"]] == [True, False]
    assert not Batch.objects.exists()
    assert Lease.objects.get(pk=lease.pk).status == Status.DRAFT


def test_the_list_has_no_boxes_for_whoever_only_looks(
    client: Client, staff: Callable[..., User], clerk: User
) -> None:
    drafts(1, clerk)
    client.force_login(staff("auditor"))

    assert (
        'name="chosen"' not in client.get(reverse("admin:leases_lease_changelist")).content.decode()
    )


def test_a_second_click_asks_for_nothing_more(browser: Client, clerk: User) -> None:
    [lease] = drafts(1, clerk)
    sent = {"chosen": [lease.pk], "key": str(uuid4())}

    first, second = (browser.post(MAKE, sent)["Location"] for _ in range(2))

    assert first == second
    assert Batch.objects.count() == 1


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param({}, id="nothing ticked"),
        pytest.param({"chosen": ["x"]}, id="no number"),
        pytest.param({"chosen": ["0"]}, id="no such lease"),
        pytest.param({"chosen": ["9" * 40]}, id="an endless number"),
        pytest.param({"chosen": ["²"]}, id="a digit that counts nothing"),
    ],
)
def test_bad_choices_are_said_and_what_was_ticked_stays(
    sent: dict[str, Any], browser: Client, clerk: User
) -> None:
    [lease] = drafts(1, clerk)
    if sent:
        sent = {"chosen": [*sent["chosen"], str(lease.pk)]}

    answer = browser.post(MAKE, {**sent, "key": str(uuid4())})

    assert answer.status_code == 422
    assert answer.context["failed"].errors["chosen"]
    assert [row.lease.pk for row in answer.context["rows"]] == ([lease.pk] if sent else [])
    assert not Batch.objects.exists()


def test_a_key_that_is_none_is_told(browser: Client, clerk: User) -> None:
    [lease] = drafts(1, clerk)

    assert browser.post(MAKE, {"chosen": [lease.pk], "key": "x"}).status_code == 422


@pytest.mark.parametrize("place", ["", "building-0", "x", "building-x"])
def test_a_place_that_does_not_exist_is_told(place: str, browser: Client) -> None:
    answer = browser.get(MAKE, {"place": place, "status": ["draft"]})

    assert answer.status_code == 422
    assert answer.context["form"].errors["place"]


def test_a_place_without_such_leases_is_told(browser: Client) -> None:
    home = building()

    answer = browser.get(MAKE, {"place": f"building-{home.pk}", "status": ["signed"]})

    assert answer.status_code == 422
    assert answer.context["form"].errors["place"]


def test_calling_off_is_told_also_when_it_is_too_late(browser: Client, clerk: User) -> None:
    batch = asked(drafts(1, clerk), clerk)

    for _ in range(2):
        answer = browser.post(address("batches_cancel", batch))
    levels = [message.level_tag for message in get_messages(answer.wsgi_request)]
    assert levels == ["success", "error"]

    batch.refresh_from_db()
    assert batch.state == State.CANCELLED


def test_called_off_the_page_lists_what_was_issued_and_what_stays_a_draft(
    browser: Client, clerk: User
) -> None:
    leases = drafts(2, clerk)
    batch = asked(leases, clerk)
    issue(leases[0], by=clerk, at=NOON)  # its worker died before it said so
    cancel(batch, by=clerk, at=NOON)

    page = browser.get(address("batches_batch_change", batch))

    assert [(row.number, row.status) for row in page.context["after_all"]] == [
        (leases[0].number, Status.ISSUED),
        (leases[1].number, Status.DRAFT),
    ]
    assert all(lease.number in page.content.decode() for lease in leases)


def test_refused_leases_are_listed_with_their_reasons(browser: Client, clerk: User) -> None:
    [lease, gone] = drafts(2, clerk)
    batch = asked([lease, gone], clerk)
    cancel_lease(gone, reason="помилка", by=clerk, at=NOON)
    printed(batch)

    page = browser.get(address("batches_batch_change", batch))

    [row] = page.context["refused"]
    assert row.number == gone.number
    assert row.reason in page.content.decode()
    shown = browser.post(MAKE, {"chosen": page.context["again"], "place": batch.place})
    assert [(each.lease.pk, each.is_printed) for each in shown.context["rows"]] == [
        (gone.pk, False)
    ]


@pytest.mark.parametrize(
    ("cancelled", "reason"),
    [
        pytest.param(True, "NoLongerLive", id="cancelled"),
        pytest.param(False, "NotApproved", id="its application withdrawn"),
    ],
)
def test_leases_that_fell_after_the_files_were_made_are_named_and_the_others_offered(
    cancelled: bool, reason: str, browser: Client, clerk: User
) -> None:
    gone, other = drafts(2, clerk)
    batch = printed(asked([gone, other], clerk))
    if cancelled:
        cancel_lease(gone, reason="помилка", by=clerk, at=NOON)
    else:
        Application.objects.filter(pk=gone.application_id).update(status="withdrawn")

    page = browser.get(address("batches_batch_change", batch))
    refused = browser.get(address("batches_zip", batch))
    shown = browser.post(MAKE, {"chosen": page.context["again"], "place": batch.place})

    text = page.content.decode()
    assert [row.number for row in page.context["fallen"]] == [gone.number]
    assert sentence(reason) in text
    assert address("batches_pdf", batch) not in text
    assert refused["Location"] == address("batches_batch_change", batch)
    assert [(each.lease.pk, each.is_printed) for each in shown.context["rows"]] == [
        (other.pk, True)
    ]


@pytest.mark.parametrize("kind", ["pdf", "zip"])
def test_a_file_is_a_download_that_no_browser_runs_or_keeps(
    kind: str, browser: Client, clerk: User
) -> None:
    batch = printed(asked(drafts(1, clerk), clerk))

    answer = browser.get(address(f"batches_{kind}", batch))
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]

    assert content[:2] in {b"%P", b"PK"}
    assert answer["Content-Disposition"] == f'attachment; filename="leases-{batch.pk}.{kind}"'
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert Entry.objects.filter(act="lease.read", by=clerk).count() == 1


def test_there_is_nothing_to_take_before_it_is_ready(browser: Client, clerk: User) -> None:
    batch = asked(drafts(1, clerk), clerk)

    answer = browser.get(address("batches_pdf", batch))

    assert answer["Location"] == address("batches_batch_change", batch)
    assert not Entry.objects.filter(act="batch.read").exists()


def test_the_page_asks_as_many_questions_for_ten_refused_leases_as_for_one(
    browser: Client, clerk: User, django_assert_max_num_queries: Any
) -> None:
    batch = asked(drafts(4, clerk), clerk)
    batch.items.update(state="refused", reason="NotApproved")

    with django_assert_max_num_queries(14):
        browser.get(address("batches_batch_change", batch))
