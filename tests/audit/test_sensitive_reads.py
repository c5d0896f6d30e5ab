"""Whoever is shown captivity, health or a refused number, at whichever door, is in the chain.

Every address of the portal is asked as those who may read it; what an answer shows is recorded.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications.models import Application, StatusClaim
from audit.models import Entry
from outbox.models import Letter
from oversight.models import WhatIf
from review import copies, readings, words
from tests.conftest import NOON
from tests.doors_asking import Address, Answer, addresses, answered, taken_back
from tests.doors_world import ADMINS_OWN
from tests.review.builders import copy_of, drawn, found_clean, paper_of, submitted, taken
from tests.review.test_protected import CAPTIVITY, OPEN, TITLE, reason_page, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer", "in_english")]

READINGS = {
    "application.read", "decision.read", "document.read", "document.seen", "letter.read",
    "letter.printed", "what_if.read",
}  # fmt: skip
NOWHERE = UUID(int=0)
NAMED: dict[str, object] = {
    "app_label": "audit", "url": "nothing", "language": "uk",
    "batch": NOWHERE, "copy": NOWHERE, "sheet": NOWHERE, "objection": NOWHERE,
}  # fmt: skip
TOLD = "Of captivity, in a letter"
TELLING = (
    TITLE.encode(), TITLE.replace("<span", ":").encode(), TOLD.encode(),
    f"{words.STATUSES['deprived_of_liberty']} (".encode(), b"refused for religious reasons",
)  # fmt: skip
FILES = ("application/pdf", "image/", "application/octet-stream")
STAFF = "admin/"
OF_NOBODY = {"admin:wording_preview_print"}  # a text filled in with people whom nobody is
OF_THE_CONTROL = "admin/applications/application/<int:pk>/"


@pytest.fixture
def application() -> Application:
    """An application of somebody who was in captivity, and refused the taxpayer number."""
    made = submitted(papers=[(OPEN, "p1"), (CAPTIVITY, "p1")])
    person = made.people.get(ref="p1")
    person.taxpayer_number_refused = True
    person.taxpayer_number_sealed = person.taxpayer_index = ""
    person.save()
    StatusClaim.objects.create(
        person=person, position=9, code="deprived_of_liberty", held_as="holder"
    )
    for paper in (OPEN, CAPTIVITY):
        drawn(found_clean(copy_of(made, paper)))
    Letter.objects.update(body=TOLD)
    return made


@pytest.fixture
def question(application: Application, staff: Callable[..., User]) -> WhatIf:
    """A question whose answer names the application."""
    found = {
        "application": application.pk, "number": application.number, "status": "under_review",
        "outcome": ["eligible", "ineligible"], "clauses": {"social_category": ["met", "not_met"]},
    }  # fmt: skip
    now, tally = timezone.now(), {
        "compared": 1, "outcomes": [], "clauses": [["social_category", "met", "not_met", 1]],
    }  # fmt: skip
    return WhatIf.objects.create(
        terms="", by=staff(name="asks"), at=now, answered_at=now, answer=tally, differing=[found]
    )


@pytest.fixture
def everybody(application: Application, staff: Callable[..., User]) -> dict[str, Client]:
    """Those who may read it: who answers for it and may everything besides; who oversees."""
    halyna = staff("caseworker", "decision_maker", "registrar", "lease_clerk", name="halyna")
    taken(application, halyna)
    auditor = seat(staff("auditor"), application)
    auditor.post(reason_page(application), {"reason": "Complaint no. 12 of 3 March."})
    return {"halyna": seat(halyna, application), "auditor": auditor}


def doors(
    application: Application, question: WhatIf, below: str = STAFF
) -> Iterator[tuple[Address, str]]:
    """Yield every address of the staff, with what it names of this application."""
    letter = Letter.objects.earliest("pk")
    own = {
        **NAMED, **ADMINS_OWN, "pk": application.pk, "number": 1, "question": question.pk,
        "document": paper_of(application, CAPTIVITY).pk, "copy": copy_of(application, CAPTIVITY).pk,
    }  # fmt: skip
    for name, address in addresses().items():
        is_asked = address.path.startswith(below) and name not in OF_NOBODY
        if is_asked and name != "admin:logout":
            of_letter = {"pk": letter.pk, "object_id": letter.pk} if "outbox" in name else {}
            named = {word: {**own, **of_letter}.get(word, 1) for word in address.words}
            yield address, address.url(named)


def shows(answer: Answer) -> bool:
    """Tell whether an answer tells something of those things, or is a file that may."""
    is_file = answer.headers.get("Content-Type", "").startswith(FILES)
    return any(told in answer.body for told in TELLING) or (is_file and answer.status == 200)


def unrecorded(
    everybody: dict[str, Client], application: Application, question: WhatIf, below: str = STAFF
) -> tuple[list[str], list[str]]:
    """Return the doors that show such a thing, and those of them that leave no entry of it."""
    telling, silent = [], []
    for address, url in doors(application, question, below):
        for name, browser in everybody.items():
            for method in ("GET", "POST"):
                with taken_back(browser):
                    before = Entry.objects.count()
                    if not shows(answered(browser, method, url)):
                        continue
                    told = Entry.objects.filter(by__username=name, act__in=READINGS)
                    telling.append(f"{name} {method} {address.name}")
                    if not told.filter(seq__gt=before).exists():
                        silent.append(telling[-1])
    return telling, silent


def test_every_door_that_shows_it_records_who_read_it(
    everybody: dict[str, Client], application: Application, question: WhatIf
) -> None:
    telling, silent = unrecorded(everybody, application, question)

    assert silent == []
    assert {
        "halyna GET admin:applications_application_change",
        "halyna POST admin:review_accept",
        "halyna GET admin:review_paper",
        "halyna GET admin:review_download",
        "halyna GET admin:review_picture",
        "auditor GET admin:applications_application_change",
        "auditor GET admin:outbox_letter_change",
    } <= set(telling)


def test_the_walk_finds_a_door_that_records_nothing(
    everybody: dict[str, Client],
    application: Application,
    question: WhatIf,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (readings, copies):
        monkeypatch.setattr(module, "record", lambda *_, **__: None)

    telling, silent = unrecorded(everybody, application, question, OF_THE_CONTROL)

    assert silent == telling
    assert silent


# Side doors to it ---------------------------------------------------------------------------------


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the acts that the block adds to the chain."""
    told: list[str] = []
    before = Entry.objects.count()
    yield told
    told += Entry.objects.order_by("seq").values_list("act", flat=True)[before:]


