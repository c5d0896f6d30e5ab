"""Copies of papers: under random names outside the web root, each with its SHA-256."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage

CHUNK = 64 * 1024
MAGIC = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n": "image/png"}
UNKNOWN = "application/octet-stream"


class FileTooLarge(Exception):
    """The file is larger than MAX_DOCUMENT_BYTES."""


class FileEmpty(Exception):
    """There is nothing in the file."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A copy to be stored: which paper, about whom (a person's ref), as named by the sender."""

    paper: str
    person: str | None
    name: str
    open: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored copy; `size` in bytes."""

    name: str
    sha256: str
    size: int


def store(attachment: Attachment) -> Stored:
    """Copy the file to a random name. Raises FileTooLarge and FileEmpty; then nothing is kept."""
    with attachment.open() as source:
        size, sha256 = measure(source)
        source.seek(0)
        name = default_storage.save(f"documents/{secrets.token_hex(32)}", File(source))
    return Stored(name, sha256, size)


def measure(source: BinaryIO) -> tuple[int, str]:
    """Return size in bytes and SHA-256, reading no more than is allowed."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        size += len(chunk)
        if size > settings.MAX_DOCUMENT_BYTES:
            raise FileTooLarge
        digest.update(chunk)
    if size == 0:
        raise FileEmpty
    return size, digest.hexdigest()


def discard(stored: list[Stored]) -> None:
    """Remove copies whose application was not committed."""
    for each in stored:
        default_storage.delete(each.name)


def content_type(start: bytes) -> str:
    """Tell what a file is by its first bytes; anything else is bytes to be downloaded."""
    return next((kind for magic, kind in MAGIC.items() if start.startswith(magic)), UNKNOWN)
