# ruff: noqa: PLC0415  # Django is set up only where a database is measured
"""What is measured on each database: the embedded one, and PostgreSQL where there is one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from bench import lists
from bench.figures import ROOT

SERVICES = ROOT / "var" / "services.env"


def on_each(module: str, **environment: str) -> None:
    """Run `python -m module --here` on SQLite, and on PostgreSQL if there is or can be one."""
    embedded = {**lists.environment(), **environment}
    run(module, embedded)
    given = os.environ.get("DATABASE_URL") or services().get("DATABASE_URL")
    if given:
        run(module, {**embedded, "DATABASE_URL": given})
    elif start_services():
        try:
            run(module, {**embedded, **services()})
        finally:
            stop_services()
    else:
        print(f"{module} on PostgreSQL: not measured; it is not installed here")


def run(module: str, environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "-m", module, "--here", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def services() -> dict[str, str]:
    """Return where `make services` put PostgreSQL and Redis, if they run."""
    if not SERVICES.exists():
        return {}
    lines = SERVICES.read_text(encoding="utf-8").splitlines()
    return {name: value for name, _, value in (line.partition("=") for line in lines)}


def start_services() -> bool:
    command = ["bin/services", "start"]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode == 0


def stop_services() -> None:
    subprocess.run(["bin/services", "stop"], cwd=ROOT, check=True)


@contextmanager
def made_for(name: str) -> Iterator[str]:
    """Set Django up with a database made for this measurement and removed again; yield its URL."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    connection.settings_dict["TEST"]["NAME"] = (
        str(settings.VAR / f"{name}.sqlite3") if connection.vendor == "sqlite" else f"portal_{name}"
    )
    made = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield url_of(made)
    finally:
        connection.creation.destroy_test_db(made, verbosity=0)


def url_of(database: str) -> str:
    given = os.environ.get("DATABASE_URL")
    return (
        urlsplit(given)._replace(path=f"/{database}").geturl() if given else f"sqlite:///{database}"
    )
