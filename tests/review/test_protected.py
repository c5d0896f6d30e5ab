"""Captivity, health and a refused taxpayer number are read by those who review, and by whom else.

What an outsider to the case may see is that something is there, and not what it says.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications import vocabulary
from applications.models import Application, StatusClaim, Verdict
from applications.papers import PAPERS
from applications.sensitive import OF_REFUSED, STATUSES
from applications.sensitive import PAPERS as PROTECTED
from audit.commitments import value_of
from audit.models import Entry
from review import protected, services, words
from review.determining import recorded, verified_determination
from review.models import Kind, Proposal, State
from tests.review.builders import MONDAY, copy_of, drawn, found_clean, paper_of, submitted, taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer", "in_english")]

CAPTIVITY, OPEN = "captivity_certificate", "idp_certificate"
TITLE = "Certificate of deprivation of liberty<span"  # of the paper, not of a choice in a form


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
    return made


def page(application: Application) -> str:
    return reverse("admin:applications_application_change", args=[application.pk])


def reason_page(application: Application) -> str:
    return reverse("admin:review_reason", args=[application.pk])


def ways_to(application: Application, paper: str) -> list[str]:
    copy = copy_of(application, paper).pk
    return [
        reverse("admin:review_paper", args=[application.pk, paper_of(application, paper).pk]),
        reverse("admin:review_download", args=[application.pk, copy]),
        reverse("admin:review_picture", args=[application.pk, copy, 1]),
    ]


def statuses(browser: Client, addresses: list[str]) -> set[int]:
    answers = [browser.get(address) for address in addresses]
    for answer in answers:
        b"".join(getattr(answer, "streaming_content", ()))
    return {answer.status_code for answer in answers}


def seat(user: User, application: Application) -> Client:
    """Return the browser of somebody who has no conflict of interest."""
    browser = Client()
    browser.cookies["django_language"] = "en"
    browser.force_login(user)
    browser.post(reverse("admin:review_conflict", args=[application.pk]), {"answer": "no"})
    return browser


def sees(browser: Client, application: Application) -> list[str]:
    shown = browser.get(page(application)).content.decode()
    claim = f"{words.STATUSES['deprived_of_liberty']} ("
    return [word for word in (TITLE, claim, "refused for religious reasons") if word in shown]


def recorded_proposal(application: Application, by: User) -> None:
    """Leave an approval waiting for another person, whatever the papers prove."""
    determination = recorded(application, verified_determination(application), at=MONDAY)
    Proposal.objects.create(
        application=application,
        kind=Kind.APPROVE,
        by=by,
        at=MONDAY,
        text="Так.",
        grounds=["own_housing"],
        determination=determination,
        state=State.OPEN,
    )


def test_whoever_answers_for_it_reads_everything_and_that_is_recorded(
    application: Application, staff: Callable[..., User]
) -> None:
    halyna = staff("caseworker", name="halyna")
    taken(application, halyna)
    browser = seat(halyna, application)

    assert len(sees(browser, application)) == 3
    assert statuses(browser, ways_to(application, CAPTIVITY)) == {200}
    acts = set(Entry.objects.filter(by=halyna.pk).values_list("act", flat=True))
    assert acts >= {"sensitive.read", "document.read", "document.seen"}


@pytest.mark.parametrize("role", ["registrar", "caseworker", "decision_maker", "auditor"])
def test_others_see_that_it_is_there_and_not_what_it_says(
    role: str, application: Application, staff: Callable[..., User]
) -> None:
    taken(application, staff("caseworker", name="halyna"))
    browser = seat(staff(role, name="petro"), application)

    assert sees(browser, application) == []
    assert statuses(browser, ways_to(application, CAPTIVITY)) == {403}
    assert statuses(browser, ways_to(application, OPEN)) == (
        {403} if role == "registrar" else {200}
    )
    shown = browser.get(page(application)).content.decode()
    assert "Paper read only by those who review" in shown
    assert not Entry.objects.filter(act="sensitive.read").exists()


def test_whoever_decides_reads_it_while_a_proposal_waits(
    application: Application, staff: Callable[..., User]
) -> None:
    halyna = staff("caseworker", name="halyna")
    browser = seat(staff("decision_maker"), application)
    taken(application, halyna)
    assert not sees(browser, application)
    for document in application.documents.all():
        services.judge(document.pk, Verdict.ACCEPTED, by=halyna, at=MONDAY)
    application.refresh_from_db()
    assert statuses(browser, ways_to(application, CAPTIVITY)) == {403}

    recorded_proposal(application, halyna)

    assert sees(browser, application)
    assert statuses(browser, ways_to(application, CAPTIVITY)) == {200}


def test_an_auditor_reads_it_with_a_reason_that_is_kept_and_for_that_day(
    application: Application, staff: Callable[..., User]
) -> None:
    auditor = staff("auditor")
    browser = seat(auditor, application)
    assert reason_page(application) in browser.get(page(application)).content.decode()

    refused = browser.post(reason_page(application), {"reason": "why"})
    assert refused.status_code == 422
    assert "why</textarea>" in refused.content.decode()
    assert statuses(browser, ways_to(application, CAPTIVITY)) == {403}
    browser.post(reason_page(application), {"reason": "Complaint no. 12 of 3 March."})

    assert sees(browser, application)
    assert statuses(browser, ways_to(application, CAPTIVITY)) == {200}
    entry = Entry.objects.get(act="sensitive.reason_given")
    assert "Complaint" not in str(entry.facts)
    assert value_of(entry.openings.get(name="reason")) == "Complaint no. 12 of 3 March."
    tomorrow = timezone.now() + timedelta(days=1)
    assert not protected.may_read(auditor, application, at=tomorrow)


def test_the_table_names_papers_and_statuses_that_exist() -> None:
    assert set(PAPERS) >= PROTECTED | OF_REFUSED
    assert set(vocabulary.STATUS_CODES) >= STATUSES
    proving = {code for code, paper in PAPERS.items() if paper.proves & STATUSES}
    assert proving == PROTECTED
