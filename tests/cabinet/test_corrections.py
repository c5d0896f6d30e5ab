"""An applicant answers what was asked, with the questions of the form and papers, all at once."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.applicants import sign_out_everywhere
from accounts.models import User
from applications.models import Application, Document, Person, Verdict
from applications.rows import package_of
from applications.status import Status
from audit.models import Entry
from cabinet.models import Addition
from cabinet.written import written_of
from deadlines.models import CorrectionPolicy
from drafts.questions import QUESTIONS
from review import services
from review.askable import LABELS, NOT_ASKED, asked, choices, household_of
from review.corrections import answer_of
from review.models import CorrectionItem, CorrectionRequest, CorrectionState
from territories.gazetteer import Gazetteer
from tests.cabinet.builders import CHILD, NAME, PAPER, TUESDAY, ask
from tests.deadlines.builders import approved
from tests.review.builders import MONDAY, received, taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]
CONSENT = ("declarations", "notice")  # given once, and never asked for again


@pytest.fixture
def application(application: Application, halyna: User) -> Application:
    """Under review by halyna."""
    return taken(application, halyna)


def pdf(name: str = "довідка.pdf", content: bytes = b"%PDF-1.7 another") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def item_url(request: CorrectionRequest, path: str) -> str:
    item = request.items.get(path=path)
    return reverse("correction_item", args=[request.application.number, item.pk])


def correction_url(application: Application) -> str:
    return reverse("correction", args=[application.number])


def status_of(application: Application) -> Status:
    return Status(Application.objects.get(pk=application.pk).status)


def test_the_table_of_what_can_be_asked_is_that_of_the_form() -> None:
    asked = {(str(question.kind), question.slug) for question in QUESTIONS}
    listed = {(kind, slug) for kind, slugs in LABELS.items() for slug in slugs}

    assert listed == asked - {CONSENT}


@pytest.mark.parametrize(
    ("kind", "slug"),
    [
        (kind, slug)
        for kind, slugs in LABELS.items()
        for slug in slugs
        if (kind, slug) not in NOT_ASKED
    ],
)
def test_every_question_opens_with_what_was_submitted_and_changes_nothing_when_kept(
    kind: str, slug: str, application: Application, halyna: User, page: Client
) -> None:
    ref = {"person": "p2" if slug in {"relationship", "student"} else "p1", "home": "h1"}
    path = f"{kind}:{ref.get(kind, kind)}:{slug}"
    request = ask(application, halyna, path)
    before = package_of(application)
    form = page.get(item_url(request, path))
    sent = fields_of(form.content.decode())

    answer = page.post(item_url(request, path), sent)
    if answer.status_code == 200:  # something looks wrong: seen once, it never blocks
        answer = page.post(item_url(request, path), fields_of(answer.content.decode()))
    page.post(correction_url(application))

    assert answer.status_code == 302, answer.content.decode()
    assert status_of(application) == Status.UNDER_REVIEW
    same = replace(before, owns_no_housing=before.owns_no_housing or None)  # "no" is not asked
    assert package_of(Application.objects.get(pk=application.pk)) in (before, same)


def fields_of(text: str) -> dict[str, Any]:
    """Return what a browser would send of the form as it stands."""
    form = text.partition('id="answer"')[2].partition("</form>")[0]
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        given = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        is_box = given.get("type") in {"radio", "checkbox"}
        is_chosen = " checked" in tag or not is_box
        if "name" in given and is_chosen and given["name"] != "csrfmiddlewaretoken":
            sent.setdefault(given["name"], []).append(given.get("value", "on" if is_box else ""))
    area = r'<textarea[^>]*name="(\w+)"[^>]*>\s*(.*?)</textarea>'
    return sent | dict(re.findall(area, form, re.DOTALL))


def test_a_correction_from_the_request_to_the_review_again(
    application: Application, halyna: User, page: Client
) -> None:
    request = ask(application, halyna, CHILD, PAPER)
    listed = page.get(correction_url(application)).content.decode()
    assert "Не так, як у паспорті." in listed
    assert listed.count("To be answered") == 2

    page.post(
        item_url(request, CHILD),
        {"surname": "Коваль", "given_name": "Марія", "no_patronymic": "on"},
    )
    to_paper = page.get(item_url(request, PAPER))
    page.post(to_paper["Location"], {"chosen": [pdf()]})
    ready = page.get(correction_url(application)).content.decode()
    assert "Everything is answered" in ready
    assert "<del>Коваленко</del> → <ins>Коваль</ins>" in ready, "seen before it is sent"
    assert Person.objects.get(ref="p2").surname == "Коваленко"
    assert not Document.objects.filter(received_at__gt=MONDAY).exists(), "nothing is sent yet"
    answer = page.post(correction_url(application))

    assert answer["Location"] == reverse("status", args=[application.number])
    assert status_of(application) == Status.UNDER_REVIEW
    assert Person.objects.get(ref="p2").surname == "Коваль"
    added = Document.objects.get(received_at__gt=MONDAY)
    assert (added.paper, added.person and added.person.ref) == ("idp_certificate", "p1")
    assert added.verdict == Verdict.PENDING
    assert not Addition.objects.exists()
    shown = page.get(correction_url(application)).content.decode()
    assert "<del>Коваленко</del> → <ins>Коваль</ins>" in shown
    assert Entry.objects.filter(act="document.added").count() == 1


def test_what_is_answered_is_kept_and_shown_again(
    application: Application, halyna: User, page: Client
) -> None:
    request = ask(application, halyna, NAME)
    page.post(
        item_url(request, NAME), {"surname": "Коваль", "given_name": "Олена", "no_patronymic": "on"}
    )

    again = page.get(item_url(request, NAME)).content.decode()

    assert 'value="Коваль"' in again
    assert answer_of(CorrectionItem.objects.get())["surname"] == "Коваль"
    assert status_of(application) == Status.CORRECTION_REQUESTED


def test_a_bad_answer_is_refused_beside_its_field_with_all_that_was_typed(
    application: Application, halyna: User, page: Client
) -> None:
    request = ask(application, halyna, NAME)

    answer = page.post(
        item_url(request, NAME), {"surname": "Кoваль", "given_name": "Олена", "patronymic": "x"}
    )

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error:" in re.sub(r"\s+", " ", text)
    assert 'value="Кoваль"' in text
    assert 'class="error-summary"' in text
    assert CorrectionItem.objects.get().answered_at is None


def test_nothing_but_what_was_asked_can_be_changed(
    application: Application, halyna: User, page: Client
) -> None:
    request = ask(application, halyna, NAME)
    number = application.number
    sent = {"surname": "Коваль", "given_name": "Олена", "patronymic": "Іванівна",
            "birth_date": "2000-01-01", "relationship": "child", "status": "approved"}  # fmt: skip

    page.post(item_url(request, NAME), sent)
    page.post(correction_url(application))

    found = Application.objects.get(pk=application.pk)
    applicant = Person.objects.get(ref="p1")
    assert (applicant.surname, applicant.relationship) == ("Коваль", "applicant")
    assert applicant.birth_date.isoformat() == "1987-03-12"
    assert (found.number, found.status) == (number, Status.UNDER_REVIEW)


def test_a_paper_added_for_a_correction_says_that_it_is_not_sent_and_where_to_send_it(
    application: Application, halyna: User, page: Client
) -> None:
    request = ask(application, halyna, NAME, PAPER)
    paper = page.get(item_url(request, PAPER))["Location"]
    page.post(paper, {"chosen": [pdf()]})

    shown = page.get(paper).content.decode()

    assert "Not sent yet." in shown
    assert f'href="{correction_url(application)}#send"' in shown
    assert 'id="send"' in page.get(correction_url(application)).content.decode()


def test_sending_before_everything_is_answered_says_so_and_sends_nothing(
    application: Application, halyna: User, page: Client
) -> None:
    request = ask(application, halyna, NAME, PAPER)
    paper = page.get(item_url(request, PAPER))["Location"]
    page.post(paper, {"chosen": [pdf()]})

    answer = page.post(correction_url(application))

    assert answer.status_code == 422
    assert "Something is not answered yet" in answer.content.decode()
    assert status_of(application) == Status.CORRECTION_REQUESTED
    assert Addition.objects.count() == 1, "the paper waits with the rest"


def test_words_answer_for_a_paper_that_cannot_be_brought(
    application: Application, halyna: User, page: Client
) -> None:
    request = ask(application, halyna, PAPER)
    item = request.items.get()

    page.post(
        reverse("correction_reply", args=[application.number, item.pk]), {"reply": "Втрачено."}
    )
    page.post(correction_url(application))

    assert status_of(application) == Status.UNDER_REVIEW
    assert CorrectionItem.objects.get().reply == "Втрачено."


def test_a_second_click_is_harmless(application: Application, halyna: User, page: Client) -> None:
    request = ask(application, halyna, NAME)
    page.post(
        item_url(request, NAME), {"surname": "Коваль", "given_name": "Олена", "no_patronymic": "on"}
    )

    answers = [page.post(correction_url(application)) for _click in range(2)]

    status_url = reverse("status", args=[application.number])
    assert [answer["Location"] for answer in answers] == [status_url] * 2
    assert application.revisions.count() == 2


def test_what_was_taken_back_is_said_to_be_so(
    application: Application, halyna: User, page: Client
) -> None:
    request = ask(application, halyna, NAME)
    url = item_url(request, NAME)
    services.take_back_correction(application.pk, by=halyna, at=TUESDAY)

    answer = page.post(url, {"surname": "Коваль"}, follow=True)

    assert "We no longer wait for this answer" in answer.content.decode()
    assert Person.objects.get(ref="p1").surname == "Коваленко"


def test_a_paper_begun_for_what_was_taken_back_can_still_be_sent(
    application: Application, halyna: User, page: Client
) -> None:
    request = ask(application, halyna, PAPER)
    paper = page.get(item_url(request, PAPER))["Location"]
    page.post(paper, {"chosen": [pdf()]})
    services.take_back_correction(application.pk, by=halyna, at=TUESDAY)

    page.post(f"{paper}send/")

    assert Document.objects.filter(received_at__gt=MONDAY).count() == 1


def test_the_caseworker_sees_what_was_changed_with_numbers_hidden(
    application: Application, halyna: User, page: Client, client: Client
) -> None:
    path = "person:p1:taxpayer"
    request = ask(application, halyna, path)
    page.post(item_url(request, path), {"has": "refused"})
    page.post(correction_url(application))
    assert CorrectionRequest.objects.get().state == CorrectionState.ANSWERED
    client.force_login(halyna)

    url = reverse("admin:applications_application_change", args=[application.pk])
    text = client.get(url).content.decode()

    corrections = text.partition('id="corrections"')[2].partition("</section>")[0]
    assert "Taxpayer number" in corrections
    assert "••••91" in corrections
    assert "3184710691" not in text


def test_the_caseworker_asks_by_the_form_of_the_page(
    application: Application, halyna: User, client: Client
) -> None:
    client.force_login(halyna)
    client.cookies["django_language"] = "en"
    url = reverse("admin:review_request_correction", args=[application.pk])
    version = Application.objects.get(pk=application.pk).version
    sent = {"version": version, "what_1": NAME, "note_1": "Перевірте.", "what_2": PAPER}

    refused = client.post(url, sent)
    assert refused.status_code == 422
    assert "Say what is wrong with it" in refused.content.decode()
    assert "Перевірте." in refused.content.decode()
    done = client.post(url, {**sent, "note_2": "Розмито."})

    assert done.status_code == 302
    assert list(CorrectionItem.objects.order_by("position").values_list("path", "note")) == [
        (NAME, "Перевірте."),
        (PAPER, "Розмито."),
    ]
    text = client.get(reverse("admin:applications_application_change", args=[application.pk]))
    assert "Take the request back" in text.content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose at least one thing to be corrected."),
        ({"note_3": "x"}, "Choose what is to be corrected."),
        ({"what_1": NAME, "note_1": "x", "what_2": NAME, "note_2": "y"}, "asked for already"),
        ({"what_1": "person:p9:name", "note_1": "x"}, "Select a valid choice"),
    ],
    ids=["nothing", "a note about nothing", "one thing twice", "somebody who is not there"],
)
def test_a_form_filled_in_wrongly_asks_nothing(
    sent: dict[str, str], said: str, application: Application, halyna: User, client: Client
) -> None:
    client.force_login(halyna)
    client.cookies["django_language"] = "en"
    url = reverse("admin:review_request_correction", args=[application.pk])
    version = Application.objects.get(pk=application.pk).version

    answer = client.post(url, {"version": version, **sent})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert status_of(application) == Status.UNDER_REVIEW


def test_an_application_is_written_as_a_draft_would_be(application: Application) -> None:
    written = written_of(application, at=TUESDAY)

    assert [person.ref for person in written.people] == ["p1", "p2"]
    assert written.applicant.answers["surname"] == "Коваленко"
    assert written.homes[0].answers["total_area_m2"] == "81.90"
    assert not Addition.objects.exists()


def test_whether_anybody_owns_a_home_is_not_asked_where_none_can_be_added(
    application: Application, gazetteer: Gazetteer
) -> None:
    offered = [path for _group, listed in choices(application, gazetteer) for path, _said in listed]

    assert "housing:housing:owns" not in offered
    assert not household_of(application).has(asked("housing:housing:owns"))
    assert {"paper:p1:other", "home:h1:area"} <= set(offered)


CONTACT, METHOD = "person:p1:contact", "invitation:invitation:method"


def test_who_is_invited_by_email_is_told_where_to_choose_post(
    application: Application, halyna: User, page: Client
) -> None:
    request = ask(application, halyna, CONTACT)

    answer = page.post(item_url(request, CONTACT), {"phone": "", "email": ""})

    assert answer.status_code == 422
    assert "on the page “Change how we write to you”" in answer.content.decode()


def test_who_has_no_email_is_led_to_where_one_is_given(
    application: Application, halyna: User, page: Client
) -> None:
    Application.objects.filter(pk=application.pk).update(
        invitation_method="post", postal_address="вул. Миру, 1"
    )
    application.people.update(email=None)
    request = ask(application, halyna, METHOD)

    text = page.get(item_url(request, METHOD)).content.decode()

    where = reverse("invitation", args=[application.number])
    assert f'<a href="{where}">Give an e-mail address</a>' in text


def test_a_place_to_choose_among_is_no_error(
    application: Application, halyna: User, page: Client
) -> None:
    path = "home:h1:place"
    request = ask(application, halyna, path)
    text = page.get(item_url(request, path)).content.decode()
    sent = fields_of(text) | {"where": "elsewhere", "katottg": "Київ", "address": "вул. Нова, 1"}

    answer = page.post(item_url(request, path), sent)

    assert answer.status_code in (200, 302), answer.content.decode()


@pytest.mark.parametrize("name", ["question", "reply", "withdraw", "invitation"])
def test_what_was_typed_when_the_session_ended_is_there_again(
    name: str, application: Application, halyna: User, olena: User, page: Client
) -> None:
    request = ask(application, halyna, CHILD, PAPER)
    number, paper = application.number, request.items.get(path=PAPER).pk
    url, field = {
        "question": (item_url(request, CHILD), "surname"),
        "reply": (reverse("correction_reply", args=[number, paper]), "reply"),
        "withdraw": (reverse("withdraw", args=[number]), "reason"),
        "invitation": (reverse("invitation", args=[number]), "postal_address"),
    }[name]
    sign_out_everywhere(olena, at=TUESDAY)

    page.post(url, {field: "Написане раніше"})
    page.force_login(olena)
    answer = page.get(url)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Написане раніше" in text
    assert "What you typed is here again" in text


def test_what_no_calendar_counts_is_refused_in_words_and_kept(
    olena: User,
    halyna: User,
    page: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    approved(CorrectionPolicy, start=date(2026, 1, 5), effect="pauses", legal_basis="ст. 43")
    december = datetime(2027, 12, 6, 10, tzinfo=UTC)
    january = datetime(2028, 1, 5, 10, tzinfo=UTC)
    made, items = received(december), [(NAME, "нечітко")]
    Application.objects.update(owner=olena)
    services.take(made.pk, by=halyna, at=december)
    request = services.request_correction(made.pk, items=items, by=halyna, at=december)
    services.save_answer(request.items.get().pk, None, reply="Ось.", at=january)
    monkeypatch.setattr(timezone, "now", lambda: january)
    page.force_login(olena)

    answer = page.post(correction_url(made))

    assert answer.status_code == 422
    assert "calendar of working days in order" in answer.content.decode()
    assert status_of(made) == Status.CORRECTION_REQUESTED
    assert request.items.get().reply == "Ось."
