"""A printed file: under a random name outside the web root, checked whenever it is read."""

import hashlib
import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


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
