"""The journal as an auditor sees it: searched, read, and a text held against a fingerprint."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit import journal
from audit.commitments import Committed, salt_of
from audit.models import Entry, Opening
from audit.services import record, verify

pytestmark = pytest.mark.django_db
JOURNAL = "admin:audit_entry_changelist"
SAID = "Будинок зруйновано.\nПрошу врахувати."


@pytest.fixture
def auditor(staff: Callable[..., User], client: Client) -> User:
    client.cookies["django_language"] = "en"
    user = staff("auditor")
    client.force_login(user)
    return user


def act(name: str = "document.judged", *, at: datetime, **said: Any) -> Entry:
    given = {"subject": "application:12", "by": None, **said}
    with transaction.atomic():
        return record(name, at=at, **given)


def shown(client: Client, **asked: Any) -> list[int]:
    answer: Any = client.get(reverse(JOURNAL), asked)
    assert answer.status_code == 200
    return [entry.seq for entry, _words, _page in answer.context["entries"]]


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.usefixtures("auditor")
def test_an_auditor_is_led_to_the_journal_and_reads_its_acts_in_words(
    client: Client, at: datetime
) -> None:
    act(at=at)

    start, address = reverse("admin:index"), reverse(JOURNAL)

    link = f'<a href="{address}">Audit journal</a>'
    assert link in client.get(start).content.decode()
    text = text_of(client.get(address))
    assert "document.judged" in text
    assert "paper judged" in text
    assert reverse("admin:applications_application_change", args=[12]) in text


def test_who_may_not_read_the_journal_is_not_led_to_it(
    client: Client, staff: Callable[..., User], at: datetime
) -> None:
    entry = act(at=at)
    client.force_login(staff("caseworker"))

    assert reverse(JOURNAL) not in client.get(reverse("admin:index")).content.decode()
    assert client.get(reverse(JOURNAL)).status_code == 403
    assert client.get(reverse("admin:audit_entry_change", args=[entry.seq])).status_code == 403
    assert client.post(reverse("admin:audit_check", args=[entry.seq])).status_code == 403


def test_the_journal_is_searched_by_subject_act_person_and_day(
    client: Client, auditor: User, at: datetime
) -> None:
    number = {"number": "1234-5678-9012"}
    act("application.submitted", at=at, facts=number)
    act("lease.read", at=at, subject="lease:7", by=auditor)
    act("application.read", at=at + timedelta(days=1), by=auditor)

    assert shown(client) == [3, 2, 1]
    assert shown(client, about="lease:7") == [2]
    assert shown(client, about="1234 5678 9012") == [3, 1]
    assert shown(client, act="application.read") == [3]
    assert shown(client, by=auditor.pk) == [3, 2]
    assert shown(client, by="portal") == [1]
    assert shown(client, day="05.01.2026") == [2, 1]
    assert shown(client, by=auditor.pk, day="06.01.2026") == [3]
    assert shown(client, about="lease:8") == []


@pytest.mark.usefixtures("auditor")
def test_older_entries_are_one_step_away(
    client: Client, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "AT_ONCE", 2)
    for _ in range(3):
        act(at=at)

    first: Any = client.get(reverse(JOURNAL), {"about": "application:12"})
    older: Any = client.get(reverse(JOURNAL) + first.context["older"])

    assert [row[0].seq for row in first.context["entries"]] == [3, 2]
    assert [row[0].seq for row in older.context["entries"]] == [1]
    assert older.context["older"] is None


@pytest.mark.usefixtures("auditor")
@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"day": "торік"}, id="a day that is none"),
        pytest.param({"act": "nothing.done"}, id="an act that is none"),
        pytest.param({"by": "999"}, id="a person who is none"),
        pytest.param({"about": "a\0b"}, id="a character that is none"),
    ],
)
def test_a_search_that_cannot_be_is_answered_with_what_was_typed(
    client: Client, asked: dict[str, str]
) -> None:
    answer = client.get(reverse(JOURNAL), asked)

    assert answer.status_code == 422
    assert "field-error" in text_of(answer)


@pytest.mark.usefixtures("auditor")
@pytest.mark.parametrize("key", ["0", "99", "9" * 40, "x"])
def test_an_entry_that_is_not_there_is_no_page(client: Client, key: str) -> None:
    assert client.get(f"/admin/audit/entry/{key}/change/").status_code == 404


# A text and its fingerprint ----------------------------------------------------------------------


@pytest.fixture
def heard(auditor: User, at: datetime) -> Entry:
    return act("hearing.recorded", at=at, facts={"statement": Committed(SAID), "proposal": 3})


def post(client: Client, entry: Entry, **typed: str) -> Any:
    return client.post(
        reverse("admin:audit_check", args=[entry.seq]), {"name": "statement", **typed}
    )


def test_the_page_of_an_entry_shows_its_facts_and_not_the_text(
    client: Client, heard: Entry
) -> None:
    text = text_of(client.get(reverse("admin:audit_entry_change", args=[heard.seq])))

    assert "hearing recorded" in text
    assert heard.hash in text
    assert "зруйновано" not in text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        pytest.param(SAID.replace("\n", "\r\n"), "This is the very text", id="the text"),
        pytest.param(SAID + "!", "This is not the text", id="another text"),
    ],
)
def test_a_text_is_held_against_the_fingerprint_and_that_is_recorded(
    client: Client, auditor: User, heard: Entry, typed: str, told: str
) -> None:
    answer = post(client, heard, text=typed)

    assert answer.status_code == 200
    assert told in text_of(answer)
    last = Entry.objects.latest("seq")
    assert (last.act, last.subject, last.by) == ("commitment.checked", heard.subject, auditor)
    assert last.facts["fits"] is (typed == SAID.replace("\n", "\r\n"))
    assert verify() == 2


def test_the_salt_is_shown_for_checking_elsewhere_and_that_is_recorded(
    client: Client, heard: Entry
) -> None:
    answer = post(client, heard, open="1")

    assert salt_of(Opening.objects.get()) in text_of(answer)
    assert Entry.objects.latest("seq").act == "commitment.opened"


def test_an_empty_comparison_is_answered_on_the_page(client: Client, heard: Entry) -> None:
    answer = post(client, heard, text="")

    assert answer.status_code == 422
    assert "Paste the text" in text_of(answer)
    assert Entry.objects.count() == 1


def test_what_is_no_fingerprint_cannot_be_compared(client: Client, heard: Entry) -> None:
    assert post(client, heard, name="proposal", text="3").status_code == 404


def test_an_erased_fingerprint_says_so(client: Client, heard: Entry, capsys: Any) -> None:
    call_command("erase_openings", "application:12")

    text = text_of(client.get(reverse("admin:audit_entry_change", args=[heard.seq])))
    assert "was erased" in text
    assert "Compare" not in text
    assert Entry.objects.latest("seq").act == "openings.erased"
    assert verify() == 2


def test_the_cost_of_the_journal_does_not_grow_with_it(
    client: Client, auditor: User, at: datetime, django_assert_max_num_queries: Any
) -> None:
    for _ in range(30):
        act(at=at, by=auditor)

    with django_assert_max_num_queries(10):
        client.get(reverse(JOURNAL))
