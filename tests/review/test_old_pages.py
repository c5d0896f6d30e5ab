"""Two people on the page of a proposal, a hearing, a decision, an appeal: the later one sees both.

Sent from a page that is older than its application, nothing is done; what was typed stands beside
what was done meanwhile, and the form goes on under the version of now. Papers, corrections and
closing are held to the same in test_case_page.py.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications.models import Application
from outbox.models import Letter
from outbox.services import send_waiting
from review import deciders, services
from review.acts import ACTS
from review.lock import touch
from review.models import Appeal, Decision, Hearing, Kind, Proposal, Vote
from tests.review.builders import (
    MONDAY,
    OVER_THE_LIMIT,
    proposed,
    proven,
    submitted,
    taken,
    withdrawal_recorded,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]
DECIDED = MONDAY + timedelta(days=8)
TEXT = "Моє обґрунтування."
TYPED: dict[str, dict[str, Any]] = {
    "propose": {"kind": "refuse", "grounds": ["own_housing"], "text": TEXT},
    "hear": {"heard_on": "05.01.2026", "statement": TEXT},
    "decide": {"text": TEXT},
    "send_back": {"reason": TEXT},
    "vote": {
        "number": "7", "held_on": "05.01.2026", "members": TEXT, "votes_for": "1",
        "votes_against": "0", "abstained": "0",
    },
    "extend": {"days": "3", "decision": "№ 12", "legal_basis": "стаття 34", "reason": TEXT},
    "appeal": {
        "received_on": "14.01.2026", "channel": "post", "from_whom": "заявниця", "text": TEXT,
        "keeps_place": "yes",
    },
    "correct_error": {"wrong": "27,13", "right": "27,31", "text": TEXT},
    "assign": {},
    "take": {},
    "take_back_correction": {},
    "close": {},
    "keep_open": {"reason": TEXT},
}  # fmt: skip
ELSEWHERE = {  # test_case_page.py; a note stands beside whatever else is done
    "add_paper", "accept", "reject", "request_correction", "withdraw", "duplicate", "add_note",
}  # fmt: skip
OF_CASEWORKERS = {"propose", "hear", "vote", "take", "take_back_correction"}


@pytest.fixture
def halyna(staff: Callable[..., User]) -> User:
    return staff("caseworker", name="halyna")


@pytest.fixture
def petro(staff: Callable[..., User]) -> User:
    return staff("decision_maker", name="petro")


@pytest.fixture
def iryna(staff: Callable[..., User]) -> User:
    return staff("decision_maker", name="iryna")


def ready(step: str, halyna: User, petro: User) -> Application:
    """Bring an application to where the step can be taken."""
    if step in {"propose", "assign"}:
        return proven(submitted(OVER_THE_LIMIT), halyna)
    if step == "take":
        return submitted()
    if step == "take_back_correction":
        made = taken(submitted(), halyna)
        items = [("person:p1:name", "Як у паспорті?")]
        services.request_correction(made.pk, items=items, by=halyna, at=MONDAY)
        return Application.objects.get(pk=made.pk)
    if step in {"close", "keep_open"}:
        withdrawal_recorded(made := submitted(), petro)
        return Application.objects.get(pk=made.pk)
    kind = Kind.APPROVE if step in {"decide", "vote"} else Kind.REFUSE
    made = submitted() if kind == Kind.APPROVE else submitted(OVER_THE_LIMIT)
    proposed(made, halyna, kind)
    if step in {"appeal", "correct_error"}:
        send_waiting(at=MONDAY)
        services.decide(made.pk, text="Так.", by=petro, at=DECIDED)
    return Application.objects.get(pk=made.pk)


def left(application: Application) -> tuple[Any, ...]:
    about = {"application": application.pk}
    return (
        Application.objects.filter(pk=application.pk).values_list("status", "due_on").get(),
        Application.objects.filter(pk=application.pk).values_list("caseworker").get(),
        list(Proposal.objects.filter(**about).values_list("pk", "state", "text")),
        list(Hearing.objects.values_list("pk", "statement")),
        list(Decision.objects.filter(**about).values_list("pk", "text")),
        Vote.objects.count(),
        Appeal.objects.count(),
        Letter.objects.count(),
    )


def test_every_step_is_tried_on_an_old_page() -> None:
    assert set(TYPED) | ELSEWHERE == set(ACTS)


@pytest.mark.parametrize("step", sorted(TYPED))
def test_from_an_old_page_nothing_is_done_and_both_versions_are_shown(
    step: str,
    halyna: User,
    petro: User,
    iryna: User,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    application = ready(step, halyna, petro)
    if step == "vote":
        acts = {MONDAY.date(): {"programmes": {"resolution-814": "commission"}}}
        monkeypatch.setattr(deciders, "every_act", lambda: acts)
    client.cookies["django_language"] = "en"
    client.force_login(halyna if step in OF_CASEWORKERS else iryna)
    services.add_note(application.pk, text="Зачекайте.", by=petro, at=timezone.now())
    old = application.version
    touch(Application.objects.get(pk=application.pk))
    before = left(application)
    typed = {**TYPED[step], **({"to": str(halyna.pk)} if step == "assign" else {})}

    answer = client.post(
        reverse(f"admin:review_{step}", args=[application.pk]), {"version": old, **typed}
    )

    text = answer.content.decode()
    assert answer.status_code == 422
    assert left(application) == before
    both = text[text.index('id="conflict"') :].split("</section>")[0]
    assert "Note added" in both
    assert "petro" in both
    assert "&lt;strong" not in both
    if TEXT in typed.values():
        assert TEXT in both
        assert text.count(TEXT) > both.count(TEXT)  # and in the form, to be sent again
    now = Application.objects.get(pk=application.pk).version
    assert f'name="version" value="{now}"' in text.replace("hidden ", "")


def test_a_scan_that_was_sent_from_an_old_page_is_asked_for_again(
    halyna: User, petro: User, iryna: User, client: Client
) -> None:
    application = ready("appeal", halyna, petro)
    client.cookies["django_language"] = "en"
    client.force_login(iryna)
    scan = SimpleUploadedFile("a.pdf", b"%PDF-1.7 an appeal", "application/pdf")

    answer = client.post(
        reverse("admin:review_appeal", args=[application.pk]),
        {"version": application.version - 1, **TYPED["appeal"], "scans": scan},
    )

    assert answer.status_code == 422
    assert "A file cannot be kept on a page: choose it again." in answer.content.decode()
    assert not Appeal.objects.exists()
