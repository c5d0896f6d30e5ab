"""Bytes at rest: under random names outside the web root, readable by us alone."""

import hashlib
import logging
import secrets
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage

from copies.kinds import START

logger = logging.getLogger(__name__)

CHUNK = 64 * 1024
FOLDER = "documents"


class FileTooLarge(Exception):
    """The file is larger than MAX_DOCUMENT_BYTES, or than was announced."""

    code = "too_large"


class FileEmpty(Exception):
    """There is nothing in the file."""

    code = "empty"


class CopyAltered(Exception):
    """The stored file is not the one that was stored: its SHA-256 is another."""


class CopyMissing(Exception):
    """The stored file is not where it was put."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a file is like: `size` in bytes, `start` the first bytes, which tell its kind."""

    size: int
    sha256: str
    start: bytes


def measure(source: "BinaryIO | File[Any]") -> Measured:
    """Read a file through. Raises FileEmpty, and FileTooLarge before it has read more."""
    digest, size, start = hashlib.sha256(), 0, b""
    while chunk := source.read(CHUNK):
        start = start or chunk[:START]
        size += len(chunk)
        require_size(size)
        digest.update(chunk)
    require_size(size)
    return Measured(size, digest.hexdigest(), start)


def require_size(size: int) -> None:
    """Raise FileEmpty or FileTooLarge for a size that is not taken."""
    if size > settings.MAX_DOCUMENT_BYTES:
        raise FileTooLarge
    if size == 0:
        raise FileEmpty


def store(source: "BinaryIO | File[Any]") -> str:
    """Copy a file under a random name; return it."""
    return default_storage.save(random_name(), File(source))


def random_name() -> str:
    return f"{FOLDER}/{secrets.token_hex(32)}"


def remove(*names: str) -> None:
    for name in names:
        default_storage.delete(name)


def opened(name: str, sha256: str) -> "File[Any]":
    """Open a stored file at its start. Raises CopyMissing, and CopyAltered for another SHA-256."""
    try:
        file = default_storage.open(name)
    except FileNotFoundError:
        logger.error("the stored file %s is missing", name)  # no traceback
        raise CopyMissing from None
    if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
        file.close()
        logger.error("the stored file %s is not the one that was stored", name)
        raise CopyAltered
    file.seek(0)
    return file
