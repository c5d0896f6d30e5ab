"""What a person works from all day: steps in order, papers beside facts, what happened, notes."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications.models import Application, Document, Verdict
from applications.papers import PAPERS as KINDS
from audit.models import Entry
from outbox.services import send_waiting
from review import services
from review.claimed import BEARS_ON
from review.models import Kind, Note
from review.notes import notes
from review.rejecting import REASONS
from tests.review.builders import (
    MONDAY,
    OVER_THE_LIMIT,
    copy_of,
    drawn,
    found_clean,
    paper_of,
    proposed,
    proven,
    submitted,
    taken,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer", "in_english")]
STEP = r'<details class="step" id="(\w+)"( open)?>(.*?)</summary>(.*?)<'
PAGE = "admin:applications_application_change"


@pytest.fixture
def halyna(staff: Callable[..., User]) -> User:
    return staff("caseworker", name="halyna")


@pytest.fixture
def petro(staff: Callable[..., User]) -> User:
    return staff("decision_maker", name="petro")


@pytest.fixture
def desk(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def opened(desk: Client, user: User, address: str) -> str:
    desk.force_login(user)
    answer = desk.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def page_of(application: Application, ask: str = "") -> str:
    return reverse(PAGE, args=[application.pk]) + (f"?ask={ask}" if ask else "")


def page_of_paper(application: Application, paper: str) -> str:
    document = paper_of(application, paper)
    return reverse("admin:review_paper", args=[application.pk, document.pk])


def sent(
    desk: Client, user: User, step: str, application: Application, query: str = "", **fields: Any
) -> Any:
    desk.force_login(user)
    version = Application.objects.get(pk=application.pk).version
    address = reverse(f"admin:review_{step}", args=[application.pk]) + query
    return desk.post(address, {"version": version, **fields})


# Steps -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "first"),
    [
        ("registered", "take"),
        ("taken", None),  # the papers wait: they are judged first
        ("proven", "propose"),
        ("refusal", "hear"),
    ],
)
def test_the_most_likely_step_is_open_and_every_step_says_what_it_does(
    state: str, first: str | None, halyna: User, desk: Client
) -> None:
    application = submitted(OVER_THE_LIMIT if state == "refusal" else "05-share-of-a-flat")
    if state == "refusal":
        proposed(application, halyna, Kind.REFUSE)
    elif state != "registered":
        {"taken": taken, "proven": proven}[state](application, halyna)

    text = opened(desk, halyna, page_of(application))

    steps = re.findall(STEP, text, re.DOTALL)
    assert [step for step, is_open, *_ in steps if is_open] == ([first] if first else [])
    assert first is None or steps[0][0] == first
    assert all(re.match(r"\s*$", after) for *_, after in steps)
    assert text.count('<p class="hint">') >= len(steps)


# Evidence ----------------------------------------------------------------------------------------


def test_every_fact_a_paper_proves_bears_on_a_clause() -> None:
    proven_by_papers = {fact for paper in KINDS.values() for fact in paper.proves}

    assert proven_by_papers == set(BEARS_ON)


def test_a_paper_stands_beside_what_the_application_says(halyna: User, desk: Client) -> None:
    application = taken(submitted(), halyna)

    text = opened(desk, halyna, page_of(application))
    board = text[text.index('id="papers"') :]
    flat = board[board.index("Ownership document") :][:1200]

    assert "Proves: ownership and area of a home" in flat
    assert "81.90 m², share 1/3" in flat
    first, second = "Коваленко Олена Іванівна <span", "Коваленко Марія Андріївна <span"
    assert board.index(first) < board.index(second)


def test_numbers_stand_in_full_only_beside_the_paper_of_who_judges(
    halyna: User, staff: Callable[..., User], desk: Client
) -> None:
    application = taken(submitted(), halyna)
    number = application.people.get(relationship="applicant").identity_number
    address = page_of_paper(application, "identity_document")

    assert number in opened(desk, halyna, address)
    assert number not in opened(desk, halyna, page_of(application))
    assert number not in opened(desk, staff("auditor"), address)
    document = paper_of(application, "identity_document")
    seen = Entry.objects.filter(act="document.seen", subject=f"document:{document.pk}")
    assert {entry.by for entry in seen} == {halyna, User.objects.get(username="auditor")}


def test_papers_are_judged_one_after_another_without_a_script(halyna: User, desk: Client) -> None:
    application = taken(submitted(), halyna)
    waiting = application.documents.count()
    address = page_of_paper(application, "idp_certificate")

    seen = []
    while "/papers/" in address:
        text = opened(desk, halyna, address)
        seen.append(address)
        document = re.search(r'name="document" value="(\d+)"', text.replace("hidden ", ""))
        assert document is not None
        answer = sent(
            desk, halyna, "accept", application, "?from=paper", document=document.group(1)
        )
        address = answer["Location"]

    assert len(seen) == len(set(seen)) == waiting
    assert address == page_of(application) + "#papers"
    assert not application.documents.exclude(verdict=Verdict.ACCEPTED).exists()


def test_a_paper_shows_its_pages_in_order_and_its_neighbours(halyna: User, desk: Client) -> None:
    application = taken(submitted(), halyna)
    drawn(found_clean(copy_of(application, "idp_certificate")))

    text = opened(desk, halyna, page_of_paper(application, "idp_certificate"))

    assert "Page 1 of 1" in text
    assert text.count("<img ") == 1
    assert 'rel="next"' in text
    assert 'rel="prev"' not in text


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"common": "unreadable"}, "Копію неможливо прочитати"),
        ({"reason": "Без печатки."}, "Без печатки."),
        ({"common": "expired", "reason": "До 2024."}, "чинний. До 2024."),
    ],
)
def test_a_rejection_says_a_common_reason_in_the_applicants_language_or_its_own(
    fields: dict[str, str], kept: str, halyna: User, desk: Client
) -> None:
    application = taken(submitted(), halyna)
    document = paper_of(application, "idp_certificate")

    answer = sent(desk, halyna, "reject", application, document=document.pk, **fields)

    document.refresh_from_db()
    assert answer.status_code == 302
    assert kept in document.verdict_reason


def test_a_rejection_without_a_reason_is_refused_beside_the_paper(
    halyna: User, desk: Client
) -> None:
    application = taken(submitted(), halyna)
    document = paper_of(application, "idp_certificate")

    answer = sent(desk, halyna, "reject", application, "?from=paper", document=document.pk)

    assert answer.status_code == 422
    assert answer.content.decode().count("Say why the paper is rejected.") == 2
    assert "Paper 1 of" in answer.content.decode()
    assert REASONS.keys() >= set(
        re.findall(r'<option value="(\w+)"', answer.content.decode().split('name="common"')[1])
    )


def test_a_rejected_paper_is_asked_for_again_with_its_reason(halyna: User, desk: Client) -> None:
    application = taken(submitted(), halyna)
    document = paper_of(application, "veteran_certificate")
    services.judge(document.pk, Verdict.REJECTED, reason="Розмито.", by=halyna, at=MONDAY)
    path = "paper:p1:veteran_certificate"

    text = opened(desk, halyna, page_of(application, ask=path))

    assert re.search(rf'<option value="{path}" selected', text)
    assert 'value="Розмито."' in text
    assert '<details class="step" id="request_correction" open>' in text


# Two people --------------------------------------------------------------------------------------


def last_seen(text: str) -> str:
    found = re.search(r'name="last_seen" value="(\d+)"', text.replace("hidden ", ""))
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize(
    ("step", "typed", "query"),
    [
        ("add_paper", {"paper": "other", "person": "p1"}, ""),
        ("accept", {}, ""),
        pytest.param("accept", {}, "?from=paper", id="accepted on a paper's page"),
        ("reject", {"reason": "Моя причина."}, ""),
        pytest.param("reject", {"reason": "Моя причина."}, "?from=paper", id="on a paper's page"),
        ("request_correction", {"what_1": "person:p1:name", "note_1": "Моя примітка."}, ""),
        ("withdraw", {"reason": "Моя причина."}, ""),
        ("duplicate", {"of": "1111-1111-1111", "reason": "Моя причина."}, ""),
    ],
)
def test_both_versions_are_shown_to_whoever_sends_from_an_old_page(
    step: str, typed: dict[str, str], query: str, halyna: User, petro: User, desk: Client
) -> None:
    application = taken(submitted(), halyna)
    document = paper_of(application, "idp_certificate")
    seen = last_seen(opened(desk, halyna, page_of(application)))
    old = application.version
    services.add_note(application.pk, text="Зачекайте.", by=petro, at=timezone.now())
    services.assign(application.pk, to=halyna, by=petro, at=timezone.now())

    answer = sent(
        desk, halyna, step, application, query,
        document=document.pk, **{**typed, "version": old, "last_seen": seen},
    )  # fmt: skip

    text = answer.content.decode()
    both = text[text.index('id="conflict"') :].split("</section>")[0]
    assert answer.status_code == 422
    assert all(typed[key] in both for key in typed if key in {"reason", "note_1", "of"})
    assert re.findall(r"Note added|Application assigned|Application taken", both) == [
        "Application assigned", "Note added",
    ]  # fmt: skip
    assert both.count("petro") == 2
    now = Application.objects.get(pk=application.pk).version
    assert f'name="version" value="{now}"' in text.replace("hidden ", "")
    document.refresh_from_db()
    assert document.verdict == Verdict.PENDING


def test_a_page_can_ask_whether_it_is_old_and_learns_nothing_else(
    halyna: User, petro: User, desk: Client
) -> None:
    application = taken(submitted(), halyna)
    text = opened(desk, halyna, page_of(application))
    address = reverse("admin:review_version", args=[application.pk])

    assert f'data-url="{address}" data-version="{application.version}"' in text
    services.assign(application.pk, to=halyna, by=petro, at=MONDAY)
    assert desk.get(address).json() == {"version": application.version + 1}


# What happened -----------------------------------------------------------------------------------


def test_everything_that_happened_is_told_newest_first_with_who(
    halyna: User, petro: User, desk: Client
) -> None:
    application = submitted(OVER_THE_LIMIT)
    proposed(application, halyna, Kind.REFUSE)
    send_waiting(at=MONDAY)
    later = MONDAY + timedelta(days=20)
    services.decide(application.pk, text="x", by=petro, at=later)

    text = opened(desk, petro, page_of(application))
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text[text.index('id="timeline"') :]))

    order = ["Application decided", "Decision proposed", "Paper judged", "Application taken"]
    assert sorted(order, key=told.index) == order
    assert "25.01.2026" in told
    assert "Letter: Sent" in told
    assert "halyna" in told
    assert "petro" in told


def test_letters_are_listed_with_what_became_of_them(
    halyna: User, staff: Callable[..., User], desk: Client
) -> None:
    application = taken(submitted(), halyna)

    before = opened(desk, halyna, page_of(application))
    send_waiting(at=timezone.now())
    after = opened(desk, staff("auditor"), page_of(application))

    assert '<span class="tag letter-queued">' in before
    assert "/admin/outbox/letter/" not in before.split('id="letters"')[1]
    assert '<span class="tag letter-sent">' in after
    assert "/admin/outbox/letter/" in after.split('id="letters"')[1]


# Notes -------------------------------------------------------------------------------------------


def test_a_note_is_sealed_shown_to_staff_and_put_right_by_another(
    halyna: User, petro: User, desk: Client
) -> None:
    application = taken(submitted(), halyna)

    assert (
        sent(desk, halyna, "add_note", application, text="Дзвонила у вівторок.").status_code == 302
    )
    first = Note.objects.get()
    more = {"text": "Дзвонила в середу.", "corrects": str(first.pk)}
    assert sent(desk, petro, "add_note", application, **more).status_code == 302

    text = opened(desk, halyna, page_of(application))
    assert "Дзвонила у вівторок." in text
    assert "put right by a later note" in text
    assert "вівторок" not in first.sealed
    assert [row.corrected for row in notes(application)] == [False, True]
    assert sent(desk, halyna, "add_note", application, **more).status_code == 422


def test_a_note_is_kept_from_a_page_of_any_age_and_makes_others_old(
    halyna: User, desk: Client
) -> None:
    application = taken(submitted(), halyna)

    answer = sent(desk, halyna, "add_note", application, text="x", version=0)

    assert answer.status_code == 302
    assert Application.objects.get(pk=application.pk).version == application.version + 1


@pytest.mark.parametrize("act", ["change", "delete"])
def test_the_database_keeps_a_note_as_it_is(act: str, halyna: User) -> None:
    application = taken(submitted(), halyna)
    services.add_note(application.pk, text="x", by=halyna, at=MONDAY)

    everyone = Note.objects.all()
    acts: dict[str, Callable[[], object]] = {
        "change": lambda: everyone.update(sealed="y"),
        "delete": lambda: everyone._raw_delete("default"),
    }

    with pytest.raises(DatabaseError, match="notes are only added"), transaction.atomic():
        acts[act]()

    assert Document.objects.exists()
    assert Note.objects.exists()
