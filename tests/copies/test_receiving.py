"""Taking a file in: by its content, whole or piece by piece, and only while there is room."""

import hashlib
import io
import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import User
from copies import halves, receiving
from copies.models import Copy
from copies.names import cleaned, with_ending
from copies.services import (
    FileEmpty,
    FileTooLarge,
    NoSpace,
    WrongKind,
    WrongOffset,
    append,
    begin,
    complete,
    discard,
    receive,
    sweep_leftovers,
)
from drafts.models import Draft, Paper, PaperCopy
from tests.copies.builders import KINDS, NOON, jpeg, pdf, received, zipped

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(hours=25)


def kept_files() -> list[str]:
    stored = default_storage.listdir("documents")[1] if default_storage.exists("documents") else []
    return [*stored, *(each.name for each in halves.files())]


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_told_by_its_content_and_waits(kind: str) -> None:
    content = KINDS[kind]()

    copy = received(content, "renamed.gif")

    assert (copy.kind, copy.state, copy.name) == (kind, "waiting", "renamed.gif")
    assert (copy.size, copy.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert copy.stored_sha256 == copy.sha256
    path = Path(default_storage.path(copy.stored_name))
    assert path.read_bytes() == content
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        pytest.param(b"", FileEmpty, id="an empty file"),
        pytest.param(b"%PDF-" + b"x" * 200, FileTooLarge, id="more than is allowed"),
        pytest.param(b"MZ", WrongKind, id="a program"),
        pytest.param(zipped(("word/vbaProject.bin", b""))[:99], WrongKind, id="a docm"),
        pytest.param(b"<svg/>", WrongKind, id="an SVG"),
        pytest.param(b"GIF89a", WrongKind, id="a GIF"),
    ],
)
def test_what_is_not_taken_leaves_nothing(
    content: bytes, refused: type[Exception], settings: Any
) -> None:
    settings.MAX_DOCUMENT_BYTES = 100

    with pytest.raises(refused):
        received(content, "scan.pdf")

    assert not Copy.objects.exists()
    assert not kept_files()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("довідка.pdf", "довідка.pdf", id="a plain name"),
        pytest.param("../../etc/passwd", "passwd", id="parts of a path"),
        pytest.param(r"C:\fakepath\scan.jpg", "scan.jpg", id="parts of a Windows path"),
        pytest.param("photo\u202egpj.exe", "photogpj.exe", id="letters from right to left"),
        pytest.param("a\0b\r\nc.pdf", "abc.pdf", id="controls"),
        pytest.param("  скан  1 .pdf ", "скан 1 .pdf", id="spaces"),
        pytest.param("й".encode().decode() + ".pdf", "й.pdf", id="a letter of two parts"),
        pytest.param('a<b>"c".pdf', "a_b__c_.pdf", id="what a header or Windows does not take"),
        pytest.param("CON", "_CON", id="a device of Windows"),
        pytest.param("lpt1.pdf", "_lpt1.pdf", id="a device with an ending"),
        pytest.param("...", "file", id="only dots"),
        pytest.param("\u200b", "file", id="nothing that is seen"),
        pytest.param("ї" * 300 + ".jpg", "ї" * 251 + ".jpg", id="too long"),
    ],
)
def test_a_name_is_shown_without_what_hides_or_misleads(name: str, shown: str) -> None:
    assert cleaned(name) == shown


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("scan.gif", "scan.pdf"),
        ("scan", "scan.pdf"),
        ("a.b.exe", "a.b.pdf"),
        ("ї" * 255, "ї" * 251 + ".pdf"),
    ],
)
def test_a_download_ends_as_its_content_does(name: str, saved: str) -> None:
    assert with_ending(name, ".pdf") == saved


