"""The PDF of a lease: under a random name outside the web root, checked whenever it is read."""

import hashlib
import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from leases.models import Lease


class PdfAltered(Exception):
    """The stored file is not the one that was issued, or is gone. `lease` is its id."""

    def __init__(self, lease: int) -> None:
        super().__init__(f"the PDF of lease {lease} is not the one that was issued")
        self.lease = lease


def store(pdf: bytes) -> tuple[str, str]:
    """Write the file; return its name and its SHA-256."""
    name = default_storage.save(f"leases/{secrets.token_hex(32)}", ContentFile(pdf))
    return name, hashlib.sha256(pdf).hexdigest()


def read(lease: Lease) -> bytes:
    """Return the PDF as it was issued. Raises PdfAltered."""
    try:
        with default_storage.open(lease.pdf_name) as file:
            pdf: bytes = file.read()
    except FileNotFoundError:
        raise PdfAltered(lease.pk) from None
    if hashlib.sha256(pdf).hexdigest() != lease.pdf_sha256:
        raise PdfAltered(lease.pk)
    return pdf


def discard(name: str) -> None:
    """Remove a file whose lease was not committed."""
    default_storage.delete(name)
