"""Papers in a browser: with a script and without, over a cut connection, on a phone."""

from collections.abc import Callable
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Route, expect

from accounts.models import User
from copies.holding import PIECE
from copies.models import Copy, State
from drafts.models import Paper
from tests.drafts.builders import applicant, draft_like, written
from tests.drafts.files import JPEG, PDF
from tests.drafts.paper_builders import paper_of
from tests.pages.conftest import PHONE, Desk

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
]

LARGE = JPEG + b"and more " * (PIECE // 4)  # two whole pieces and a short one
CUT = "Failed to load resource: net::ERR_FAILED"


@pytest.fixture
def owner() -> User:
    return applicant()


@pytest.fixture
def paper(owner: User) -> Paper:
    draft = draft_like(owner=owner)
    return paper_of(draft, "other", written(draft).applicant.ref)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "passport.jpg"
    path.write_bytes(LARGE)
    return path


@pytest.fixture
def phone(desk: Callable[..., Desk], owner: User) -> Callable[..., Desk]:
    """Return `phone(language)`: the applicant's phone, signed in."""

    def signed_in(language: str, **options: Any) -> Desk:
        seat = desk(language, PHONE, **options)
        client = Client()
        client.force_login(owner)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        seat.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": seat.origin}]
        )
        return seat

    return signed_in


def address(paper: Paper) -> str:
    return reverse("draft_paper", args=[paper.draft_id, paper.pk])


def said(seat: Desk, msgid: str, name: str) -> str:
    return seat.say(msgid).replace("{name}", name)


@pytest.mark.parametrize("language", ["uk", "en"])
def test_files_are_sent_in_pieces_and_shown(
    phone: Callable[..., Desk], paper: Paper, photo: Path, tmp_path: Path, language: str
) -> None:
    small = tmp_path / "page.pdf"
    small.write_bytes(PDF)
    seat = phone(language)
    seat.open(address(paper)).check()

    seat.page.set_input_files("input[type=file]", [photo, small])

    expect(seat.page.locator("#upload-said")).to_have_text(
        said(seat, "“{name}” is added.", "page.pdf")
    )
    expect(seat.page.locator(".files > li")).to_have_count(2)
    seat.check()
    seat.open(reverse("draft_papers", args=[paper.draft_id])).check()
    seat.open(reverse("add_draft_paper", args=[paper.draft_id])).check()
    assert seat.complaints == []
    assert {copy.sha256 for copy in Copy.objects.all()} == {
        sha256(content).hexdigest() for content in (LARGE, PDF)
    }


def test_a_cut_is_overcome_without_anybody(
    phone: Callable[..., Desk], paper: Paper, photo: Path
) -> None:
    seat, tries = phone("en"), count(1)
    seat.page.route(
        "**/uploads/*/?at=*",
        lambda route: route.abort() if next(tries) in (2, 3) else route.continue_(),
    )
    seat.open(address(paper)).page.set_input_files("input[type=file]", photo)

    expect(seat.page.locator("#upload-said")).to_have_text("“passport.jpg” is added.")
    assert Copy.objects.get().sha256 == sha256(LARGE).hexdigest()
    assert [each for each in seat.complaints if CUT not in each] == []


def test_after_loading_the_page_again_the_same_file_goes_on(
    phone: Callable[..., Desk], paper: Paper, photo: Path
) -> None:
    seat, tries = phone("en"), count(1)

    def first_only(route: Route) -> None:
        route.continue_() if next(tries) == 1 else route.abort()

    seat.page.route("**/uploads/*/?at=*", first_only)
    seat.open(address(paper)).page.set_input_files("input[type=file]", photo)
    expect(seat.page.locator("#upload-said")).to_contain_text("the connection is cut")
    seat.page.unroute("**/uploads/*/?at=*")
    asked: list[str] = []
    seat.page.on("request", lambda request: asked.append(request.url))

    seat.open(address(paper)).page.set_input_files("input[type=file]", photo)

    expect(seat.page.locator("#upload-said")).to_have_text("“passport.jpg” is added.")
    offsets = [url.partition("?at=")[2] for url in asked if "?at=" in url]
    assert offsets == [str(PIECE), str(2 * PIECE)], "what had arrived is not sent again"
    assert Copy.objects.get().state == State.WAITING


def test_a_refused_file_is_named_and_the_next_one_is_sent(
    phone: Callable[..., Desk], paper: Paper, photo: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "letter.docx"
    wrong.write_bytes(b"PK\x03\x04" + b"\x00" * 600)
    seat = phone("en")
    seat.open(address(paper)).page.set_input_files("input[type=file]", [wrong, photo])

    expect(seat.page.locator("#upload-said")).to_contain_text("“letter.docx”: This is neither")
    expect(seat.page.locator(".files .name")).to_contain_text("passport.jpg")
    assert Copy.objects.count() == 1


def test_a_second_and_a_third_choice_are_sent_while_the_first_is_checked(
    phone: Callable[..., Desk], paper: Paper, tmp_path: Path
) -> None:
    seat = phone("en")
    seat.open(address(paper))

    for number in range(1, 4):
        page = tmp_path / f"page-{number}.pdf"
        page.write_bytes(PDF + b"%" * number)
        seat.page.set_input_files("input[type=file]", page)
        expect(seat.page.locator(".files > li")).to_have_count(number)

    assert Copy.objects.filter(state=State.WAITING).count() == 3


def test_leaving_while_a_file_is_sent_is_asked_about(
    phone: Callable[..., Desk], paper: Paper, photo: Path
) -> None:
    seat = phone("en")
    seat.page.route("**/uploads/*/?at=*", lambda route: route.abort())
    seat.open(address(paper))
    assert not is_asked_to_stay(seat)

    seat.page.set_input_files("input[type=file]", photo)

    expect(seat.page.locator("#upload-said")).to_contain_text("the connection is cut")
    assert is_asked_to_stay(seat)


def is_asked_to_stay(seat: Desk) -> bool:
    leaving = "!window.dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    return bool(seat.page.evaluate(leaving))


@pytest.mark.parametrize("language", ["uk", "en"])
def test_without_a_script_the_form_posts_the_files(
    phone: Callable[..., Desk], paper: Paper, photo: Path, tmp_path: Path, language: str
) -> None:
    wrong = tmp_path / "letter.docx"
    wrong.write_bytes(b"PK\x03\x04" + b"\x00" * 600)
    seat = phone(language, java_script_enabled=False)
    seat.open(address(paper)).page.set_input_files("input[type=file]", [wrong, photo])

    seat.press("Add the chosen files")

    expect(seat.page.locator(".error-summary li")).to_have_count(1)
    expect(seat.page.locator(".files > li")).to_have_count(1)
    assert Copy.objects.count() == 1


@pytest.mark.parametrize("language", ["uk", "en"])
def test_the_page_of_an_error_is_readable_by_all(
    phone: Callable[..., Desk], paper: Paper, language: str
) -> None:
    seat = phone(language)
    seat.open(address(paper))

    with seat.page.expect_navigation():
        seat.page.evaluate("document.getElementById('upload').submit()")

    expect(seat.page.locator(".error-summary li")).to_have_count(1)
    seat.check()
    assert [each for each in seat.complaints if "422" not in each] == []
