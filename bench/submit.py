# ruff: noqa: PLC0415  # models can be imported only when Django is set up
"""How fast applications are registered, one after the other, each in its durable transaction."""

import hashlib
import os
import subprocess
import sys
from statistics import quantiles
from time import perf_counter

from bench import households, lists
from bench.figures import ROOT, SCRATCH, Figure, say

APPLICATIONS = 400
SERVICES = ROOT / "var" / "services.env"


def main() -> None:
    """Measure on SQLite, and on PostgreSQL where there is one or one can be started."""
    lists.prepare()
    measure(lists.environment())
    given = os.environ.get("DATABASE_URL") or services().get("DATABASE_URL")
    if given:
        measure({**lists.environment(), "DATABASE_URL": given})
    elif start_services():
        measure({**lists.environment(), **services()})
        subprocess.run(["bin/services", "stop"], cwd=ROOT, check=True)
    else:
        print("submit on PostgreSQL: not measured; it is not installed here")


def services() -> dict[str, str]:
    """Return where `make services` put PostgreSQL and Redis, if they run."""
    if not SERVICES.exists():
        return {}
    lines = SERVICES.read_text(encoding="utf-8").splitlines()
    return {name: value for name, _, value in (line.partition("=") for line in lines)}


def start_services() -> bool:
    command = ["bin/services", "start"]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode == 0


def measure(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "bench.submit", "--here"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def here() -> None:
    """Measure in a database made for it and removed again."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "housing_portal.settings")
    django.setup()
    from django.db import connection

    connection.settings_dict["TEST"]["NAME"] = (
        str(SCRATCH / "submit.sqlite3") if connection.vendor == "sqlite" else "portal_bench"
    )
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        say("submit", *rates(connection.vendor))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def rates(vendor: str) -> list[Figure]:
    from django.utils import timezone

    from applications.package_reader import read
    from applications.services import submit

    code = f"{households.MARIUPOL}010029262"
    took = []
    for line in households.lines(APPLICATIONS, households.Places([code], [code])):
        package, sha256 = read(line), hashlib.sha256(line.encode()).hexdigest()
        began = perf_counter()
        submit(package, key=sha256, content_sha256=sha256, at=timezone.now())
        took.append(perf_counter() - began)
    late = quantiles(took, n=20)[-1]
    return [
        Figure(
            f"on {vendor}, one after the other", len(took) / sum(took), "per second", "20 or more"
        ),
        Figure(f"on {vendor}, slowest twentieth", late * 1000, "ms or more", "at most 500"),
    ]


if __name__ == "__main__":
    here() if "--here" in sys.argv else main()
