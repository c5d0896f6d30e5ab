"""Adding files to a paper without a script: several at once, each refused one named."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from accounts.models import User
from copies import holder
from copies.faults import said
from copies.holder import AlreadyAdded, TooManyBytes, TooManyFiles
from copies.models import Copy, Page, State
from copies.services import FileEmpty, FileTooLarge, NoSpace, WrongKind
from drafts.models import Draft, Paper
from tests.drafts.builders import applicant, draft_like, written
from tests.drafts.files import JPEG, PDF, file, photos
from tests.drafts.paper_builders import given, paper_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(draft: Draft) -> Paper:
    return paper_of(draft, "other", written(draft).applicant.ref)


@pytest.fixture
def browser(client: Client, owner: User, language: str) -> Client:
    """The browser of the applicant, in each language."""
    client.force_login(owner)
    client.cookies["django_language"] = language
    return client


def url(paper: Paper) -> str:
    return reverse("draft_paper", args=[paper.draft_id, paper.pk])


def post(browser: Client, paper: Paper, *files: SimpleUploadedFile) -> Any:
    return browser.post(url(paper), {"chosen": list(files)})


def names(paper: Paper) -> list[str]:
    return list(paper.copies.order_by("position").values_list("copy__name", flat=True))


def test_several_files_are_added_in_the_order_chosen(page: Client, paper: Paper) -> None:
    answer = post(page, paper, *photos(3))

    assert (answer.status_code, answer.url) == (302, url(paper))
    assert names(paper) == ["page-0.jpg", "page-1.jpg", "page-2.jpg"]
    shown = page.get(url(paper)).content.decode()
    assert "page-2.jpg" in shown
    assert "Being checked" in shown


def test_a_second_time_files_come_after_the_first(page: Client, paper: Paper) -> None:
    for each in photos(2):
        post(page, paper, each)

    assert names(paper) == ["page-0.jpg", "page-1.jpg"]


EXECUTABLE = b"MZ\x90\x00" + b"\x00" * 600
WRONG_KINDS = [
    ("program.exe", EXECUTABLE),
    ("letter.docm", b"PK\x03\x04" + b"\x00" * 600),
    ("page.html", b"<!doctype html><script>1</script>"),
    ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ("all.zip", b"PK\x03\x04" + b"\x00" * 600),
    ("all.rar", b"Rar!\x1a\x07\x00" + b"\x00" * 600),
    ("passport.jpg", EXECUTABLE),
    ("passport.pdf", b"<html>"),
]
REFUSED = [
    pytest.param("nothing.jpg", b"", FileEmpty(), id="#66 an empty file"),
    *(
        pytest.param(name, content, WrongKind(), id=f"#69 {name} that is none of the kinds")
        for name, content in WRONG_KINDS
    ),
]


@pytest.mark.parametrize(("name", "content", "why"), REFUSED)
def test_a_file_that_is_not_taken_is_named_and_the_others_are_kept(
    browser: Client, paper: Paper, name: str, content: bytes, why: Exception
) -> None:
    answer = post(browser, paper, file("first.pdf", PDF), file(name, content), file("last.jpg"))

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert shown.count(escape(said(why, name))) == 2, "in the summary and beside the field"
    assert name in said(why, name)
    assert names(paper) == ["first.pdf", "last.jpg"]
    assert "first.pdf" in shown
    assert Copy.objects.count() == 2


def test_67_a_file_above_20_mb_is_refused(browser: Client, paper: Paper, settings: Any) -> None:
    settings.MAX_DOCUMENT_BYTES = len(JPEG)

    answer = post(browser, paper, file("large.jpg", JPEG + b"x"), file("right.jpg"))

    assert answer.status_code == 422
    assert escape(said(FileTooLarge(), "large.jpg")) in answer.content.decode()
    assert names(paper) == ["right.jpg"]


def test_68_the_41st_file_is_refused_with_the_count(
    browser: Client, owner: User, paper: Paper
) -> None:
    for each in photos(holder.MOST_FILES - 1):
        given(paper, owner, content=each.read())

    answer = post(browser, paper, file("40.jpg", JPEG + b"a"), file("41.jpg", JPEG + b"b"))

    assert answer.status_code == 422
    assert escape(said(TooManyFiles(), "41.jpg")) in answer.content.decode()
    assert "40" in said(TooManyFiles(), "41.jpg")
    assert paper.copies.count() == holder.MOST_FILES


def test_68_more_than_200_mb_is_refused_with_what_is_left(
    browser: Client, owner: User, draft: Draft, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holder, "MOST_BYTES", len(PDF) + 1500)
    given(paper_of(draft, "taxpayer_card", paper.about), owner)

    answer = post(browser, paper, file("fits.jpg", JPEG[:1000]), file("not.jpg", JPEG[:501]))

    assert answer.status_code == 422
    assert escape(said(TooManyBytes(500), "not.jpg")) in answer.content.decode()
    assert names(paper) == ["fits.jpg"]


def test_81_the_same_file_is_kept_once_in_a_paper(
    browser: Client, owner: User, paper: Paper
) -> None:
    given(paper, owner, content=JPEG)

    answer = post(browser, paper, file("again.jpg", JPEG))

    assert answer.status_code == 422
    assert escape(said(AlreadyAdded(), "again.jpg")) in answer.content.decode()
    assert paper.copies.count() == 1
    assert Copy.objects.count() == 1
    assert len(default_storage.listdir("documents")[1]) == 1


def test_the_same_file_in_another_draft_is_no_repetition(page: Client, paper: Paper) -> None:
    maria = applicant("maria")
    theirs = draft_like(owner=maria)
    given(paper_of(theirs, "other", written(theirs).applicant.ref), maria, content=JPEG)

    assert post(page, paper, file("mine.jpg", JPEG)).status_code == 302


def test_uploads_stop_before_the_disk_is_full(browser: Client, paper: Paper, settings: Any) -> None:
    settings.UPLOADS_STOP_AT_PERCENT = 0

    answer = post(browser, paper, file("photo.jpg"))

    assert answer.status_code == 422
    assert escape(said(NoSpace(), "photo.jpg")) in answer.content.decode()
    assert not Copy.objects.exists()


def test_70_a_pdf_named_as_a_photograph_is_taken_as_what_it_is(page: Client, paper: Paper) -> None:
    assert post(page, paper, file("photo.jpg", PDF)).status_code == 302
    assert Copy.objects.get().kind == "pdf"


NAMES = [
    pytest.param("../../etc/passwd", "passwd", id="a path"),
    pytest.param("a\u202egpj.exe", "agpj.exe", id="letters turned around"),
    pytest.param("CON", "_CON", id="a device"),
    pytest.param("x" * 300 + ".jpg", "x" * 251 + ".jpg", id="300 letters"),
    pytest.param("<script>.jpg", "_script_.jpg", id="markup"),
]


@pytest.mark.parametrize(("name", "shown"), NAMES)
def test_77_a_name_is_shown_cleaned(page: Client, paper: Paper, name: str, shown: str) -> None:
    post(page, paper, file(name))

    assert names(paper) == [shown]
    assert escape(shown) in page.get(url(paper)).content.decode()


def test_nothing_chosen_is_asked_for(page: Client, paper: Paper) -> None:
    answer = page.post(url(paper), {})

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "<title>Error:" in shown
    assert shown.count("Choose at least one file, or say that you will bring it later.") == 2


def test_a_file_is_removed_with_its_bytes(page: Client, owner: User, paper: Paper) -> None:
    copy, kept = given(paper, owner), given(paper, owner, content=JPEG)

    answer = page.post(reverse("remove_draft_copy", args=[paper.draft_id, paper.pk, copy.pk]))

    assert (answer.status_code, answer.headers["Location"]) == (302, url(paper))
    assert list(Copy.objects.all()) == [kept]


def test_after_removing_the_first_of_two_another_one_finds_its_place(
    page: Client, owner: User, paper: Paper
) -> None:
    first = given(paper, owner)
    given(paper, owner, content=JPEG)
    page.post(reverse("remove_draft_copy", args=[paper.draft_id, paper.pk, first.pk]))

    assert post(page, paper, file("third.jpg", JPEG + b"3")).status_code == 302


def test_what_was_refused_says_why_and_shows_nothing(
    page: Client, owner: User, paper: Paper
) -> None:
    copy = given(paper, owner, state=State.REFUSED)
    Page.objects.create(copy=copy, number=1, stored_name="pages/none", sha256="0" * 64)

    shown = page.get(url(paper)).content.decode()

    assert "The file is damaged. Take the photo again, or save the file again." in shown
    assert "<img" not in shown
    picture = reverse("draft_copy_page", args=[paper.draft_id, paper.pk, copy.pk, 1])
    assert page.get(picture).status_code == 404


def test_85_somebody_elses_file_is_as_missing(page: Client, paper: Paper) -> None:
    maria = applicant("maria")
    theirs = draft_like(owner=maria)
    copy = given(paper_of(theirs, "other", written(theirs).applicant.ref), maria)

    for address in (paper.draft_id, theirs.pk):
        for name, more in (("remove_draft_copy", []), ("draft_copy_page", [1])):
            target = reverse(name, args=[address, paper.pk, copy.pk, *more])
            answer = page.post(target) if name == "remove_draft_copy" else page.get(target)
            assert answer.status_code == 404
    assert Copy.objects.get() == copy


def test_files_wait_while_a_check_goes_on(page: Client, owner: User, paper: Paper) -> None:
    state = reverse("draft_paper_state", args=[paper.draft_id, paper.pk])
    copy = given(paper, owner)
    before = page.get(state).json()
    Copy.objects.filter(pk=copy.pk).update(state=State.REFUSED, refusal="password")
    after = page.get(state).json()

    assert (before["waiting"], after["waiting"]) == (True, False)
    assert before["version"] != after["version"]
    assert "Remove the password" in after["parts"]["files"]
