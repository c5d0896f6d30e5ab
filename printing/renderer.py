"""From HTML and two style sheets to a PDF, byte for byte the same each time.

What prints is another process (`printers.py`): it has no network, no database and no secret, is
capped in memory and time, and is ended when it exceeds them; the caller is told why, by name.
"""

import atexit
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path

from django.conf import settings

from printing.jobs import Attached, Job
from printing.printers import FetchRefused, Limits, NotPrinted, Printers

__all__ = [
    "ARCHIVE",
    "TAGGED",
    "TAGGED_AS_FIRST",
    "Attached",
    "FetchRefused",
    "Job",
    "NotPrinted",
    "pdf",
    "template_sha256",
]

TAGGED = "pdf/ua-1+"  # with what the renderer leaves out; what of it is checked: 0145
TAGGED_AS_FIRST = "pdf/ua-1"  # of the leases of the first release, whose bytes stay
ARCHIVE = "pdf/a-3a"  # with what is attached; tagged as well


def pdf(
    html: str, *, base: Path, sheet: Path, variant: str = TAGGED, attached: Sequence[Attached] = ()
) -> bytes:
    """Print HTML; `base` says what its tags are, `sheet` how it looks.

    Raises FetchRefused where the text asks for anything, and NotPrinted, which says why.
    """
    job = Job(html, base.read_text("utf-8"), sheet.read_text("utf-8"), variant, attached)
    return printers().pdf(json.dumps(asdict(job), ensure_ascii=False).encode())


@cache
def printers() -> Printers:
    """Return the printers of this process; none is started yet."""
    limits = Limits(
        at_once=settings.PRINTERS,
        seconds=settings.PRINTER_SECONDS,
        memory=settings.PRINTER_MEMORY,
        documents=settings.PRINTER_DOCUMENTS,
        walled=settings.PRINT_BEHIND_WALLS,
    )
    own = Printers(limits)
    atexit.register(own.close)
    return own


def template_sha256(folder: Path) -> str:
    """Return the SHA-256 over names and contents of all files of a template, in order."""
    digest = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
