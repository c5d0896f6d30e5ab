"""The printer: a process that knows no database and no secret, and prints what it is told.

It reads jobs from its standard input and answers each on its standard output: one letter that says
how it went, then the PDF. It ends when its input does, so it never outlives who started it.
"""

import gc
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

from printing import held, walls, wire
from printing.jobs import FONTS, Attached, Job

READY, PRINTED, REFUSED, NO_MEMORY, FAILED = b"R", b"P", b"F", b"M", b"E"
# Of the interpreter and the system, and what is ours of it; no data and no secret is among them.
READABLE = (
    *(Path(sys.prefix), Path(sys.base_prefix), Path(__file__).parent, FONTS),
    *map(Path, ("/usr", "/lib", "/lib64", "/etc", "/dev")),
)
LARGEST_FILE = 32 * 1024 * 1024  # of those a printer writes: fonts, for itself


def main() -> None:
    memory, seconds = (int(word) for word in sys.argv[1:3])
    jobs, answers = pipes()
    try:
        work(jobs, answers, memory, seconds)
    finally:
        shutil.rmtree(tempfile.gettempdir(), ignore_errors=True)


def pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return input and output, and turn what a library might print there to nowhere."""
    jobs = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nowhere, standard)
    return jobs, answers


def work(jobs: BinaryIO, answers: BinaryIO, memory: int, seconds: int) -> None:
    walls.cap(memory, LARGEST_FILE)
    walls.leave_the_network()
    from printing import rendering  # noqa: PLC0415  # slow; capped and offline from its first line

    rendering.fonts(), rendering.fetcher()
    shut_in(seconds)
    gc.disable()  # it would walk the growing document: a quarter of the time
    gc.collect()
    gc.freeze()
    wire.send(answers, READY + json.dumps(held.missing(memory)).encode())
    while (message := wire.receive(jobs)) is not None:
        walls.cap_time(seconds)
        wire.send(answers, answer(message))
        gc.collect()


def shut_in(seconds: int) -> None:
    walls.see_only(READABLE, own=Path(tempfile.gettempdir()))
    walls.refuse_sockets_and_programs()
    walls.cap_time(seconds)


def probe() -> None:
    """Put up the walls, print nothing, and say which are missing: a tenth of a second."""
    memory, seconds = (int(word) for word in sys.argv[1:3])
    walls.cap(memory, LARGEST_FILE)
    walls.leave_the_network()
    shut_in(seconds)
    sys.stdout.write(json.dumps(held.missing(memory)))


def answer(message: bytes) -> bytes:
    """Print one job; say how it went, and nothing of what was in it."""
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415

    from printing.rendering import render  # noqa: PLC0415

    try:
        given = json.loads(message)
        attached = [Attached(**each) for each in given.pop("attached")]
        return PRINTED + render(Job(**given, attached=attached))
    except FatalURLFetchingError:
        return REFUSED
    except MemoryError:
        return NO_MEMORY
    except Exception as error:  # noqa: BLE001  # its text may have what was printed
        return FAILED + type(error).__name__.encode()