@pytest.mark.parametrize("before", ["+{}", " {}", "{} ", "0_{}", "{}.0"])
def test_a_letter_opens_under_its_number_alone(
    before: str, everybody: dict[str, Client], application: Application
) -> None:
    """Django's own page finds letter 1 under " 1" too, and records nothing."""
    letter = Letter.objects.earliest("pk")
    address = f"/admin/outbox/letter/{before.format(letter.pk)}/change/"

    with counted() as told:
        assert everybody["auditor"].get(address).status_code == 404
        right = everybody["auditor"].get(f"/admin/outbox/letter/{letter.pk}/change/")
    assert TOLD in right.content.decode()
    assert told == ["letter.read"]


def test_which_applications_another_rule_would_change_is_a_reading_too(
    everybody: dict[str, Client], application: Application, question: WhatIf
) -> None:
    with counted() as told:
        shown = everybody["halyna"].get(reverse("oversight:answer", args=[question.pk]))
    assert application.number in shown.content.decode()
    assert told == ["what_if.read"]


def test_what_is_read_twice_in_a_day_is_noted_once_and_another_decision_besides(
    application: Application, staff: Callable[..., User]
) -> None:
    halyna, now = staff("caseworker", name="halyna"), NOON
    about = f"application:{application.pk}"
    with counted() as told:
        for decision in (1, 2, 1):
            facts = {"decision": decision}
            readings.note("decision.read", about, by=halyna, at=now, facts=facts)
        tomorrow = now + timedelta(days=1)
        readings.note("decision.read", about, by=halyna, at=tomorrow, facts={"decision": 1})

    assert told == ["decision.read"] * 3


def test_a_paper_of_others_is_not_shown_by_a_step_that_is_refused(
    everybody: dict[str, Client], application: Application, staff: Callable[..., User]
) -> None:
    browser = seat(staff("caseworker", name="petro"), application)
    typed = {"document": paper_of(application, CAPTIVITY).pk}

    answer = browser.post(
        reverse("admin:review_accept", args=[application.pk]) + "?from=paper", typed
    )

    assert answer.status_code == 422
    assert not any(told in answer.content for told in TELLING)
