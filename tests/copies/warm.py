"""Inspections in processes of their own, forked from one that has the libraries loaded already.

What is forked runs `copies.inspection.__main__.main`, limits and all; only the start of a new
interpreter is saved, so that hundreds of files can be inspected in one test.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

CPU_SECONDS = 4  # a file that goes round in circles costs the test no more


@contextmanager
def inspections() -> Iterator["Warm"]:
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.copies.warm"],
        cwd=settings.BASE_DIR,
        env={"LC_ALL": "C.UTF-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with server:
        yield Warm(server)
        server.stdin.close()  # type: ignore[union-attr]


class Warm:
    """Stands in for `copies.inspector.run`."""

    def __init__(self, server: "subprocess.Popen[str]") -> None:
        self.server: Any = server
        self.crashed = 0

    def run(self, source: Path, folder: Path, answer: Path) -> int:
        """Inspect in a forked process; return its exit status, below zero for a signal."""
        self.server.stdin.write(f"{source}\t{folder}\t{answer}\n")
        self.server.stdin.flush()
        status = int(self.server.stdout.readline())
        self.crashed += status != 0
        return status


def serve() -> None:
    """Fork an inspection per line of input, and say how each ended."""
    from copies.inspection import images, limits, pdfs, signed  # noqa: PLC0415

    assert images
    assert pdfs
    assert signed
    limits.CPU_SECONDS = CPU_SECONDS
    for line in sys.stdin:
        source, folder, answer = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            inspect(source, folder, answer)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def inspect(source: str, folder: str, answer: str) -> None:
    """Be one inspection, as `python -m copies.inspection` is, and end."""
    from copies.inspection.__main__ import main  # noqa: PLC0415

    status = os.EX_SOFTWARE
    try:
        with Path(answer).open("w", encoding="utf-8") as said:
            os.dup2(said.fileno(), 1)
            status = main(source, folder)
            sys.stdout.flush()
    finally:
        os._exit(status)


if __name__ == "__main__":
    serve()
