"""The test database of each process: a copy of one that was migrated once.

Migrating takes many times as long as copying. What was migrated is kept in var/ (SQLite) or beside
the database of DATABASE_URL (PostgreSQL) under a digest of all it is made from: whatever changes
in the portal, or in what it stands on, makes it anew.
"""

import fcntl
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)
KEPT = settings.VAR / "test-databases"
MAKE_NO_TABLES = {"tests", "docs", "bench", "chaos", "locale", "static", "var"}
MIGRATE = """
import gc
from django.core.management import execute_from_command_line

gc.disable()  # a quarter of the time: the models are made anew for every step
execute_from_command_line(["manage.py", "migrate", "--verbosity", "0"])
"""


@contextmanager
def test_database() -> Iterator[None]:
    """Connect to a database of this process as migrations leave it."""
    before = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        in_memory(migrated_file())
    else:
        with one_at_a_time():
            on_the_server(f"{before}_migrated_{digest()}")
    yield
    connection.creation.destroy_test_db(before, verbosity=0)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def digest(root: Path = ROOT) -> str:
    """Return what tells whether the migrations below a folder would make the same."""
    found = sha256(f"{sys.version} {sqlite3.sqlite_version}".encode())
    for path in sorted(files_that_make_tables(root)):
        found.update(f"\0{path.relative_to(root)}\0".encode() + path.read_bytes())
    return found.hexdigest()[:16]


def files_that_make_tables(root: Path) -> Iterator[Path]:
    """Yield every file of the rooms, and the versions of the libraries."""
    yield root / "requirements.txt"
    for room in root.iterdir():
        if room.is_dir() and room.name[0] != "." and room.name not in MAKE_NO_TABLES:
            for folder, below, names in os.walk(room):
                below[:] = [name for name in below if name != "__pycache__"]
                yield from (Path(folder, name) for name in names)


def migrated_file() -> Path:
    """Return a migrated database of SQLite, to be read only. It is made where none is kept."""
    with one_at_a_time():
        kept = KEPT / f"{digest()}.sqlite3"
        if not kept.exists():
            shutil.rmtree(making := KEPT / "making", ignore_errors=True)
            env = {**os.environ, "VAR_DIR": str(making), "DATABASE_URL": ""}
            subprocess.run([sys.executable, "-c", MIGRATE], cwd=ROOT, env=env, check=True)
            for old in KEPT.glob("*.sqlite3"):
                old.unlink()
            (making / "portal.sqlite3").rename(kept)
            shutil.rmtree(making)
    return kept


def in_memory(kept: Path) -> None:
    creation: Any = connection.creation
    connection.settings_dict["NAME"] = creation._get_test_db_name()
    connection.ensure_connection()
    with closing(sqlite3.connect(kept)) as file:
        file.backup(connection.connection)


def on_the_server(kept: str) -> None:
    """Make the database of this process from the kept one, which is made where there is none."""
    creation: Any = connection.creation
    test = connection.settings_dict["TEST"]
    own, making = creation._get_test_db_name(), f"{kept}_making"
    if kept not in (found := kept_on_the_server(kept)):
        test["NAME"] = making
        creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        connection.close()
        with creation._nodb_cursor() as cursor:
            for old in found:
                cursor.execute(f'DROP DATABASE "{old}"')
            cursor.execute(f'ALTER DATABASE "{making}" RENAME TO "{kept}"')
    test.update(NAME=own, TEMPLATE=kept)
    connection.settings_dict["NAME"] = creation._create_test_db(0, autoclobber=True)


def kept_on_the_server(like: str) -> list[str]:
    """Return the migrated databases there are, of whatever digest."""
    creation: Any = connection.creation
    pattern = re.sub("[0-9a-f]{16}$", "_" * 16, like)
    with creation._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [pattern])
        return [name for (name,) in cursor.fetchall()]
