"""A paper brought after submission: its files are put in, then it is sent as one paper."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import Application, Document, Verdict
from applications.papers import PAPERS
from applications.status import UNDECIDED, Status
from audit.models import Entry
from cabinet import adding
from cabinet.models import Addition
from copies.models import Copy, State
from review.evidence import AlreadyDecided
from tests.cabinet.builders import TUESDAY, standing_at
from tests.review.builders import MONDAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]


def pdf(content: bytes = b"%PDF-1.7 another") -> SimpleUploadedFile:
    return SimpleUploadedFile("довідка.pdf", content)


def begun(page: Client, application: Application, about: str = "p1") -> str:
    """Begin to add a paper; return the address of its page."""
    url = reverse("add_my_paper", args=[application.number])
    answer = page.post(url, {"code": "care_opinion", "about": about})
    assert answer.status_code == 302
    return str(answer["Location"])


def added_since(application: Application) -> list[Document]:
    return list(Document.objects.filter(application=application, received_at__gt=MONDAY))


def test_several_photographs_become_one_paper_once_it_is_sent(
    application: Application, olena: User, page: Client
) -> None:
    paper = begun(page, application)
    page.post(paper, {"chosen": [pdf(b"%PDF-1.7 one"), pdf(b"%PDF-1.7 two")]})
    assert added_since(application) == []

    answer = page.post(f"{paper}send/", follow=True)

    assert "The paper is with your application now." in answer.content.decode()
    [document] = added_since(application)
    assert (document.paper, document.copies.count()) == ("care_opinion", 2)
    assert document.verdict == Verdict.PENDING
    entry = Entry.objects.get(act="document.added")
    assert (entry.by_id, entry.facts["document"]) == (olena.pk, document.pk)
    assert not Addition.objects.exists()


def test_a_paper_about_a_home_is_its_owners(application: Application, page: Client) -> None:
    paper = begun(page, application, about="h1")
    page.post(paper, {"chosen": [pdf()]})

    page.post(f"{paper}send/")

    [document] = added_since(application)
    assert document.person is not None
    assert document.home is not None
    assert (document.person.ref, document.home.ref) == ("p1", "h1")


def test_a_second_click_adds_nothing_twice(application: Application, page: Client) -> None:
    paper = begun(page, application)
    page.post(paper, {"chosen": [pdf()]})

    answers = [page.post(f"{paper}send/") for _click in range(2)]

    assert [answer.status_code for answer in answers] == [302, 404]
    assert len(added_since(application)) == 1


def test_nothing_is_sent_without_a_file(application: Application, page: Client) -> None:
    paper = begun(page, application)

    answer = page.post(f"{paper}send/", follow=True)

    assert "Add at least one file" in answer.content.decode()
    assert added_since(application) == []


def test_a_file_of_another_paper_of_the_application_is_taken(
    application: Application, page: Client
) -> None:
    held = Copy.objects.filter(sha256=hashlib.sha256(b"%PDF-1.7 a copy").hexdigest())
    before = held.count()
    paper = begun(page, application)

    answer = page.post(paper, {"chosen": [pdf(b"%PDF-1.7 a copy")]})

    assert answer.status_code == 302
    assert before
    assert held.count() == before + 1


def test_a_file_that_the_application_has_already_is_pointed_out(
    application: Application, page: Client
) -> None:
    first = begun(page, application)
    page.post(first, {"chosen": [pdf()]})
    assert "has this file already" not in page.get(first).content.decode()
    page.post(f"{first}send/")
    second = begun(page, application)

    page.post(second, {"chosen": [pdf()]})

    shown = page.get(second).content.decode()
    assert "The application has this file already: “довідка.pdf”" in shown
    assert str(PAPERS["care_opinion"].title) in shown


def test_a_file_comes_in_pieces_and_is_removed(application: Application, page: Client) -> None:
    paper = begun(page, application)
    content = b"%PDF-1.7 " + b"x" * 100
    first = page.post(f"{paper}uploads/", {"name": "a.pdf", "size": len(content)}).json()

    done = page.put(f"{first['url']}?at=0", content, content_type="application/octet-stream")

    assert json.loads(done.content) == {"offset": len(content), "done": True}
    copy = Copy.objects.get(size=len(content))
    text = page.get(paper).content.decode()
    assert f"copies/{copy.pk}/remove/" in text
    page.post(f"{paper}copies/{copy.pk}/remove/")
    assert not Copy.objects.filter(pk=copy.pk).exists()


def test_the_state_of_a_check_is_told_to_the_script(application: Application, page: Client) -> None:
    paper = begun(page, application)
    page.post(paper, {"chosen": [pdf()]})

    state = page.get(f"{paper}state/").json()

    assert state["waiting"] is True
    assert set(state["parts"]) == {"files", "after"}
    assert "Send this paper" in state["parts"]["after"]


def test_what_is_missing_is_added_by_its_button(application: Application, page: Client) -> None:
    Document.objects.filter(paper="veteran_certificate").update(verdict=Verdict.PENDING)

    text = page.get(reverse("my_papers", args=[application.number])).content.decode()

    assert 'name="code" value="taxpayer_card"' in text
    assert 'name="about" value="p1"' in text


@pytest.mark.parametrize("status", sorted(set(Status) - UNDECIDED))
def test_nothing_is_added_to_what_is_decided(
    status: Status, olena: User, halyna: User, petro: User, page: Client
) -> None:
    application = standing_at(Status(status), olena, halyna, petro)
    url = reverse("add_my_paper", args=[application.number])

    listed = page.get(reverse("my_papers", args=[application.number]))
    begun_in_vain = page.post(url, {"code": "other", "about": "p1"})

    assert [listed.status_code, begun_in_vain.status_code] == [302, 302]
    assert not Addition.objects.exists()


def test_a_paper_begun_before_the_decision_is_not_sent_after_it(
    application: Application, olena: User, page: Client
) -> None:
    paper = begun(page, application)
    page.post(paper, {"chosen": [pdf()]})
    Application.objects.update(status=Status.REFUSED)

    answer = page.post(f"{paper}send/", follow=True)

    assert "the application now stands at “Refused”" in answer.content.decode()
    assert added_since(application) == []


@pytest.mark.parametrize(
    ("code", "about"),
    [("shoes", "p1"), ("other", "p9"), ("", "")],
    ids=["a paper nobody knows", "somebody who is not there", "nothing"],
)
def test_only_papers_of_this_household_are_begun(
    code: str, about: str, application: Application, page: Client
) -> None:
    url = reverse("add_my_paper", args=[application.number])

    assert page.post(url, {"code": code, "about": about}).status_code == 422
    with pytest.raises(adding.NoSuchPaper):
        adding.start(application.pk, code, about, at=TUESDAY)


@pytest.mark.parametrize(
    ("days", "status", "is_kept"),
    [(29, Status.REGISTERED, True), (31, Status.REGISTERED, False), (1, Status.REFUSED, False)],
    ids=["kept for a month", "not sent for a month", "decided meanwhile"],
)
def test_what_was_not_sent_is_let_go_with_its_files(
    days: int, status: Status, is_kept: bool, application: Application, page: Client, at: Any
) -> None:
    paper = begun(page, application)
    page.post(paper, {"chosen": [pdf()]})
    Addition.objects.update(started_at=at)
    Application.objects.update(status=status)

    adding.let_go_unsent(at=at + timedelta(days=days))

    assert Addition.objects.exists() == is_kept
    assert Copy.objects.filter(name="довідка.pdf").exists() == is_kept


def test_the_service_refuses_what_is_decided(application: Application) -> None:
    Application.objects.update(status=Status.APPROVED)

    with pytest.raises(AlreadyDecided):
        adding.start(application.pk, "other", "p1", at=TUESDAY)


def test_a_refused_file_is_not_sent(application: Application, page: Client) -> None:
    paper = begun(page, application)
    page.post(paper, {"chosen": [pdf()]})
    Copy.objects.filter(name="довідка.pdf").update(state=State.REFUSED, refusal="infected")

    page.post(f"{paper}send/")

    assert added_since(application) == []
