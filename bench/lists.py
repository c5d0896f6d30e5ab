"""A scratch folder with a database of its own, and the largest lists of places there are here."""

import os
import subprocess
import sys

from bench.figures import ROOT, SCRATCH

OFFICIAL = ROOT.parent / "shared" / "data"
ELSEWHERE = ("DATABASE_URL", "DATABASE_URL_FILE", "CELERY_BROKER_URL", "CELERY_BROKER_URL_FILE")


def environment() -> dict[str, str]:
    """Return the environment of the embedded default in the scratch folder."""
    kept = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    return {**kept, "VAR_DIR": str(SCRATCH)}


def enter() -> None:
    """Give this process that environment, before Django is set up: no other database is asked."""
    os.environ.update(environment())
    for name in ELSEWHERE:
        os.environ.pop(name, None)


def manage(*arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment(), check=True, stdout=subprocess.DEVNULL)


def prepare() -> str:
    """Load the official lists where they are beside the checkout, else the sample; say which."""
    mark = SCRATCH / "official"
    lists = [*OFFICIAL.glob("katottg-*.csv"), *OFFICIAL.glob("order-376-*.docx")]
    manage("migrate")
    if not lists:
        manage("load_sample")
        return "the sample"
    if not mark.exists():
        codifier, territories = lists
        manage("load_katottg", str(codifier))
        manage("load_territories", str(territories))
        mark.touch()
    return "the official lists"
