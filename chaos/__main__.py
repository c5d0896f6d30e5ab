"""`python -m chaos`, or `make chaos`: some minutes. Prints figures; fails where a promise broke.

`python -m chaos letters` or `batch` does one of the two; `--leases 20` makes a smaller batch.
"""
# ruff: noqa: PLC0415  # Django is set up where its database is known

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench import databases

LETTERS, FAULTS, PAUSE, SEED = 1500, 60, 1.5, 814
CONTROL_LETTERS, CONTROL_FAULTS = 300, 12
LEASES, KILLS, CONTROL_LEASES = 200, 6, 12


def letters(database: str, folder: Path, _leases: int) -> bool:
    """Print what became of letters; tell whether every promise was kept, and the control's not."""
    from chaos.fire import under_fire
    from outbox.models import Letter

    fire = partial(under_fire, seed=SEED, pause=PAUSE, database=database, folder=folder)
    found = fire(LETTERS, faults=FAULTS)
    print(f"outbox: {found}", flush=True)
    Letter.objects.all().delete()
    control = fire(CONTROL_LETTERS, faults=CONTROL_FAULTS, task="chaos.naive.send_waiting")
    print(f"control, sent without claims: {control}", flush=True)
    broken = found.lost or found.reminders_twice or found.twice_under_another_id
    return bool(not broken and control.reminders_twice)


def batch(database: str, folder: Path, leases: int) -> bool:
    """Print what became of leases printed together; tell as above."""
    from chaos.batch import naively, under_fire

    found = under_fire(leases, kills=KILLS, seed=SEED, database=database, folder=folder)
    print(f"batch: {found}", flush=True)
    missing = naively(CONTROL_LEASES, database=database, folder=folder)
    print(
        f"control, printed in one go: {missing} of {CONTROL_LEASES} missing after one kill",
        flush=True,
    )
    return found.is_kept and missing > 0


PARTS: dict[str, Callable[[str, Path, int], bool]] = {"letters": letters, "batch": batch}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []])
    parser.add_argument("--leases", type=int, default=LEASES)
    parser.add_argument("--here", action="store_true")
    given = parser.parse_args()
    if not given.here:
        return on_real_services()
    is_kept = True
    for name in given.parts or PARTS:
        with databases.made_for("chaos") as database, tempfile.TemporaryDirectory() as folder:
            is_kept &= PARTS[name](database, Path(folder), given.leases)
    return int(not is_kept)


def on_real_services() -> int:
    """Run on PostgreSQL of `make services`, started and stopped where it does not run."""
    is_ours = not databases.services()
    if is_ours and not databases.start_services():
        print("PostgreSQL and Redis cannot be started here (make services).")
        return 1
    try:
        with tempfile.TemporaryDirectory() as media:
            return on_these(databases.services(), media)
    finally:
        if is_ours:
            subprocess.run(["bin/services", "stop"], check=True)


def on_these(services: dict[str, str], media: str) -> int:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "chaos.settings",
        "DATABASE_URL": services["DATABASE_URL"],
        "MEDIA_ROOT": media,
    }
    environment.pop("CELERY_BROKER_URL", None)
    command = [sys.executable, "-m", "chaos", "--here", *sys.argv[1:]]
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
