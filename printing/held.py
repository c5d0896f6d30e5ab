"""Which walls hold, found out by trying: a printer tries what it must not be able to do.

What the kernel says of a wall is not asked: a wall that was left out, or that holds nothing here,
is noticed alike.
"""

import errno
import json
import mmap
import os
import resource
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OF_OURS = ROOT / "manage.py"  # beside it lie settings and, where nothing is set, what is kept
NO_PROGRAM = "/no/such/program"
REFUSALS = frozenset({errno.EPERM, errno.EACCES, errno.ENOMEM, errno.ENETUNREACH})
PROBE = "import sys; sys.path.insert(0, {root!r}); from printing.worker import probe; probe()"
WITHIN = 20  # seconds; a tenth of one here


def missing(memory: int) -> list[str]:
    """Return the walls that this process is without: "network", "programs", "files" …"""
    tries: dict[str, Callable[[], object]] = {
        "network": reach_the_network,
        "programs": lambda: os.execv(NO_PROGRAM, [NO_PROGRAM]),  # noqa: S606  # there is none
        "files": lambda: OF_OURS.open("rb").close(),
        "memory": lambda: mmap.mmap(-1, memory).close(),
        "time": has_all_the_time,
    }
    return [wall for wall, attempt in tries.items() if not is_refused(attempt)]


def is_refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except OSError as refusal:
        return refusal.errno in REFUSALS
    return False


def reach_the_network() -> None:
    """Find a way to this very machine, which there is unless there is no network; sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        way.connect(("127.0.0.1", 9))


def has_all_the_time() -> None:
    if resource.getrlimit(resource.RLIMIT_CPU)[0] != resource.RLIM_INFINITY:
        raise PermissionError(errno.EPERM, "the time is capped")


@cache
def missing_here(memory: int, seconds: int) -> tuple[str, ...]:
    """Return the walls that no printer can put up on this machine; asked once of each process.

    Where not even the question can be asked, all are missing.
    """
    with tempfile.TemporaryDirectory(prefix="printer-") as folder:
        asked = subprocess.run(  # noqa: S603  # ourselves, with two figures
            [
                *(sys.executable, "-I", "-c", PROBE.format(root=str(ROOT))),
                *(str(memory), str(seconds)),
            ],
            env={"LANG": "C.UTF-8", "TMPDIR": folder, "HOME": folder},
            cwd="/", capture_output=True, check=False, timeout=WITHIN,
        )  # fmt: skip
    return tuple(json.loads(asked.stdout or b'["network", "programs", "files", "memory", "time"]'))
