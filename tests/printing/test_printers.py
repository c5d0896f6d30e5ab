"""Printers: kept warm, capped, walled in; whatever becomes of one, the caller is told at once."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from time import monotonic

import pytest

from printing.printers import FetchRefused, Limits, NotPrinted, Printer, Printers, Why
from printing.renderer import TAGGED, Job

ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits(at_once=1, seconds=20, memory=512 * 1024 * 1024, documents=100)
LONG = "<p>слово</p>" * 30_000
PROC = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="there is no /proc")


def job(body: str = "<p>Так.</p>") -> bytes:
    html = f"<!doctype html><html lang=uk><title>т</title><body>{body}"
    return json.dumps(asdict(Job(html, "p, table { display: block }", "", TAGGED))).encode()


def limited(**changed: int) -> Limits:
    return Limits(**{**asdict(LIMITS), **changed})


@pytest.fixture(scope="module")
def kept() -> Iterator[Printers]:
    """Printers of this module, started where the environment has secrets."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", "postgresql://portal:word@db/portal")
        patch.setenv("SECRET_KEY", "kept from everybody")
        printers = Printers(LIMITS)
        printers.pdf(job())
        yield printers
        printers.close()


@pytest.fixture
def warm(kept: Printers) -> Printers:
    """Printers of which one is warm, and has the usual limits."""
    kept.pdf(job())
    printer_of(kept).limits = LIMITS
    return kept


def printer_of(printers: Printers) -> Printer:
    """Return the one printer there is."""
    [printer] = printers.started
    return printer


def number(printers: Printers) -> int:
    return printer_of(printers).process.pid


def test_a_printer_is_started_when_first_needed() -> None:
    assert not Printers(LIMITS).started


def test_a_printer_is_kept_and_prints_the_same_again(warm: Printers) -> None:
    first, pid, second = warm.pdf(job()), number(warm), warm.pdf(job())

    assert first.startswith(b"%PDF-1.7")
    assert (second, number(warm)) == (first, pid)


def test_a_printer_that_has_printed_its_number_makes_room_for_another(warm: Printers) -> None:
    printer = printer_of(warm)
    printer.limits = limited(documents=printer.printed + 1)
    warm.pdf(job())

    assert not warm.started
    assert not printer.is_alive
    assert warm.pdf(job()).startswith(b"%PDF")


def test_what_takes_too_long_is_refused_by_name_and_the_next_job_is_done(warm: Printers) -> None:
    printer_of(warm).limits = limited(seconds=1)
    began = monotonic()

    with pytest.raises(NotPrinted) as refused:
        warm.pdf(job(LONG))

    assert refused.value.why == Why.TIME
    assert monotonic() - began < 5
    assert warm.pdf(job()).startswith(b"%PDF")


def test_what_needs_too_much_memory_is_refused_by_name_and_the_next_job_is_done() -> None:
    printers = Printers(limited(memory=260 * 1024 * 1024))  # a warm printer has 245
    try:
        with pytest.raises(NotPrinted) as refused:
            printers.pdf(job("a" * 30_000_000))

        assert refused.value.why in {Why.MEMORY, Why.FAILED, Why.DIED}  # as the libraries take it
        assert printers.pdf(job()).startswith(b"%PDF")
    finally:
        printers.close()


def test_a_printer_killed_at_work_is_told_of_at_once(warm: Printers) -> None:
    pid = number(warm)

    with ThreadPoolExecutor(1) as threads:
        printed = threads.submit(warm.pdf, job(LONG))
        os.kill(pid, signal.SIGKILL)
        refused = printed.exception()

    assert isinstance(refused, NotPrinted) or number(warm) != pid  # killed before it was asked
    assert warm.pdf(job()).startswith(b"%PDF")


def test_a_printer_that_died_while_it_waited_is_replaced(warm: Printers) -> None:
    printer_of(warm).process.kill()
    printer_of(warm).process.wait()

    assert warm.pdf(job()).startswith(b"%PDF")


def test_a_printer_that_stands_still_is_ended(warm: Printers) -> None:
    printer_of(warm).limits = limited(seconds=1)
    os.kill(number(warm), signal.SIGSTOP)

    with pytest.raises(NotPrinted) as refused:
        warm.pdf(job(LONG))  # more than a pipe holds

    assert refused.value.why == Why.TIME
    assert not warm.started


def test_whoever_waits_too_long_for_a_printer_is_told() -> None:
    printers = Printers(limited(seconds=0))
    printers.slots.get()  # somebody has it

    with pytest.raises(NotPrinted) as refused:
        printers.pdf(job())

    assert refused.value.why == Why.BUSY


def test_a_text_that_asks_for_a_file_is_refused_and_the_printer_stays(warm: Printers) -> None:
    pid = number(warm)

    with pytest.raises(FetchRefused):
        warm.pdf(job('<img src="file:///etc/hostname">'))

    assert number(warm) == pid


def test_threads_share_the_printers_and_get_the_same_bytes(warm: Printers) -> None:
    warm.slots.put(None)  # room for a second
    try:
        with ThreadPoolExecutor(4) as threads:
            made = set(threads.map(lambda _: warm.pdf(job()), range(12)))

        assert len(made) == 1
        assert len(warm.started) == 2
    finally:
        warm.close()


def test_a_fork_has_printers_of_its_own(warm: Printers) -> None:
    mine, pid = warm.pdf(job()), number(warm)
    source, to = os.pipe()
    if (child := os.fork()) == 0:
        same = warm.pdf(job()) == mine and number(warm) != pid
        warm.close()
        os.write(to, b"same" if same else b"other")
        os._exit(0)
    os.waitpid(child, 0)

    assert os.read(source, 5) == b"same"
    assert warm.pdf(job()) == mine
    assert number(warm) == pid
    for end in (source, to):
        os.close(end)


@PROC
def test_a_printer_knows_no_secret_and_no_database(warm: Printers) -> None:
    told = Path(f"/proc/{number(warm)}/environ").read_bytes().split(b"\0")

    names = {line.partition(b"=")[0] for line in told if line}
    assert names <= {b"PATH", b"LANG", b"LC_CTYPE", b"TMPDIR", b"HOME", b"LD_LIBRARY_PATH"}


@PROC
def test_a_printer_holds_no_files_of_ours(warm: Printers) -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        os.set_inheritable(file.fileno(), True)
        warm.close()
        warm.pdf(job())
        held = {os.readlink(it) for it in Path(f"/proc/{number(warm)}/fd").iterdir()}

    assert not [name for name in held if not name.startswith(("pipe:", "/dev/null"))]


ORPHAN = """
import sys
sys.path.insert(0, {root!r})
from printing.printers import Limits, Printer
printer = Printer(Limits(1, 20, 512 * 1024 * 1024, 9))
print(printer.process.pid, printer.folder, flush=True)
sys.stdin.read()
"""


@PROC
def test_a_printer_ends_with_whoever_started_it_and_leaves_nothing() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ORPHAN.format(root=str(ROOT))],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as parent:  # fmt: skip
        assert parent.stdout is not None
        pid, folder = parent.stdout.readline().decode().split()
        assert Path(folder).is_dir()
        parent.kill()
        printer = os.pidfd_open(int(pid))
        ended = signal_of_end(printer)

    assert ended
    assert not Path(folder).exists()


def signal_of_end(printer: int) -> bool:
    """Wait at most ten seconds for a process to end."""
    import select  # noqa: PLC0415

    ends = select.poll()
    ends.register(printer, select.POLLIN)
    try:
        return bool(ends.poll(10_000))
    finally:
        os.close(printer)
