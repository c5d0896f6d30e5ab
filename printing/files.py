"""A printed file: under a random name outside the web root, checked whenever it is read."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

NAMELESS_KEPT_FOR = timedelta(hours=1)  # longer than any act takes from its file to its row
AT_ONCE = 500  # names asked for in one query


class FileAltered(Exception):
    """The stored file is not the one that was printed, or is gone."""


def store(folder: str, pdf: bytes) -> tuple[str, str]:
    """Write the file; return its name and its SHA-256."""
    name = default_storage.save(f"{folder}/{secrets.token_hex(32)}", ContentFile(pdf))
    return name, hashlib.sha256(pdf).hexdigest()


def read(name: str, sha256: str) -> bytes:
    """Return the file as it was printed. Raises FileAltered."""
    try:
        with default_storage.open(name) as file:
            pdf: bytes = file.read()
    except FileNotFoundError:
        raise FileAltered from None
    if hashlib.sha256(pdf).hexdigest() != sha256:
        raise FileAltered
    return pdf


def discard(name: str) -> None:
    """Remove a file whose row was not committed."""
    default_storage.delete(name)


def sweep(folder: str, named: Callable[[set[str]], set[str]], *, at: datetime) -> int:
    """Delete the files of a folder that no row names: a process died before its row was there.

    `named` returns those of some names that rows have. Returns how many were deleted; safe to run
    twice and late.
    """
    stored = default_storage.listdir(folder)[1] if default_storage.exists(folder) else []
    left = 0
    for start in range(0, len(stored), AT_ONCE):
        names = {f"{folder}/{name}" for name in stored[start : start + AT_ONCE]}
        for name in names - named(names):
            if default_storage.get_modified_time(name) < at - NAMELESS_KEPT_FOR:
                discard(name)
                left += 1
    return left
