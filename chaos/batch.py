"""A batch of leases is printed while its workers are killed: is each lease in it, and once?"""

import logging
import os
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import pikepdf
from django.contrib.auth.models import Group
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import User
from accounts.services import create_roles
from audit.models import Entry
from batches import services
from batches.models import Batch
from batches.state import State
from chaos import processes
from leases import leftovers
from leases.models import Lease
from leases.status import Status
from tests.batches.builders import drafts
from tests.leases.builders import tariff

WORKERS = 2
WITHIN = 1800  # seconds in which a batch is to end, however slow the machine


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of the leases; from `missing` to `unswept` these are promises.

    `left_over`: PDFs that were stored as their worker died, which no lease names; `unswept`: those
    of them that the sweep of an hour later leaves.
    """

    leases: int
    state: str
    missing: int
    twice: int
    issued_twice: int
    refused: int
    altered: int
    unswept: int
    left_over: int
    kills: int
    seconds: float

    @property
    def is_kept(self) -> bool:
        broken = self.missing + self.twice + self.issued_twice + self.refused + self.altered
        return self.state == State.READY and not broken + self.unswept

    def __str__(self) -> str:
        return (
            f"leases {self.leases}, batch {self.state}, missing {self.missing}, "
            f"in a file twice {self.twice}, issued twice {self.issued_twice}, "
            f"refused {self.refused}, not as issued {self.altered}; "
            f"files of nobody {self.left_over}, once swept {self.unswept}; "
            f"workers killed {self.kills}; {self.seconds:.0f} s"
        )


def under_fire(leases: int, *, kills: int, seed: int, database: str, folder: Path) -> Figures:
    """Print a batch, killing a worker again and again; then see what is in its files."""
    began, random = time.monotonic(), Random(seed)
    batch = asked(leases)
    with around(database, folder) as workers:
        for kill in range(kills):
            wait_for(batch, settled=leases * (kill + 1) // (kills + 1))
            random.choice(workers).kill_and_start()
        wait_until(batch, State.BINDING)
        time.sleep(random.random())
        for worker in workers:
            worker.kill_and_start()
        wait_until(batch)
    return counted(batch, kills + len(workers), time.monotonic() - began)


def asked(leases: int) -> Batch:
    clerk = a_clerk()
    with no_broker_is_missed():
        numbers = [lease.pk for lease in drafts(leases, clerk)]
        return services.make(numbers, key=UUID(int=1), by=clerk, at=timezone.now())


@contextmanager
def no_broker_is_missed() -> Iterator[None]:
    """Let the clock of the workers find what is made here; nobody tells them of it."""
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def a_clerk() -> User:
    create_roles()
    tariff(2026)
    clerk = User.objects.create_user("clerk", "clerk@example.org", is_staff=True)
    clerk.groups.set(Group.objects.filter(name="lease_clerk"))
    return clerk


@contextmanager
def around(database: str, folder: Path, task: str = "") -> Iterator[list[processes.Worker]]:
    """Start Redis and the workers; end them whatever happens."""
    with ExitStack() as ended:
        broker = processes.Broker(folder)
        ended.callback(processes.kill, broker.process)
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "chaos.settings",
            "DATABASE_URL": database,
            "CELERY_BROKER_URL": broker.url,
            "BATCH_LANES": "1",
            "PRINTERS": "1",
            **({"CHAOS_TASK": task} if task else {}),
        }
        workers = [processes.Worker(number, environment, folder) for number in range(WORKERS)]
        for worker in workers:
            ended.callback(lambda it: processes.kill(it.process), worker)
        yield workers


def wait_for(batch: Batch, *, settled: int) -> None:
    over = time.monotonic() + WITHIN
    while time.monotonic() < over:
        if batch.items.count() - batch.items.unsettled().count() >= settled:
            return
        time.sleep(0.05)


def wait_until(batch: Batch, *states: State) -> None:
    """Wait until the batch is in one of these states, or has ended."""
    over = time.monotonic() + WITHIN
    while time.monotonic() < over:
        batch.refresh_from_db()
        if batch.state in states or not batch.is_running:
            return
        time.sleep(0.05)


def counted(batch: Batch, kills: int, seconds: float) -> Figures:
    numbers = set(batch.items.values_list("lease__number", flat=True))
    marked, archived, altered = marks(batch), *in_archive(batch)
    left_over = len(files_of_nobody())
    leftovers.sweep(at=timezone.now() + timedelta(hours=2))
    issued = Counter(Entry.objects.filter(act="lease.issued").values_list("subject", flat=True))
    return Figures(
        leases=len(numbers),
        state=batch.state,
        missing=len(numbers - set(marked)) + len(numbers) - len(set(archived)),
        twice=len(marked) - len(set(marked)) + len(archived) - len(set(archived)),
        issued_twice=sum(times > 1 for times in issued.values()),
        refused=batch.items.refused().count(),
        altered=altered,
        unswept=len(files_of_nobody()),
        left_over=left_over,
        kills=kills,
        seconds=seconds,
    )


def marks(batch: Batch) -> list[str]:
    """Return the numbers of the leases in the print file, by its bookmarks."""
    if not batch.pdf_name:
        return []
    with pikepdf.open(default_storage.path(batch.pdf_name)) as whole, whole.open_outline() as found:
        return [str(item.title) for item in found.root]


def in_archive(batch: Batch) -> tuple[list[str], int]:
    """Return the names in the ZIP, and how many of its PDFs are not as they were issued."""
    if not batch.zip_name:
        return [], 0
    with zipfile.ZipFile(default_storage.path(batch.zip_name)) as archive:
        altered = 0
        for lease in Lease.objects.exclude(status=Status.DRAFT):
            name = f"lease-{lease.number.replace('/', '-')}.pdf"
            with default_storage.open(lease.pdf_name) as file:
                altered += archive.read(name) != file.read()
        return archive.namelist(), altered


def files_of_nobody() -> set[str]:
    stored = {f"leases/{name}" for name in default_storage.listdir("leases")[1]}
    return stored - set(Lease.objects.values_list("pdf_name", flat=True))


def naively(leases: int, *, database: str, folder: Path) -> int:
    """Print as one would write it first, kill the worker once; return how many are missing."""
    with no_broker_is_missed():
        drafts(leases, User.objects.get(username="clerk"))
    before = Lease.objects.filter(status=Status.ISSUED).count()
    file = Path(os.environ["MEDIA_ROOT"]) / "naive"
    with around(database, folder, "chaos.naive.print_drafts") as workers:
        while Lease.objects.filter(status=Status.ISSUED).count() < before + leases // 2:
            time.sleep(0.05)
        for worker in workers:
            worker.kill_and_start()
        over = time.monotonic() + WITHIN
        while not file.exists() and time.monotonic() < over:
            time.sleep(0.2)
    return leases - len(set(file.read_text(encoding="utf-8").split()))
