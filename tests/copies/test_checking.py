"""A copy is clean only once it was inspected and the scanner said so; whatever fails, it waits."""

import os
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction

from audit.models import Entry
from copies import checking, inspector
from copies.models import Copy, Page
from copies.opening import open_page
from copies.services import NotClean, check, check_waiting, open_clean
from tests.copies import scanners
from tests.copies.builders import EICAR, KINDS, NOON, jpeg, pdf, received
from tests.copies.warm import Warm

LATER = timedelta(minutes=11)  # after any claim and the first delay


@pytest.mark.django_db
@pytest.mark.usefixtures("scanner", "warmed")
@pytest.mark.parametrize(
    ("kind", "pages"),
    [("jpeg", 1), ("png", 1), ("heic", 1), ("pdf", 1), ("p7s", 0), ("asice", 0)],
)
def test_a_good_file_is_found_clean(kind: str, pages: int, committed: Any) -> None:
    copy = received(KINDS[kind]())

    with committed():
        assert check(copy.pk, at=NOON) == "clean"

    copy.refresh_from_db()
    assert (copy.state, copy.refusal, copy.kind) == ("clean", "", kind)
    assert (copy.inspected_at, copy.scanned_at) == (NOON, NOON)
    assert Page.objects.filter(copy=copy).count() == pages
    assert Entry.objects.get(act="copy.cleared").subject == f"copy:{copy.pk}"
    with open_clean(copy) as file:
        assert file.read(1)


@pytest.mark.django_db
@pytest.mark.usefixtures("scanner", "warmed")
def test_of_a_picture_only_the_one_made_anew_is_kept(committed: Any) -> None:
    content = jpeg()
    copy = received(content)
    before, sha256 = copy.stored_name, copy.sha256

    with committed():
        check(copy.pk, at=NOON)

    copy.refresh_from_db()
    assert not default_storage.exists(before)
    assert (copy.sha256, copy.size) == (sha256, len(content))
    assert copy.stored_sha256 != sha256
    with open_clean(copy) as file:
        assert file.read() != content


@pytest.mark.django_db
@pytest.mark.usefixtures("scanner", "warmed")
@pytest.mark.parametrize("kind", ["pdf", "p7s", "asice"])
def test_evidence_is_kept_byte_for_byte(kind: str, committed: Any) -> None:
    content = KINDS[kind]()
    copy = received(content)

    with committed():
        check(copy.pk, at=NOON)

    copy.refresh_from_db()
    with open_clean(copy) as file:
        assert file.read() == content


@pytest.mark.django_db
@pytest.mark.usefixtures("scanner", "warmed")
def test_what_the_scanner_finds_is_refused_and_recorded() -> None:
    copy = received(pdf() + EICAR)

    assert check(copy.pk, at=NOON) == "refused"

    copy.refresh_from_db()
    assert (copy.refusal, copy.inspected_at) == ("infected", None)
    entry = Entry.objects.get(act="copy.refused")
    assert entry.facts == {"sha256": copy.sha256, "refusal": "infected"}
    with pytest.raises(NotClean):
        open_clean(copy)


def error(_stream: bytes) -> bytes:
    return b"INSTREAM: Can't allocate memory ERROR\0"


def too_long(_stream: bytes) -> bytes:
    return b"INSTREAM size limit exceeded. ERROR\0"


def nonsense(_stream: bytes) -> bytes:
    return b"stream: OK, or so\0"


def nothing(_stream: bytes) -> bytes:
    return b""


@pytest.mark.django_db
@pytest.mark.usefixtures("warmed")
@pytest.mark.parametrize("answer", [error, too_long, nonsense, nothing], ids=lambda it: it.__name__)
def test_an_answer_that_is_no_verdict_leaves_the_copy_waiting(
    answer: scanners.Answer, tmp_path: Path, settings: Any
) -> None:
    with scanners.scanner(tmp_path, answer) as server:
        settings.CLAMD_URL = server.url
        copy = received(pdf())
        assert check(copy.pk, at=NOON) == "waiting"
        assert server.asked == 1

    assert_waits_with_its_pages_drawn(copy)


