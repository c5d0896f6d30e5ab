"""Printers: processes that print, kept warm, each ended when it is tired, dead, or too slow."""

import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from queue import Empty, LifoQueue
from time import monotonic

from printing import wire
from printing.worker import FAILED, NO_MEMORY, PRINTED, READY, REFUSED

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent
START = "import sys; sys.path.insert(0, {root!r}); from printing.worker import main; main()"
STARTS_WITHIN = 60  # seconds; a second here
# What a printer learns of our environment: where libraries are.
KNOWN = ("PATH", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")


class Why(StrEnum):
    """Why a printer gave no PDF."""

    TIME = "it took too long"
    MEMORY = "it needed too much memory"
    DIED = "the printer died"
    FAILED = "the printer failed"
    BUSY = "every printer was busy for too long"
    WALLS = "the printer cannot be walled in here"


class NotPrinted(Exception):
    """There is no PDF, and `why`. Nothing waits: the printer is ended, the next begins anew."""

    def __init__(self, why: Why = Why.DIED, detail: str = "") -> None:
        super().__init__(f"{why}{detail and f' ({detail})'}")
        self.why = why


class FetchRefused(Exception):
    """The text asked for a file or an address; it is not printed."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many print at once; what each may use for a document: seconds, bytes; how many each.

    `walled`: none prints that lacks a wall; otherwise the log says which.
    """

    at_once: int
    seconds: int
    memory: int
    documents: int
    walled: bool = False


class Printer:
    """One process. `missing` names the walls it lacks; `printed` says how many it has printed."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.printed = 0
        self.folder = tempfile.mkdtemp(prefix="printer-")
        self.process = subprocess.Popen(  # noqa: S603  # ourselves, with two figures
            [
                *(sys.executable, "-I", "-c", START.format(root=str(ROOT))),
                *(str(limits.memory), str(limits.seconds)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=self.environment(),
            start_new_session=True,
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.to, self.source = self.process.stdin.fileno(), self.process.stdout.fileno()
        os.set_blocking(self.to, False)
        self.missing = self.first_answer()

    def environment(self) -> dict[str, str]:
        known = {name: os.environ[name] for name in KNOWN if name in os.environ}
        return known | {"LANG": "C.UTF-8", "TMPDIR": self.folder, "HOME": self.folder}

    def first_answer(self) -> list[str]:
        try:
            told = wire.receive_until(self.source, monotonic() + STARTS_WITHIN)
        except (wire.Broken, TimeoutError):
            self.end()
            raise NotPrinted(Why.DIED, "at its start") from None
        missing: list[str] = json.loads(told.removeprefix(READY))
        return missing

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    @property
    def is_tired(self) -> bool:
        return self.printed >= self.limits.documents

    def answer(self, message: bytes) -> bytes:
        """Return what the printer says to a job. Raises wire.Broken and TimeoutError."""
        until = monotonic() + self.limits.seconds
        wire.send_until(self.to, message, until)
        told = wire.receive_until(self.source, until)
        self.printed += 1
        return told

    def end(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.wait()
        self.let_go()
        shutil.rmtree(self.folder, ignore_errors=True)

    def let_go(self) -> None:
        """Close our ends of the pipes, of which a fork has its own."""
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


class Printers:
    """So many printers, started when first needed; for any number of threads, and after a fork."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.started: set[Printer] = set()
        self.slots = self.empty_slots()
        os.register_at_fork(after_in_child=self.forget)

    def empty_slots(self) -> "LifoQueue[Printer | None]":
        """Return a place for each printer; the one used last is taken first, and is warm."""
        slots: LifoQueue[Printer | None] = LifoQueue()
        for _ in range(self.limits.at_once):
            slots.put(None)
        return slots

    def pdf(self, message: bytes) -> bytes:
        """Print a job. Raises FetchRefused and NotPrinted."""
        printer = self.taken()
        kept: Printer | None = None
        try:
            told = asked(printer, message)
            if told[:1] in {PRINTED, REFUSED} and not printer.is_tired:
                kept = printer
        finally:
            if kept is None:
                self.end(printer)
            self.slots.put(kept)
        return understood(told)

    def taken(self) -> Printer:
        """Return a printer for this caller alone, started if none is warm. Raises NotPrinted."""
        try:
            printer = self.slots.get(timeout=self.limits.seconds * 2)
        except Empty:
            raise NotPrinted(Why.BUSY) from None
        if printer is not None and printer.is_alive:
            return printer
        if printer is not None:
            self.end(printer)
        try:
            printer = started(self.limits)
        except BaseException:
            self.slots.put(None)
            raise
        self.started.add(printer)
        return printer

    def end(self, printer: Printer) -> None:
        printer.end()
        self.started.discard(printer)

    def close(self) -> None:
        """End every printer; the next job starts one anew."""
        for printer in list(self.started):
            self.end(printer)
        self.slots = self.empty_slots()

    def forget(self) -> None:
        """Leave the printers to the process that started them: this is its fork."""
        for printer in self.started:
            printer.let_go()
            printer.process.returncode = 0  # not ours to wait for
        self.started = set()
        self.slots = self.empty_slots()


def started(limits: Limits) -> Printer:
    """Start a printer, and say which walls it lacks. Raises NotPrinted where it must lack none."""
    printer = Printer(limits)
    if not printer.missing:
        return printer
    named = ", ".join(printer.missing)
    if limits.walled:
        logger.error("nothing is printed here; walls that do not hold: %s", named)
        printer.end()
        raise NotPrinted(Why.WALLS, named)
    logger.warning("what prints here has no wall around: %s", named)
    return printer


def asked(printer: Printer, message: bytes) -> bytes:
    try:
        return printer.answer(message)
    except TimeoutError:
        raise NotPrinted(Why.TIME) from None
    except wire.Broken:
        raise NotPrinted(Why.DIED) from None


def understood(told: bytes) -> bytes:
    """Return the PDF of an answer. Raises FetchRefused and NotPrinted."""
    match told[:1]:
        case code if code == PRINTED:
            return told[1:]
        case code if code == REFUSED:
            raise FetchRefused
        case code if code == NO_MEMORY:
            raise NotPrinted(Why.MEMORY)
        case code if code == FAILED:
            raise NotPrinted(Why.FAILED, told[1:].decode())
    raise NotPrinted(Why.DIED)
