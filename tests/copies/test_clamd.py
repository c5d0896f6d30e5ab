"""The scanner itself, knowing EICAR and nothing more: its lists cannot be had offline."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from copies import scanner
from copies.services import check, check_waiting
from tests.copies.builders import EICAR, NOON, asice, jpeg, pdf, received

pytestmark = [pytest.mark.clamd, pytest.mark.django_db, pytest.mark.usefixtures("warmed")]

SECONDS_TO_START = 60


@dataclass(frozen=True, slots=True)
class Daemon:
    """clamd, in the foreground, at a socket of its own."""

    folder: Path

    @property
    def url(self) -> str:
        return f"unix://{self.folder}/clamd.sock"

    def configure(self) -> Path:
        (self.folder / "lists").mkdir()
        (self.folder / "lists" / "local.ndb").write_text(f"Eicar-Test:0:*:{EICAR.hex()}\n")
        path = self.folder / "clamd.conf"
        path.write_text(
            f"LocalSocket {self.folder}/clamd.sock\n"
            f"DatabaseDirectory {self.folder}/lists\n"
            "Foreground yes\nStreamMaxLength 1M\nMaxThreads 2\n"
        )
        return path

    def start(self) -> "subprocess.Popen[bytes]":
        program = shutil.which("clamd", path="/usr/sbin:/usr/local/sbin:/usr/bin")
        return subprocess.Popen(
            [str(program), "--config-file", str(self.configure())],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


@pytest.fixture
def clamd(settings: Any) -> Iterator["subprocess.Popen[bytes]"]:
    """A scanner that answers; CLAMD_URL leads to it. The path of a socket has to be short."""
    with tempfile.TemporaryDirectory() as folder:
        daemon = Daemon(Path(folder))
        settings.CLAMD_URL = daemon.url
        with daemon.start() as process:
            for _ in range(SECONDS_TO_START * 20):
                if scanner.answers() or process.poll() is not None:
                    break
                Event().wait(0.05)
            assert scanner.answers()
            yield process
            process.terminate()


@pytest.mark.usefixtures("clamd")
def test_it_finds_what_it_knows_and_passes_the_rest(committed: Callable[[], Any]) -> None:
    good = [received(pdf()), received(jpeg()), received(asice())]
    bad = [received(pdf() + EICAR), received(asice(("eicar.com", EICAR)))]

    with committed():
        assert {check(copy.pk, at=NOON) for copy in good} == {"clean"}
        assert {check(copy.pk, at=NOON) for copy in bad} == {"refused"}

    for copy in bad:
        copy.refresh_from_db()
        assert copy.refusal == "infected"


@pytest.mark.usefixtures("clamd")
def test_what_is_too_long_for_it_waits() -> None:
    copy = received(pdf() + bytes(3_000_000))

    assert check(copy.pk, at=NOON) == "waiting"


def test_while_it_is_stopped_files_wait(
    clamd: "subprocess.Popen[bytes]", committed: Callable[[], Any]
) -> None:
    first, second = received(pdf()), received(pdf() + EICAR)
    clamd.terminate()
    clamd.wait()

    with committed():
        assert check(first.pk, at=NOON) == "waiting"
        assert check_waiting(at=NOON) == 0

    second.refresh_from_db()
    assert (second.state, second.scanned_at, second.inspected_at) == ("waiting", None, NOON)