@pytest.mark.django_db
@pytest.mark.usefixtures("warmed")
def test_a_scanner_that_says_nothing_in_time_leaves_the_copy_waiting(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("copies.scanner.ANSWER_SECONDS", 0.1)
    with scanners.scanner(tmp_path, scanners.silent) as server:
        settings.CLAMD_URL = server.url
        copy = received(pdf())
        assert check(copy.pk, at=NOON) == "waiting"

    assert_waits_with_its_pages_drawn(copy)


@pytest.mark.django_db
@pytest.mark.usefixtures("warmed")
@pytest.mark.parametrize(
    "url",
    [
        pytest.param("unix:///nowhere/clamd.ctl", id="no such socket"),
        pytest.param("tcp://127.0.0.1:9", id="nobody listens"),
        pytest.param("", id="none set"),
    ],
)
def test_without_a_scanner_the_copy_waits(url: str, settings: Any) -> None:
    settings.CLAMD_URL = url
    copy = received(pdf())

    assert check(copy.pk, at=NOON) == "waiting"

    assert_waits_with_its_pages_drawn(copy)


def assert_waits_with_its_pages_drawn(copy: Copy) -> None:
    copy.refresh_from_db()
    assert (copy.state, copy.inspected_at, copy.scanned_at) == ("waiting", NOON, None)
    with pytest.raises(NotClean):
        open_clean(copy)
    with open_page(copy, 1) as picture:
        assert picture.read(3) == b"\xff\xd8\xff"


@pytest.mark.django_db
@pytest.mark.usefixtures("warmed")
def test_a_copy_that_waited_for_the_scanner_is_cleared_once_there_is_one(
    tmp_path: Path, settings: Any, committed: Any
) -> None:
    settings.CLAMD_URL = ""
    copies = [received(jpeg()), received(pdf()), received(pdf(2) + EICAR)]
    with committed():
        assert check_waiting(at=NOON) == 0
        assert check_waiting(at=NOON) == 0

    with scanners.scanner(tmp_path) as server, committed():
        settings.CLAMD_URL = server.url
        assert check_waiting(at=NOON) == 3
        assert server.asked == 3

    states = [
        (copy.state, copy.refusal)
        for copy in Copy.objects.in_bulk([copy.pk for copy in copies]).values()
    ]
    assert sorted(states) == [("clean", ""), ("clean", ""), ("refused", "infected")]
    assert not Copy.objects.exclude(attempts=2).exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("warmed")
def test_a_harmful_file_found_late_shows_its_pages_no_more(
    tmp_path: Path, settings: Any, committed: Any
) -> None:
    settings.CLAMD_URL = ""
    copy = received(pdf() + EICAR)
    with committed():
        check(copy.pk, at=NOON)
    with open_page(copy, 1):
        pass

    with scanners.scanner(tmp_path) as server, committed():
        settings.CLAMD_URL = server.url
        assert check(copy.pk, at=NOON) == "refused"

    copy.refresh_from_db()
    with pytest.raises(NotClean):
        open_page(copy, 1)


@pytest.mark.django_db
@pytest.mark.usefixtures("scanner", "warmed")
def test_a_sweep_goes_through_all_that_wait_and_once(committed: Any) -> None:
    copies = [received(pdf()) for _ in range(3)]

    with committed():
        assert check_waiting(at=NOON) == 3
        assert check_waiting(at=NOON + LATER) == 0

    assert {check(copy.pk, at=NOON + LATER) for copy in copies} == {None}
    assert Page.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.usefixtures("scanner", "warmed")
def test_a_sweep_ends_when_its_time_is_up_and_asks_for_another(
    committed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(checking, "poke_sweep", lambda: asked.append(True))
    seconds = iter([0.0, 59.0, 60.0, 1000.0, 1001.0])
    for _ in range(3):
        received(pdf())

    with committed():
        assert check_waiting(at=NOON, clock=lambda: next(seconds)) == 2
        assert asked == [True]
        assert check_waiting(at=NOON, clock=lambda: next(seconds)) == 1

    assert asked == [True]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 1), (2, 4), (3, 16), (5, 256), (6, 720), (400, 720)]
)
def test_each_attempt_in_vain_waits_longer(attempts: int, minutes: int) -> None:
    assert checking.delay(attempts) == timedelta(minutes=minutes)


