"""Adding a file piece by piece: over a cut connection, from where it was cut, and no other way."""

from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from copies import holding
from copies.faults import said
from copies.holder import MOST_FILES, AlreadyAdded, TooManyFiles
from copies.holding import PIECE
from copies.models import Copy, State
from copies.services import FileEmpty, FileTooLarge, WrongKind
from drafts import services
from drafts.models import Draft, Paper
from territories.gazetteer import Gazetteer
from tests.drafts.builders import NOON, applicant, draft_like, written
from tests.drafts.files import JPEG, photos
from tests.drafts.paper_builders import given, paper_of

pytestmark = pytest.mark.django_db

LARGE = JPEG + b"and more " * (PIECE // 4)  # two whole pieces and a short one


@pytest.fixture
def paper(draft: Draft) -> Paper:
    return paper_of(draft, "other", written(draft).applicant.ref)


def announce(
    browser: Client, paper: Paper, content: bytes = LARGE, name: str = "passport.jpg", **other: Any
) -> Any:
    announced = {
        "name": name,
        "size": len(content),
        "start": sha256(content[:PIECE]).hexdigest(),
        "sha256": sha256(content).hexdigest(),
    }
    url = reverse("draft_uploads", args=[paper.draft_id, paper.pk])
    return browser.post(url, announced | other)


def begun(browser: Client, paper: Paper, content: bytes = LARGE) -> str:
    url: str = announce(browser, paper, content).json()["url"]
    return url


def put(browser: Client, url: str, at: object, piece: bytes) -> Any:
    return browser.put(f"{url}?at={at}", piece, content_type="application/octet-stream")


def send(browser: Client, url: str, content: bytes = LARGE, *, frm: int = 0, to: int = 0) -> Any:
    """Send the pieces from one offset up to another, by default all; return the last answer."""
    answer = None
    for at in range(frm, to or len(content), PIECE):
        answer = put(browser, url, at, content[at : at + PIECE])
    return answer


def test_pieces_make_the_file(page: Client, paper: Paper) -> None:
    answer = send(page, begun(page, paper))

    assert answer.json() == {"offset": len(LARGE), "done": True}
    copy = Copy.objects.get()
    assert (copy.state, copy.size) == (State.WAITING, len(LARGE))
    assert copy.sha256 == sha256(LARGE).hexdigest()
    assert paper.copies.get().copy == copy


def test_after_a_cut_the_same_file_goes_on_where_it_was(page: Client, paper: Paper) -> None:
    url = begun(page, paper)
    send(page, url, to=2 * PIECE)

    again = announce(page, paper).json()

    assert again == {"url": url, "offset": 2 * PIECE}
    assert send(page, url, frm=2 * PIECE).json()["done"] is True
    assert Copy.objects.get().sha256 == sha256(LARGE).hexdigest()


def test_another_file_of_the_same_name_and_size_begins_anew(page: Client, paper: Paper) -> None:
    send(page, begun(page, paper), to=PIECE)

    other = LARGE.replace(b"photograph", b"landscape ")

    assert len(other) == len(LARGE)
    assert announce(page, paper, other).json()["offset"] == 0
    assert Copy.objects.count() == 2


def test_a_browser_that_cannot_tell_begins_anew(page: Client, paper: Paper) -> None:
    send(page, begun(page, paper), to=PIECE)

    answer = announce(page, paper, start="", sha256="")

    assert answer.json()["offset"] == 0


def test_a_half_of_another_paper_is_left_to_it(page: Client, draft: Draft, paper: Paper) -> None:
    url = begun(page, paper)

    assert begun(page, paper_of(draft, "taxpayer_card", paper.about)) != url


@pytest.mark.parametrize("at", [0, PIECE - 1, PIECE + 1, 3 * PIECE], ids=lambda at: f"at {at}")
def test_a_piece_that_does_not_follow_is_told_what_does(
    page: Client, paper: Paper, at: int
) -> None:
    url = begun(page, paper)
    send(page, url, to=PIECE)

    answer = put(page, url, at, LARGE[PIECE : 2 * PIECE])

    assert (answer.status_code, answer.json()) == (409, {"offset": PIECE})


def test_an_answer_that_was_lost_is_given_again(page: Client, paper: Paper) -> None:
    url = begun(page, paper)
    send(page, url)

    answer = put(page, url, len(LARGE), b"")

    assert answer.json() == {"offset": len(LARGE), "done": True}
    assert Copy.objects.count() == 1


def test_a_file_that_arrived_whole_and_was_not_closed_is_closed_without_a_piece(
    page: Client, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = begun(page, paper)
    monkeypatch.setattr(holding, "finish", lambda _holder, row, **_at: row)
    send(page, url)
    monkeypatch.undo()

    assert put(page, url, len(LARGE), b"").json()["done"] is True


@pytest.mark.parametrize(
    ("at", "piece"),
    [
        pytest.param("", b"x", id="no offset"),
        pytest.param("-1", b"x", id="an offset below nothing"),
        pytest.param("٣", b"x", id="an offset in other digits"),
        pytest.param("1" * 13, b"x", id="an offset beyond all files"),
        pytest.param("0", b"\xff\xd8\xff", id="a first piece too short to tell"),
    ],
)
def test_a_piece_that_no_script_of_ours_sends_is_refused(
    page: Client, paper: Paper, at: str, piece: bytes
) -> None:
    assert put(page, begun(page, paper), at, piece).status_code == 400


@pytest.mark.parametrize("size", ["", "-1", "1e9", "many"])
def test_a_size_that_is_none_is_refused(page: Client, paper: Paper, size: str) -> None:
    assert announce(page, paper, size=size).status_code == 400


SIZES = [
    pytest.param(0, FileEmpty(), id="#66 nothing"),
    pytest.param(20 * 1024 * 1024 + 1, FileTooLarge(), id="#67 a byte above 20 MB"),
]


@pytest.mark.parametrize(("size", "why"), SIZES)
def test_a_size_that_is_not_taken_is_said_before_anything_is_sent(
    client: Client, owner: User, paper: Paper, language: str, size: int, why: Exception
) -> None:
    client.force_login(owner)
    client.cookies["django_language"] = language

    answer = announce(client, paper, size=size)

    assert (answer.status_code, answer.json()) == (422, {"error": said(why, "passport.jpg")})
    assert not Copy.objects.exists()


def test_68_the_41st_file_is_refused_before_anything_is_sent(
    page: Client, owner: User, paper: Paper
) -> None:
    for each in photos(MOST_FILES):
        given(paper, owner, content=each.read())

    answer = announce(page, paper)

    assert (answer.status_code, answer.json()["error"]) == (
        422,
        said(TooManyFiles(), "passport.jpg"),
    )


def test_69_a_wrong_kind_is_told_by_the_first_piece_and_not_kept(
    page: Client, paper: Paper
) -> None:
    content = b"MZ" + LARGE
    url = begun(page, paper, content)

    answer = put(page, url, 0, content[:PIECE])

    assert (answer.status_code, answer.json()["error"]) == (422, said(WrongKind(), "passport.jpg"))
    assert not Copy.objects.exists()
    assert put(page, url, PIECE, content[PIECE:]).status_code == 404


def test_81_a_repeated_file_is_pointed_out_before_it_is_sent(
    page: Client, owner: User, paper: Paper
) -> None:
    given(paper, owner, content=LARGE)

    answer = announce(page, paper)

    assert (answer.status_code, answer.json()["error"]) == (
        422,
        said(AlreadyAdded(), "passport.jpg"),
    )


def test_81_a_file_of_another_paper_is_taken_and_pointed_out(
    page: Client, owner: User, draft: Draft, paper: Paper
) -> None:
    child = services.add_person(draft.pk, "child", at=NOON)
    other = paper_of(draft, "birth_certificate", child)
    given(other, owner, content=LARGE)

    answer = send(page, begun(page, paper))
    shown = page.get(reverse("draft_paper", args=[draft.pk, paper.pk])).content.decode()

    assert answer.json()["done"] is True
    assert paper.copies.count() == other.copies.count() == 1
    assert "lies in another paper too" in shown
    assert reverse("draft_paper", args=[draft.pk, other.pk]) in shown


def test_81_a_repeated_file_that_was_not_announced_is_not_kept(
    page: Client, owner: User, paper: Paper
) -> None:
    kept = given(paper, owner, content=LARGE)
    url = announce(page, paper, sha256="").json()["url"]

    answer = send(page, url)

    assert (answer.status_code, answer.json()["error"]) == (
        422,
        said(AlreadyAdded(), "passport.jpg"),
    )
    assert list(Copy.objects.all()) == [kept]


def test_85_into_somebody_elses_upload_nothing_is_sent(page: Client, paper: Paper) -> None:
    maria, browser = applicant("maria"), Client()
    browser.force_login(maria)
    theirs = draft_like(owner=maria)
    their_paper = paper_of(theirs, "other", written(theirs).applicant.ref)
    url = begun(browser, their_paper)
    copy = Copy.objects.get()

    for address in (
        url,
        reverse("draft_upload", args=[paper.draft_id, paper.pk, copy.pk]),
        reverse("draft_upload", args=[paper.draft_id, their_paper.pk, copy.pk]),
    ):
        assert put(page, address, 0, LARGE[:PIECE]).status_code == 404
    assert announce(page, their_paper).status_code == 404
    assert put(browser, url, 0, LARGE[:PIECE]).json()["offset"] == PIECE


def test_after_submission_a_script_is_told_where_the_file_is_added(
    page: Client, owner: User, gazetteer: Gazetteer
) -> None:
    household = draft_like(owner=owner)
    paper = paper_of(household, "other", written(household).applicant.ref)
    url = begun(page, paper)
    application = services.submit(household.pk, by=owner, at=NOON)

    for answer in (put(page, url, 0, LARGE[:PIECE]), announce(page, paper)):
        assert answer.status_code == 409
        assert "is submitted already" in answer.json()["error"]
        assert answer.json()["to"]["url"] == reverse("my_papers", args=[application.number])
    assert not Copy.objects.exists()


def test_a_removed_upload_takes_no_more(page: Client, paper: Paper) -> None:
    url = begun(page, paper)
    copy = Copy.objects.get()
    page.post(reverse("remove_draft_copy", args=[paper.draft_id, paper.pk, copy.pk]))

    assert put(page, url, 0, LARGE[:PIECE]).status_code == 404


def test_a_script_without_the_token_is_refused(owner: User, paper: Paper) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(owner)

    assert announce(browser, paper).status_code == 403


def test_a_half_says_how_to_go_on(page: Client, paper: Paper) -> None:
    send(page, begun(page, paper), to=PIECE)

    shown = page.get(reverse("draft_paper", args=[paper.draft_id, paper.pk])).content.decode()

    assert "Not uploaded to the end. Choose the same file again, and it goes on." in shown


def test_a_piece_costs_as_many_queries_as_any(
    page: Client, paper: Paper, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    url = begun(page, paper)
    send(page, url, to=PIECE)

    with django_assert_num_queries(10):
        send(page, url, frm=PIECE, to=2 * PIECE)
