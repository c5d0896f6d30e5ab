"""The receipt names the number, the days, what came and what is missing; by post without e-mail."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.models import User
from applications import letters
from applications.models import Application
from applications.receipts import Listed, papers_of
from copies.models import Copy, State
from outbox.models import Letter
from territories.gazetteer import Gazetteer
from tests.applications.builders import NOON, attachment, submitted

pytestmark = pytest.mark.django_db


def titles(papers: list[Listed]) -> list[str]:
    return [str(paper.title) for paper in papers]


@pytest.mark.usefixtures("in_english")
def test_papers_that_came_are_told_from_those_that_are_missing(gazetteer: Gazetteer) -> None:
    papers = papers_of(submitted(attachments=(attachment(), attachment())), gazetteer)

    assert titles(papers.received) == ["IDP certificate"] * 2
    assert [paper.files for paper in papers.received] == [1, 1]
    assert "Ownership document" in titles(papers.missing)
    of_applicant = papers.received[0].whose
    assert ("IDP certificate", of_applicant) not in {
        (str(paper.title), paper.whose) for paper in papers.missing
    }


def two_homes(document: dict[str, Any]) -> None:
    document["homes"].append({**document["homes"][0], "ref": "h2"})


@pytest.mark.usefixtures("in_english")
def test_one_paper_of_two_homes_leaves_the_other_missing(gazetteer: Gazetteer) -> None:
    brought = attachment("ownership_document")

    papers = papers_of(submitted(two_homes, attachments=(brought,)), gazetteer)

    assert titles(papers.missing).count("Ownership document") == 1


@pytest.mark.usefixtures("in_english")
def test_what_one_paper_shows_in_place_of_another_is_not_missing(gazetteer: Gazetteer) -> None:
    brought = attachment("property_register_extract")

    papers = papers_of(submitted(two_homes, attachments=(brought,)), gazetteer)

    assert "Ownership document" not in titles(papers.missing)


@pytest.mark.usefixtures("in_english")
def test_a_paper_whose_file_was_refused_is_missing_though_it_came(gazetteer: Gazetteer) -> None:
    application = submitted(attachments=(attachment("assistance_declaration"),))
    Copy.objects.update(state=State.REFUSED, refusal="damaged")

    papers = papers_of(application, gazetteer)

    assert titles(papers.received) == ["Declaration on monetary assistance"]
    assert "Declaration on monetary assistance" in titles(papers.missing)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        pytest.param("uk", ("Отримані документи", "Довідка ВПО", "бракує"), id="Ukrainian"),
        pytest.param("en", ("Papers received", "IDP certificate", "still missing"), id="English"),
    ],
)
@pytest.mark.usefixtures("gazetteer")
def test_the_letter_is_in_the_language_of_letters(language: str, words: tuple[str, ...]) -> None:
    def by_post(document: dict[str, Any]) -> None:
        without_email(document)
        document["language"] = language

    application = submitted(by_post, attachments=(attachment(),))

    body = Letter.objects.get(about=f"application:{application.pk}").body
    for said in (application.number, "05.01.2026", "26.01.2026", *words):
        assert said in body


def without_email(document: dict[str, Any]) -> None:
    document["people"][0]["email"] = None
    document["invitation"] = {"method": "post", "postal_address": "вул. Миру, 1\n49000 Дніпро"}


@pytest.mark.usefixtures("gazetteer")
def test_without_an_email_the_receipt_goes_by_post_to_name_and_address() -> None:
    application = submitted(without_email)

    letter = Letter.objects.get()
    name = application.people.get(relationship="applicant").name
    assert letter.delivery == "post"
    assert letter.to.splitlines() == [name, "вул. Миру, 1", "49000 Дніпро"]


@pytest.mark.usefixtures("gazetteer")
def test_names_are_written_as_they_are() -> None:
    def by_post(document: dict[str, Any]) -> None:
        without_email(document)
        document["people"][0]["surname"] = "О'Коннор"

    submitted(by_post, attachments=(attachment(),))

    assert "О'Коннор" in Letter.objects.get().body


@pytest.mark.parametrize(
    ("signs_in_with", "lists_papers"),
    [
        pytest.param("Olena@Example.com", True, id="the address the applicant signs in with"),
        pytest.param("another@example.com", False, id="another address than that"),
        pytest.param("", False, id="an account without an address"),
        pytest.param(None, False, id="nobody signs in to the application"),
    ],
)
def test_an_email_names_papers_and_people_only_to_a_proven_address(
    signs_in_with: str | None, lists_papers: bool, gazetteer: Gazetteer
) -> None:
    def to_olena(document: dict[str, Any]) -> None:
        document["people"][0]["email"] = "olena@example.com"

    application = submitted(to_olena, attachments=(attachment(),))
    Letter.objects.all().delete()
    if signs_in_with is not None:
        application.owner = User.objects.create_user("olena", signs_in_with)

    letters.queue_receipt(application, at=application.received_at)

    letter = Letter.objects.get()
    assert (letter.delivery, letter.to) == ("email", "olena@example.com")
    assert application.number in letter.body
    assert ("Довідка ВПО" in letter.body) is lists_papers
    said = [person.surname for person in application.people.all()]
    assert any(surname in letter.body for surname in said) is lists_papers
    missing = len(papers_of(application, gazetteer).missing)
    assert (f"Ще бракує документів: {missing}" in letter.body) is not lists_papers


@pytest.mark.usefixtures("gazetteer")
def test_the_page_of_the_application_is_named_to_who_signs_in_and_to_nobody_else() -> None:
    on_paper = submitted()
    assert "/my/" not in Letter.objects.get(about=f"application:{on_paper.pk}").body

    Application.objects.update(owner=User.objects.create_user("oksana"))
    assert f"/my/{on_paper.number}/" in letters.worded(
        Application.objects.get(), lists_papers=False, at=NOON
    )


@pytest.mark.parametrize(
    ("language", "says"), [("uk", "сплив: 26.01.2026. Рішення"), ("en", "ended on: 26.01.2026.")]
)
@pytest.mark.usefixtures("gazetteer")
def test_a_paper_form_typed_in_after_its_term_is_promised_no_day_that_is_past(
    language: str, says: str
) -> None:
    made = submitted(lambda document: document.update(language=language))
    due = made.due_on

    in_time, late = (
        letters.worded(made, lists_papers=False, at=NOON + (due - NOON.date()) + timedelta(days=n))
        for n in (0, 1)
    )

    assert says in late
    assert says not in in_time