@pytest.mark.django_db
@pytest.mark.usefixtures("scanner")
def test_the_inspection_is_a_process_without_our_secrets(
    monkeypatch: pytest.MonkeyPatch, committed: Any
) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    copy = received(jpeg())
    asked = []
    original = subprocess.run

    def run(command: list[str], **given: Any) -> Any:
        asked.append(given["env"])
        return original(command, **given)

    monkeypatch.setattr(subprocess, "run", run)
    with committed():
        assert check(copy.pk, at=NOON) == "clean"

    assert asked == [{"LC_ALL": "C.UTF-8"}]


@pytest.mark.skipif(not inspector.without_network(), reason="this system lets nobody do it")
def test_the_inspection_has_no_network() -> None:
    interfaces = subprocess.run(
        [*inspector.without_network(), "cat", "/proc/self/net/dev"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert [line.split(":")[0].strip() for line in interfaces.stdout.splitlines()[2:]] == ["lo"]


def test_the_inspection_is_run_without_network_where_that_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspector, "without_network", lambda: ("echo",))
    answer = tmp_path / "answer"

    assert inspector.run(tmp_path, tmp_path, answer) == os.EX_OK

    assert "-m copies.inspection" in answer.read_text()


HANGS = ["sleep", "60"]
CRASHES = ["sh", "-c", "kill -SEGV $$"]
FAILS = ["false"]
SAYS_NONSENSE = ["echo", '{"kind": "exe"}']
SAYS_TOO_MUCH = ["echo", '{"kind": "pdf", "pages": 1000000}']
SAYS_NOTHING = ["true"]


@pytest.fixture
def inspected_by(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str]], None]:
    """Return `inspected_by(command)`: from then on it is run in place of the inspection."""

    def use(command: list[str]) -> None:
        original = subprocess.run
        monkeypatch.setattr(inspector, "SECONDS", 0.3)
        monkeypatch.setattr(
            subprocess,
            "run",
            lambda _command, **given: original(command, **{**given, "env": os.environ}),
        )

    return use


@pytest.mark.django_db
@pytest.mark.usefixtures("scanner")
@pytest.mark.parametrize(
    "command",
    [
        pytest.param(CRASHES, id="crashes"),
        pytest.param(FAILS, id="fails"),
        pytest.param(SAYS_NONSENSE, id="says what it cannot know"),
        pytest.param(SAYS_TOO_MUCH, id="drew a million pages"),
        pytest.param(SAYS_NOTHING, id="says nothing"),
    ],
)
def test_a_file_its_inspection_breaks_on_is_refused_alone(
    command: list[str], inspected_by: Callable[[list[str]], None]
) -> None:
    inspected_by(command)
    copy = received(pdf())

    assert check(copy.pk, at=NOON) == "refused"

    copy.refresh_from_db()
    assert copy.refusal == "cannot_be_read"


@pytest.mark.django_db
@pytest.mark.usefixtures("scanner")
def test_a_file_is_not_refused_for_a_busy_machine(committed: Any) -> None:
    copy = received(pdf())
    with pytest.MonkeyPatch.context() as busy:
        busy.setattr(inspector, "SECONDS", 0.001)
        assert check(copy.pk, at=NOON) == "waiting"
        assert check(copy.pk, at=NOON) is None
        assert check(copy.pk, at=NOON + LATER) == "waiting"

    with committed():
        assert check(copy.pk, at=NOON + 2 * LATER) == "clean"


