"""The PDF of a lease: kept once, checked whenever it is read."""

from leases.models import Lease
from printing import files


class PdfAltered(Exception):
    """The stored file is not the one that was issued, or is gone. `lease` is its id."""

    def __init__(self, lease: int) -> None:
        super().__init__(f"the PDF of lease {lease} is not the one that was issued")
        self.lease = lease


def store(pdf: bytes) -> tuple[str, str]:
    """Write the file; return its name and its SHA-256."""
    return files.store("leases", pdf)


def read(lease: Lease) -> bytes:
    """Return the PDF as it was issued. Raises PdfAltered."""
    try:
        return files.read(lease.pdf_name, lease.pdf_sha256)
    except files.FileAltered:
        raise PdfAltered(lease.pk) from None


def discard(name: str) -> None:
    """Remove a file whose lease was not committed."""
    files.discard(name)
