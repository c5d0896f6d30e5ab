"""Redis and workers as processes of our own, each in a session that is killed as a whole."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import redis

from chaos.mailserver import free_port

ROOT = Path(__file__).resolve().parent.parent
BROKER_ANSWERS_WITHIN = 10  # seconds


class Broker:
    """A Redis on a port of its own, in memory alone."""

    def __init__(self, folder: Path) -> None:
        self.port, self.folder = free_port(), folder
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process = self.start()

    def start(self) -> "subprocess.Popen[bytes]":
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        process = spawned([*command, "--dir", str(self.folder)], os.environ, self.folder / "redis")
        over = time.monotonic() + BROKER_ANSWERS_WITHIN
        while time.monotonic() < over:
            try:
                redis.Redis(port=self.port).ping()
            except redis.ConnectionError:
                time.sleep(0.05)
            else:
                return process
        raise TimeoutError("redis-server does not answer")

    def flush(self) -> None:
        redis.Redis(port=self.port).flushall()

    def kill_and_start(self) -> None:
        kill(self.process)
        self.process = self.start()


class Worker:
    """A Celery worker that is also a clock: of two of them there are two clocks."""

    def __init__(self, number: int, environment: Mapping[str, str], folder: Path) -> None:
        self.number, self.environment, self.folder = number, environment, folder
        self.process = self.start()

    def start(self) -> "subprocess.Popen[bytes]":
        schedule = self.folder / f"schedule-{self.number}-{time.monotonic_ns()}"
        command = [
            sys.executable, "-m", "celery", "-A", "housing_portal", "--quiet", "worker", "-B",
            "-P", "solo", "-n", f"chaos{self.number}@%h", "--schedule", str(schedule),
            "--without-gossip", "--without-mingle", "--without-heartbeat", "-l", "WARNING",
        ]  # fmt: skip
        return spawned(command, self.environment, self.folder / f"worker-{self.number}.log")

    def kill_and_start(self) -> None:
        kill(self.process)
        self.process = self.start()


def spawned(
    command: list[str], environment: Mapping[str, str], log: Path
) -> "subprocess.Popen[bytes]":
    with log.open("ab") as file:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=dict(environment),
            stdout=file,
            stderr=file,
            start_new_session=True,
        )


def kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process and all it started, as a power cut would."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
