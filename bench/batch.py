# ruff: noqa: PLC0415  # Django is set up where its database is known
"""Leases printed together as a worker does it, from drafts to both files.

`python -m bench.batch --leases 1000`; on PostgreSQL where there is or can be one. Says how many
leases came out each second, how long the whole took, and how much memory the worker and its
printers had in the first and in the last third: flat is when these are the same.
"""

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from bench import databases
from bench.figures import Figure, say

LEASES, LANES = 60, 2
GOAL = 360 / 1000  # seconds a lease: a thousand in six minutes
EVERY = 0.5  # seconds between two looks at the memory
MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Look:
    """What was resident at an instant, in bytes: the worker, and the largest of its printers."""

    worker: int
    printer: int


def resident(process: int | str) -> int:
    try:
        pages = Path(f"/proc/{process}/statm").read_text(encoding="utf-8").split()[1]
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def watched() -> Iterator[list[Look]]:
    """Look at the memory again and again while something runs."""
    from printing.renderer import printers

    looks: list[Look] = []
    is_over = threading.Event()

    def look() -> None:
        while not is_over.wait(EVERY):
            running = [printer.process.pid for printer in list(printers().started)]
            looks.append(Look(resident("self"), max(map(resident, running), default=0)))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield looks
    finally:
        is_over.set()
        watcher.join()


def measure(leases: int) -> None:
    from django.utils import timezone

    from batches import services
    from batches.models import Batch
    from chaos.batch import a_clerk, no_broker_is_missed
    from tests.batches.builders import drafts

    print(f"batch: drawing up {leases} leases", flush=True)
    with no_broker_is_missed():
        clerk = a_clerk()
        numbers = [lease.pk for lease in drafts(leases, clerk)]
        batch = services.make(numbers, key=uuid4(), by=clerk, at=timezone.now())
        warm_up()
        began = time.perf_counter()
        with watched() as while_printing:
            while batch.items.unsettled().exists():
                services.print_waiting(now=timezone.now, lanes=LANES)
        printed = time.perf_counter() - began
        with watched() as while_binding:
            services.bind_waiting(now=timezone.now)
        whole = time.perf_counter() - began
    kept = Batch.objects.get(pk=batch.pk)
    assert batch.items.done().count() == leases, kept.state
    told(leases, printed, whole, kept)
    memory(while_printing, while_binding)


def warm_up() -> None:
    """Start the printers and import what is slow, as in a worker that has printed before."""
    from batches.cover import printed

    for _ in range(LANES):
        printed({"rows": [], "is_first": False})


def told(leases: int, printed: float, whole: float, batch: Any) -> None:
    say(
        "batch",
        Figure("leases", leases, ""),
        Figure("printed", leases / printed, "leases/s"),
        Figure("all of it", whole, "s", f"at most {GOAL * leases:.0f}"),
        Figure("put together", whole - printed, "s"),
        Figure("file for the printer", batch.pdf_bytes / MB, "MB"),
        Figure("ZIP", batch.zip_bytes / MB, "MB"),
    )


def memory(printing: list[Look], binding: list[Look]) -> None:
    third = max(1, len(printing) // 3)
    first, last = printing[:third], printing[-third:]
    say(
        "batch",
        Figure("worker, first third", max(it.worker for it in first) / MB, "MB"),
        Figure("worker, last third", max(it.worker for it in last) / MB, "MB"),
        Figure("printer, first third", max(it.printer for it in first) / MB, "MB"),
        Figure("printer, last third", max(it.printer for it in last) / MB, "MB"),
        Figure(
            "worker, putting together", max((it.worker for it in binding), default=0) / MB, "MB"
        ),
    )


def on_a_database(arguments: list[str]) -> None:
    """Run on PostgreSQL where there is or can be one, else on SQLite."""
    is_ours = not databases.services() and databases.start_services()
    try:
        with tempfile.TemporaryDirectory() as media:
            environment = {**os.environ, **databases.services(), "MEDIA_ROOT": media}
            environment.pop("CELERY_BROKER_URL", None)
            databases.run("bench.batch", environment, *arguments)
    finally:
        if is_ours:
            databases.stop_services()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--leases", type=int, default=LEASES)
    parser.add_argument("--here", action="store_true")
    given = parser.parse_args()
    if not given.here:
        on_a_database(["--leases", str(given.leases)])
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "housing_portal.settings")
    with databases.made_for("batch"):
        measure(given.leases)


if __name__ == "__main__":
    main()
