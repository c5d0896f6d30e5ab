"""An abandoned draft goes after 90 days, with all it holds, and never unwarned."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from copies import services as copies
from copies.models import Copy
from drafts import retention, services
from drafts.models import Draft, Kind, Paper, PaperCopy, Part
from drafts.papers import PaperHolder, add_paper
from outbox.models import Letter
from outbox.state import AT_MOST_ONCE
from tests.drafts.builders import NOON, draft_like, written

pytestmark = pytest.mark.django_db


def days(number: int) -> datetime:
    return NOON + timedelta(days=number)


def left() -> list[Draft]:
    return list(Draft.objects.all())


@pytest.mark.parametrize(
    ("day", "warned"),
    [pytest.param(75, 0, id="15 days before"), pytest.param(76, 1, id="14 days before")],
)
def test_who_leaves_a_draft_is_warned_two_weeks_before(day: int, warned: int, draft: Draft) -> None:
    assert retention.warn(days(day)) == warned
    assert Letter.objects.filter(kind="draft_warning").count() == warned


def test_a_warning_goes_out_once(draft: Draft) -> None:
    assert [retention.warn(days(day)) for day in (76, 76, 80)] == [1, 0, 0]
    assert Letter.objects.get().kind in AT_MOST_ONCE


def test_the_warning_names_the_day_and_the_page_and_nobody(draft: Draft) -> None:
    services.save(draft.pk, written(draft).applicant.ref, "name", {"surname": "Коваль"}, at=NOON)

    retention.warn(days(76))

    letter = Letter.objects.get()
    assert letter.to == "oksana@example.org"
    assert "05.04.2026" in letter.body
    assert "/apply/" in letter.body
    assert "Коваль" not in letter.subject + letter.body


@pytest.mark.parametrize(("language", "word"), [("uk", "видалено"), ("en", "deleted")])
def test_the_warning_is_in_the_language_of_letters(language: str, word: str, draft: Draft) -> None:
    services.save(draft.pk, Kind.INVITATION, "language", {"language": language}, at=NOON)

    retention.warn(days(76))

    assert word in Letter.objects.get().body


def test_an_address_given_in_the_draft_is_written_to_where_the_account_has_none(
    draft: Draft,
) -> None:
    User.objects.update(email="")
    given = {"email": "given@example.org"}
    services.save(draft.pk, written(draft).applicant.ref, "contact", given, at=NOON)

    retention.warn(days(76))

    assert Letter.objects.get().to == "given@example.org"


@pytest.mark.parametrize(
    ("day", "gone"), [pytest.param(89, 0, id="a day early"), pytest.param(90, 1, id="on the day")]
)
def test_a_draft_goes_after_ninety_days(day: int, gone: int, draft: Draft) -> None:
    retention.warn(days(76))

    assert retention.let_go(days(day)) == gone
    assert len(left()) == 1 - gone


def test_nobody_is_without_fourteen_days_notice_however_late_the_worker(draft: Draft) -> None:
    retention.warn(days(120))

    assert [retention.let_go(days(day)) for day in (120, 133, 134)] == [0, 0, 1]
    assert "19.05.2026" in Letter.objects.get().body


def test_who_has_no_email_gets_as_much_time(draft: Draft) -> None:
    User.objects.update(email="")
    services.save(draft.pk, written(draft).applicant.ref, "contact", {"email": None}, at=NOON)

    assert [retention.warn(days(76)), retention.let_go(days(89))] == [0, 0]
    assert Draft.objects.get().warned_at is None
    assert retention.let_go(days(90)) == 1
    assert not Letter.objects.exists()


def test_who_could_be_told_and_was_not_keeps_the_draft(draft: Draft) -> None:
    assert retention.let_go(days(120)) == 0
    assert left() == [draft]


def test_until_when_it_is_kept_is_shown_wherever_the_draft_is(page: Client, draft: Draft) -> None:
    for url in (reverse("apply"), reverse("tasks", args=[draft.pk]), reverse("my")):
        assert "it is deleted on 5 April 2026" in page.get(url).content.decode()


def test_an_answer_saved_after_the_warning_keeps_the_draft_for_ninety_days(draft: Draft) -> None:
    retention.warn(days(76))
    services.save(draft.pk, Kind.RESIDENCE, "bases", {"bases": []}, at=days(80))

    assert retention.let_go(days(95)) == 0
    assert retention.warn(days(80 + 76)) == 1
    assert Letter.objects.count() == 2


def test_what_was_submitted_stays(owner: User) -> None:
    draft = draft_like(owner=owner)
    services.submit(draft.pk, by=owner, at=NOON)

    assert [retention.warn(days(76)), retention.let_go(days(200))] == [0, 0]
    assert left() == [draft]


def test_a_draft_goes_with_its_answers_papers_and_files(
    owner: User, django_capture_on_commit_callbacks: Any
) -> None:
    draft = draft_like(owner=owner)
    paper = add_paper(draft.pk, "other", written(draft).applicant.ref, at=NOON)
    copy = copies.receive(BytesIO(b"%PDF-1.4 x"), name="a.pdf", by=owner, at=NOON)
    PaperHolder(paper, NOON).put(copy)
    retention.warn(days(76))

    with django_capture_on_commit_callbacks(execute=True):
        retention.let_go(days(90))

    assert not any(rows.objects.exists() for rows in (Draft, Part, Paper, PaperCopy, Copy))
    assert not default_storage.exists(copy.stored_name)
    assert Entry.objects.filter(act="draft.let_go", subject=f"draft:{draft.pk}").exists()


def test_one_draft_that_cannot_be_read_keeps_no_other_waiting(
    draft: Draft, caplog: pytest.LogCaptureFixture
) -> None:
    other = draft_like(owner=User.objects.create_user("other"))
    Part.objects.filter(draft=draft).update(sealed="9:AAAA")

    assert retention.warn(days(76)) == 1
    assert str(draft.pk) in caplog.text
    assert Draft.objects.get(warned_at__isnull=False) == other