@pytest.mark.django_db
@pytest.mark.usefixtures("scanner")
def test_a_file_that_hangs_three_times_is_refused(
    inspected_by: Callable[[list[str]], None],
) -> None:
    inspected_by(HANGS)
    copy = received(pdf())

    states = [check(copy.pk, at=NOON + tries * LATER) for tries in range(3)]

    assert states == ["waiting", "waiting", "refused"]
    copy.refresh_from_db()
    assert copy.refusal == "cannot_be_read"


@pytest.mark.django_db
@pytest.mark.usefixtures("scanner")
def test_a_full_disk_refuses_no_file(inspected_by: Callable[[list[str]], None]) -> None:
    inspected_by(["sh", "-c", f"exit {os.EX_TEMPFAIL}"])
    copy = received(pdf())

    assert check(copy.pk, at=NOON) == "waiting"

    copy.refresh_from_db()
    assert (copy.state, copy.inspected_at) == ("waiting", None)
    assert check(copy.pk, at=NOON) is None


@pytest.mark.django_db
@pytest.mark.usefixtures("scanner", "warmed")
@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"%PDF-1.7 other")])
def test_a_file_that_is_not_the_one_stored_waits(damage: Callable[[Path], object]) -> None:
    copy = received(pdf())
    damage(Path(default_storage.path(copy.stored_name)))

    assert check(copy.pk, at=NOON) == "waiting"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "harm",
    [
        pytest.param({"state": "fine"}, id="an unknown state"),
        pytest.param({"kind": "exe"}, id="an unknown kind"),
        pytest.param({"state": "refused"}, id="refused without a reason"),
        pytest.param({"state": "clean"}, id="clean without a check"),
        pytest.param({"state": "clean", "inspected_at": NOON}, id="clean without a scan"),
        pytest.param({"state": "clean", "scanned_at": NOON}, id="clean without an inspection"),
    ],
)
def test_the_database_refuses_what_must_never_be(harm: dict[str, Any]) -> None:
    copy = received(pdf())

    with pytest.raises(IntegrityError), transaction.atomic():
        Copy.objects.filter(pk=copy.pk).update(**harm)


def checked_at_once(copy: Copy, times: int) -> list[str | None]:
    """Check one copy from several threads at the same moment; return what each was told."""

    def once(_number: int) -> str | None:
        try:
            return check(copy.pk, at=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(once, range(times)))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("scanner")
def test_two_workers_at_once_check_a_copy_once() -> None:
    copy = received(pdf())

    told = checked_at_once(copy, 4)

    assert sorted(map(str, told)) == ["None", "None", "None", "clean"]
    assert Page.objects.filter(copy=copy).count() == 1
    assert Copy.objects.get(pk=copy.pk).attempts == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("scanner")
def test_without_the_claim_all_of_them_would(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: it is the claim that holds. What they come to is still written once."""
    copy = received(pdf())
    examined = []
    examine = checking.examine

    def counted(copy: Copy, outcome: checking.Outcome) -> None:
        examined.append(copy)
        examine(copy, outcome)

    monkeypatch.setattr(checking, "claim", lambda pk, _at: Copy.objects.get(pk=pk))
    monkeypatch.setattr(checking, "examine", counted)

    told = checked_at_once(copy, 4)

    assert len(examined) == 4
    assert told.count("clean") == 1
    assert Page.objects.filter(copy=copy).count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("scanner")
def test_a_check_that_was_overtaken_keeps_nothing(warmed: Warm, committed: Any) -> None:
    copy = received(jpeg())
    first = checking.claim(copy.pk, NOON)
    assert first is not None
    outcome = checking.Outcome()
    checking.examine(first, outcome)
    with committed():
        assert check(copy.pk, at=NOON + LATER) == "clean"
    before = set(default_storage.listdir("documents")[1])

    with committed():
        assert checking.settle(first, outcome, NOON + LATER) is None

    assert set(default_storage.listdir("documents")[1]) < before
    assert Page.objects.filter(copy=copy).count() == 1
    assert warmed.crashed >= 0