def test_the_worker_is_told_once_the_copy_is_committed(
    committed: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[UUID] = []
    monkeypatch.setattr(receiving, "poke", told.append)

    with committed():
        copy = received(pdf())
        assert told == []

    assert told == [copy.pk]


def test_a_copy_whose_transaction_fails_can_be_taken_back() -> None:
    with transaction.atomic():
        copy = received(pdf())
        transaction.set_rollback(True)

    receiving.remove_files(copy)

    assert not Copy.objects.exists()
    assert not kept_files()


def test_pieces_make_the_same_file() -> None:
    content = jpeg()
    copy = begin("фото.jpg", len(content), by=None, at=NOON)
    assert copy.state == "receiving"

    for offset in range(0, len(content), 5000):
        length = append(copy.pk, offset, content[offset : offset + 5000], at=NOON)
    whole = complete(copy.pk, at=NOON)

    assert length == len(content)
    assert (whole.state, whole.kind, whole.sha256) == (
        "waiting",
        "jpeg",
        hashlib.sha256(content).hexdigest(),
    )
    assert Path(default_storage.path(whole.stored_name)).read_bytes() == content
    assert complete(copy.pk, at=NOON).pk == copy.pk


@pytest.mark.parametrize("offset", [0, 999, 1001, 5000], ids="at {}".format)
def test_a_piece_that_does_not_follow_is_told_where_to_go_on(offset: int) -> None:
    content = jpeg()
    copy = begin("фото.jpg", len(content), by=None, at=NOON)
    append(copy.pk, 0, content[:1000], at=NOON)

    with pytest.raises(WrongOffset) as refused:
        append(copy.pk, offset, content[1000:2000], at=NOON)

    assert refused.value.length == 1000
    assert append(copy.pk, 1000, content[1000:2000], at=NOON) == 2000


def test_the_storage_gets_a_file_once_it_is_whole(committed: Callable[[], Any]) -> None:
    content = jpeg()
    copy = begin("фото.jpg", len(content), by=None, at=NOON)
    append(copy.pk, 0, content[:1000], at=NOON)
    append(copy.pk, 1000, content[1000:], at=NOON)
    assert not default_storage.exists("documents")

    with committed():
        whole = complete(copy.pk, at=NOON)

    assert kept_files() == [Path(whole.stored_name).name]


def test_what_arrived_for_no_row_is_thrown_away_after_a_day() -> None:
    going_on = begin("фото.jpg", 5000, by=None, at=NOON)
    for copy in (going_on.pk, uuid4()):
        halves.add(copy, b"x")
        then = (NOON - LONG_AGO).timestamp()
        os.utime(halves.path_of(copy), (then, then))
    halves.add(uuid4(), b"x")

    assert sweep_leftovers(at=NOON) == 1

    assert halves.length(going_on.pk) == 1
    assert len(halves.files()) == 2


def test_an_upload_that_is_not_whole_is_not_completed() -> None:
    copy = begin("фото.jpg", 2000, by=None, at=NOON)
    append(copy.pk, 0, jpeg()[:1000], at=NOON)

    with pytest.raises(WrongOffset) as refused:
        complete(copy.pk, at=NOON)

    assert refused.value.length == 1000


def test_nothing_is_added_to_what_is_whole() -> None:
    content = pdf()
    copy = begin("скан.pdf", len(content), by=None, at=NOON)
    append(copy.pk, 0, content, at=NOON)
    complete(copy.pk, at=NOON)

    with pytest.raises(WrongOffset):
        append(copy.pk, len(content), b"x", at=NOON)


def test_more_than_was_announced_is_not_taken() -> None:
    copy = begin("скан.pdf", 100, by=None, at=NOON)

    with pytest.raises(FileTooLarge):
        append(copy.pk, 0, pdf()[:101], at=NOON)


def test_the_first_piece_tells_what_it_is(committed: Callable[[], Any]) -> None:
    copy = begin("скан.pdf", 5000, by=None, at=NOON)

    with committed(), pytest.raises(WrongKind):
        append(copy.pk, 0, b"MZ" + bytes(1000), at=NOON)

    assert not Copy.objects.exists()
    assert not kept_files()


def test_small_pieces_are_told_when_they_are_whole(committed: Callable[[], Any]) -> None:
    copy = begin("скан.pdf", 2, by=None, at=NOON)
    append(copy.pk, 0, b"MZ", at=NOON)

    with committed(), pytest.raises(WrongKind):
        complete(copy.pk, at=NOON)

    assert not Copy.objects.exists()


@pytest.mark.parametrize(("size", "refused"), [(0, FileEmpty), (101, FileTooLarge)])
def test_a_size_that_cannot_be_taken_is_refused_before_it_is_sent(
    size: int, refused: type[Exception], settings: Any
) -> None:
    settings.MAX_DOCUMENT_BYTES = 100

    with pytest.raises(refused):
        begin("скан.pdf", size, by=None, at=NOON)


def test_an_upload_nobody_goes_on_with_is_thrown_away_after_two_days(
    committed: Callable[[], Any],
) -> None:
    copy = begin("скан.pdf", 5000, by=None, at=NOON)
    append(copy.pk, 0, pdf()[:600], at=NOON + timedelta(days=1))

    with committed():
        assert sweep_leftovers(at=NOON + timedelta(days=3)) == 0
    assert Copy.objects.filter(pk=copy.pk).exists()

    with committed():
        assert sweep_leftovers(at=NOON + timedelta(days=3, seconds=1)) == 1
    assert not Copy.objects.exists()
    assert not kept_files()


def test_an_upload_that_a_paper_holds_goes_with_the_paper(committed: Callable[[], Any]) -> None:
    copy = begin("скан.pdf", 5000, by=None, at=NOON)
    owner = User.objects.create(username="olena")
    draft = Draft.objects.create(owner=owner, started_at=NOON, saved_at=NOON)
    paper = Paper.objects.create(draft=draft, code="idp_certificate", about="p1")
    PaperCopy.objects.create(paper=paper, copy=copy, position=0)

    with committed():
        assert sweep_leftovers(at=NOON + timedelta(days=3)) == 0

    assert Copy.objects.filter(pk=copy.pk).exists()


@pytest.mark.parametrize(("age", "is_kept"), [(timedelta(hours=23), True), (LONG_AGO, False)])
def test_a_file_that_no_row_names_is_thrown_away_after_a_day(age: timedelta, is_kept: bool) -> None:
    kept = received(pdf())
    orphan = default_storage.save("documents/orphan", ContentFile(b"x"))
    for name in (kept.stored_name, orphan):
        then = (NOON - age).timestamp()
        os.utime(default_storage.path(name), (then, then))

    assert sweep_leftovers(at=NOON) == (not is_kept)

    assert default_storage.exists(kept.stored_name)
    assert default_storage.exists(orphan) == is_kept


def test_a_copy_thrown_away_leaves_no_file(committed: Callable[[], Any]) -> None:
    copy = received(pdf())

    with committed():
        discard(copy.pk, at=NOON)
        assert kept_files()
    discard(copy.pk, at=NOON)

    assert not Copy.objects.exists()
    assert not kept_files()


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return `disk(percent)`: from then on so much of the volume is in use."""

    def fill(percent: int) -> None:
        usage = shutil._ntuple_diskusage(100, percent, 100 - percent)
        monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)

    return fill


@pytest.mark.parametrize("percent", [0, 84])
def test_uploads_are_taken_while_there_is_room(percent: int, disk: Callable[[int], None]) -> None:
    disk(percent)

    assert received(pdf()).pk


@pytest.mark.parametrize("percent", [85, 99])
def test_uploads_stop_before_the_disk_is_full(percent: int, disk: Callable[[int], None]) -> None:
    copy = begin("скан.pdf", 100, by=None, at=NOON)
    disk(percent)

    with pytest.raises(NoSpace):
        received(pdf())
    with pytest.raises(NoSpace):
        begin("скан.pdf", 100, by=None, at=NOON)
    with pytest.raises(NoSpace):
        append(copy.pk, 0, b"%PDF-", at=NOON)
    assert Copy.objects.count() == 1


def test_submitting_goes_on_when_uploads_stop(disk: Callable[[int], None]) -> None:
    disk(99)

    assert receive(io.BytesIO(pdf()), name="a", by=None, at=NOON, even_when_full=True).pk
