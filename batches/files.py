"""The two files of a batch: under random names outside the web root, checked when they are read."""

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage

from printing.files import FileAltered

FOLDER = "batches"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as it is stored: its name, its SHA-256, its size in bytes."""

    name: str
    sha256: str
    size: int


def store(path: Path) -> Stored:
    """Copy a file into the storage, piece by piece."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        name = default_storage.save(f"{FOLDER}/{secrets.token_hex(32)}", File(file))
    return Stored(name, sha256, path.stat().st_size)


def opened(name: str, sha256: str) -> "File[Any]":
    """Open a file as it was stored. Raises FileAltered."""
    try:
        file = default_storage.open(name)
    except FileNotFoundError:
        raise FileAltered from None
    if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
        file.close()
        raise FileAltered
    file.seek(0)
    return file


def discard(*names: str) -> None:
    for name in names:
        default_storage.delete(name)
