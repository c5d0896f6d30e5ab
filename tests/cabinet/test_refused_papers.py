"""A file refused after it was sent: the applicant is told, and the paper counts as missing."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import Application, Document, DocumentCopy, Verdict
from applications.status import Status
from cabinet.refused_papers import tell_of_refused
from copies.models import Copy, State
from outbox.models import Letter
from review import services
from tests.applications.builders import attachment
from tests.cabinet.builders import TUESDAY
from tests.review.builders import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(application: Application, olena: User) -> Document:
    """A declaration of olena that waits for its check and for a verdict."""
    held = attachment("assistance_declaration", b"%PDF-1.7 one of its own")
    return services.add_paper(application.pk, held, by=olena, at=MONDAY)


def refuse(paper: Document, refusal: str = "infected") -> None:
    held = DocumentCopy.objects.filter(document=paper)
    Copy.objects.filter(pk__in=held.values("copy")).update(state=State.REFUSED, refusal=refusal)


def letters() -> list[Letter]:
    return list(Letter.objects.filter(kind="paper_refused"))


@pytest.mark.parametrize("refusal", ["infected", "password", "damaged"])
def test_the_applicant_is_told_once_and_nothing_personal(refusal: str, paper: Document) -> None:
    refuse(paper, refusal)

    told = [tell_of_refused(at=TUESDAY) for _sweep in range(2)]

    [letter] = letters()
    assert told == [1, 0]
    assert letter.to == "olena@example.com"
    assert reverse("my_papers", args=[paper.application.number]) in letter.body
    for personal in ("довідка", "Коваленко", "Декларація"):
        assert personal not in letter.body


def test_of_a_file_that_is_being_checked_nobody_is_told(paper: Document) -> None:
    assert tell_of_refused(at=TUESDAY) == 0
    assert letters() == []


def withdrawn(paper: Document, _by: User) -> None:
    Application.objects.filter(pk=paper.application_id).update(status=Status.WITHDRAWN)


def rejected(paper: Document, by: User) -> None:
    Document.objects.filter(pk=paper.pk).update(
        verdict=Verdict.REJECTED, verdict_reason="x", verdict_by=by, verdict_at=MONDAY
    )


@pytest.mark.parametrize(
    "settled",
    [
        pytest.param(withdrawn, id="the application is withdrawn"),
        pytest.param(rejected, id="the paper was rejected"),
    ],
)
def test_of_what_is_settled_nobody_is_told(
    settled: Callable[[Document, User], object], paper: Document, halyna: User
) -> None:
    refuse(paper)
    settled(paper, halyna)

    assert tell_of_refused(at=TUESDAY) == 0


def test_without_a_sign_in_the_letter_names_no_page(paper: Document) -> None:
    Application.objects.update(owner=None)
    refuse(paper)

    tell_of_refused(at=TUESDAY)

    [letter] = letters()
    assert "/my/" not in letter.body


@pytest.mark.parametrize("name", ["status", "my_papers"])
def test_the_paper_counts_as_missing_and_says_why(name: str, paper: Document, page: Client) -> None:
    url = reverse(name, args=[paper.application.number])
    why = "password"
    assert why not in page.get(url).content.decode()

    for declaration in Document.objects.filter(paper=paper.paper):
        refuse(declaration, "password")

    text = page.get(url).content.decode()
    missing = text.split("Papers we do not have yet")[1].split("<h2")[0]
    assert "Declaration on monetary assistance" in missing
    assert why in missing
    assert "Not taken" in text
