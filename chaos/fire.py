"""Letters are queued while workers are killed, Redis is emptied and the mail server fails."""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from django.db import transaction
from django.utils import timezone

from chaos import mailserver, processes
from outbox import services
from outbox.models import Letter
from outbox.poke import TASK
from outbox.state import AT_MOST_ONCE, Kind, State

KINDS = (Kind.RECEIPT, Kind.DECISION, Kind.REMINDER)
WORKERS = 2
CALM_WITHIN = 120  # seconds in which everything is to have left once nothing fails any more


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of the letters; `lost` and `reminders_twice` are promises, the rest is told."""

    queued: int
    delivered: int
    lost: int
    twice: int
    twice_under_another_id: int
    reminders_twice: int
    uncertain: int
    failed: int
    faults: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"letters {self.queued}, delivered {self.delivered}, lost {self.lost}, "
            f"twice {self.twice} (under another Message-ID {self.twice_under_another_id}), "
            f"reminders twice {self.reminders_twice}, shown as uncertain {self.uncertain}, "
            f"as failed {self.failed}; faults {self.faults}; {self.seconds:.0f} s"
        )


def under_fire(
    letters: int,
    *,
    seed: int,
    faults: int,
    pause: float,
    database: str,
    folder: Path,
    task: str = TASK,
) -> Figures:
    """Queue letters with faults in between, then let everything heal, and count."""
    began, random = time.monotonic(), Random(seed)
    mailbox = mailserver.Mailbox(seed)
    with around(mailbox, database, folder, task) as (broker, workers):
        for fault in range(faults):
            queue(range(fault * letters // faults, (fault + 1) * letters // faults))
            time.sleep(pause * (0.5 + random.random()))
            strike(random, broker, workers)
        mailbox.heal()
        wait_until_calm()
    return counted(letters, mailbox, faults, time.monotonic() - began)


@contextmanager
def around(
    mailbox: mailserver.Mailbox, database: str, folder: Path, task: str
) -> Iterator[tuple[processes.Broker, list[processes.Worker]]]:
    """Start the mail server, Redis and the workers; end them whatever happens."""
    with ExitStack() as ended:
        server = mailserver.started(mailbox)
        ended.callback(server.stop)
        broker = processes.Broker(folder)
        ended.callback(end, broker)
        if task == TASK:  # the control is not told of letters, or it would be helped
            ended.enter_context(poked(broker.url))
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "chaos.settings",
            "DATABASE_URL": database,
            "CELERY_BROKER_URL": broker.url,
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(server.port),
            "CHAOS_TASK": task,
        }
        workers = [processes.Worker(number, environment, folder) for number in range(WORKERS)]
        for worker in workers:
            ended.callback(end, worker)
        yield broker, workers


def end(started: processes.Broker | processes.Worker) -> None:
    processes.kill(started.process)


@contextmanager
def poked(broker: str) -> Iterator[None]:
    """Let this process tell its workers of letters through this Redis."""
    before = os.environ.get("CELERY_BROKER_URL")
    os.environ["CELERY_BROKER_URL"] = broker
    try:
        yield
    finally:
        os.environ.pop("CELERY_BROKER_URL")
        if before is not None:
            os.environ["CELERY_BROKER_URL"] = before


def strike(random: Random, broker: processes.Broker, workers: list[processes.Worker]) -> None:
    """Do one harm: a worker dies most often, Redis is emptied or dies sometimes."""
    dice = random.randrange(10)
    if dice < 6:  # noqa: PLR2004
        random.choice(workers).kill_and_start()
    elif dice < 9:  # noqa: PLR2004
        broker.flush()
    else:
        broker.kill_and_start()


def queue(numbers: range) -> None:
    for number in numbers:
        with transaction.atomic():
            services.queue(
                KINDS[number % len(KINDS)],
                to="reader@example.org",
                subject=f"letter {number}",
                body="text",
                dedupe_key=f"chaos:{number}",
                at=timezone.now(),
                about="application:1",
            )


def wait_until_calm() -> None:
    over = time.monotonic() + CALM_WITHIN
    waiting = Letter.objects.filter(state__in=(State.QUEUED, State.SENDING))
    while waiting.exists() and time.monotonic() < over:
        time.sleep(0.2)


def counted(letters: int, mailbox: mailserver.Mailbox, faults: int, seconds: float) -> Figures:
    taken = mailbox.taken
    rows = list(Letter.objects.filter(dedupe_key__startswith="chaos:"))
    known = (State.UNCERTAIN, State.FAILED)
    repeated = [row for row in rows if taken[row.subject] > 1]
    return Figures(
        queued=letters,
        delivered=sum(taken[row.subject] > 0 for row in rows),
        lost=letters
        - len(rows)
        + sum(not taken[row.subject] and row.state not in known for row in rows),
        twice=len(repeated),
        twice_under_another_id=sum(len(mailbox.message_ids[it.subject]) > 1 for it in repeated),
        reminders_twice=sum(row.kind in AT_MOST_ONCE for row in repeated),
        uncertain=sum(row.state == State.UNCERTAIN for row in rows),
        failed=sum(row.state == State.FAILED for row in rows),
        faults=faults,
        seconds=seconds,
    )
