"""A real worker with its beat, over files and over Redis: who submits is answered by letter."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from tests.databases import migrated_file

ROOT = Path(settings.BASE_DIR)
PATIENCE = 90  # seconds before the worker is ended and the test fails

BROKERS = [
    pytest.param("", id="files"),
    pytest.param(settings.CELERY_BROKER_URL, id="Redis", marks=pytest.mark.redis),
]


def surroundings(var: Path, broker: str) -> dict[str, str]:
    """Return an environment with a database, mail and broker of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    if broker:
        kept["CELERY_BROKER_URL"] = urlsplit(broker)._replace(path="/7").geturl()
    return {**kept, "VAR_DIR": str(var)}


def manage(*arguments: str, env: dict[str, str]) -> str:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=env, check=True, capture_output=True, text=True
    ).stdout


@contextmanager
def worker(env: dict[str, str]) -> Iterator[Iterator[str]]:
    """Run a worker with its beat; yield what it says, line by line."""
    command = [sys.executable, "-m", "celery", "-A", "housing_portal", "worker", "-B", "-P", "solo"]
    process = subprocess.Popen(
        [*command, "--loglevel", "INFO"],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    alarm = Timer(PATIENCE, os.killpg, (process.pid, 9))
    alarm.start()
    try:
        yield iter(process.stdout.readline, "")
    finally:
        alarm.cancel()
        os.killpg(process.pid, 15)
        process.communicate(timeout=30)


def letters_in(var: Path) -> list[Path]:
    return list((var / "mail").glob("*"))


@pytest.mark.parametrize("broker", BROKERS)
def test_a_submitted_application_is_answered_by_letter(tmp_path: Path, broker: str) -> None:
    env = surroundings(tmp_path, broker)
    shutil.copy(migrated_file(), tmp_path / "portal.sqlite3")

    with worker(env) as lines:
        assert any("ready" in line for line in lines)
        example = ROOT / "examples" / "05-share-of-a-flat.json"
        number = json.loads(manage("submit", str(example), env=env))["number"]
        assert any("succeeded" in line and letters_in(tmp_path) for line in lines)

    letters = letters_in(tmp_path)
    assert len(letters) == 1
    assert number not in letters[0].name
    assert "To: olena@example.com" in letters[0].read_text()
