# ruff: noqa: PLC0415  # Django is set up where its database is known
"""`python -m chaos`, or `make chaos`: some minutes. Prints figures; fails where a promise broke."""

import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from bench import databases

LETTERS, FAULTS, PAUSE, SEED = 1500, 60, 1.5, 814
CONTROL_LETTERS, CONTROL_FAULTS = 300, 12


def main() -> int:
    if "--here" not in sys.argv:
        return on_real_services()
    with databases.made_for("chaos") as database, tempfile.TemporaryDirectory() as folder:
        from chaos.fire import under_fire
        from outbox.models import Letter

        fire = partial(under_fire, seed=SEED, pause=PAUSE, database=database, folder=Path(folder))
        found = fire(LETTERS, faults=FAULTS)
        print(f"outbox: {found}", flush=True)
        Letter.objects.all().delete()
        control = fire(CONTROL_LETTERS, faults=CONTROL_FAULTS, task="chaos.naive.send_waiting")
        print(f"control, sent without claims: {control}", flush=True)
    broken = found.lost or found.reminders_twice or found.twice_under_another_id
    return int(bool(broken or not control.reminders_twice))


def on_real_services() -> int:
    """Run on PostgreSQL of `make services`, started and stopped where it does not run."""
    is_ours = not databases.services()
    if is_ours and not databases.start_services():
        print("PostgreSQL and Redis cannot be started here (make services).")
        return 1
    services = databases.services()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "chaos.settings",
        "DATABASE_URL": services["DATABASE_URL"],
    }
    environment.pop("CELERY_BROKER_URL", None)
    try:
        command = [sys.executable, "-m", "chaos", "--here"]
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        if is_ours:
            subprocess.run(["bin/services", "stop"], check=True)


if __name__ == "__main__":
    sys.exit(main())
