"""An archive made while it is sent: of a file no more than a piece is ever in memory."""

import logging
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO, RawIOBase
from typing import IO, Any

from cabinet.held import Paper, Source, Text
from copies.models import Copy
from copies.services import CopyAltered, CopyMissing, NotClean, open_clean
from deadlines.working_days import KYIV
from leases import files, scans
from leases.files import PdfAltered
from leases.models import Lease, Scan
from leases.models import Paper as LeasePaper
from leases.papers import PaperAltered, as_printed

PIECE = 256 * 1024
Instant = tuple[int, int, int, int, int, int]  # of the clock in Kyiv, as an archive keeps it
logger = logging.getLogger(__name__)


class Sink(RawIOBase):
    """What the archive is written into: it keeps the bytes only until they are taken."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self.pieces.append(bytes(piece))
        return len(self.pieces[-1])

    def taken(self) -> bytes:
        whole = b"".join(self.pieces)
        self.pieces.clear()
        return whole


def archive(texts: Sequence[Text], papers: Sequence[Paper], *, at: datetime) -> Iterator[bytes]:
    """Yield the bytes of a ZIP archive: texts compressed, copies as they are.

    A copy that cannot be handed out is left out, and its place says so.
    """
    sink = Sink()
    local = at.astimezone(KYIV)
    day = (local.year, local.month, local.day, local.hour, local.minute, local.second)
    with zipfile.ZipFile(sink, "w") as into:
        for text in texts:
            entry = zipfile.ZipInfo(text.name, day)
            into.writestr(entry, text.content, zipfile.ZIP_DEFLATED)
            yield sink.taken()
        for paper in papers:
            yield from stored(into, sink, paper, day)
    yield sink.taken()


def stored(into: zipfile.ZipFile, sink: Sink, paper: Paper, day: Instant) -> Iterator[bytes]:
    """Write one copy piece by piece."""
    try:
        file = opened(paper.source)
    except (NotClean, CopyAltered, CopyMissing, PdfAltered, PaperAltered):
        row = paper.source  # named in the log by its kind and id alone, with no traceback
        logger.error("%s %s is not in an archive", row._meta.model_name, row.pk)
        into.writestr(zipfile.ZipInfo(f"{paper.name}.missing.txt", day), MISSING)
        yield sink.taken()
        return
    with file, into.open(zipfile.ZipInfo(paper.name, day), "w", force_zip64=True) as entry:
        while piece := file.read(PIECE):
            entry.write(piece)
            yield sink.taken()


def opened(source: Source) -> IO[bytes]:
    """Open a file that is as it was kept.

    Raises NotClean, CopyAltered, CopyMissing, PdfAltered and PaperAltered.
    """
    match source:
        case Lease():
            return BytesIO(files.read(source))
        case LeasePaper():
            return BytesIO(as_printed(source))
        case Scan():
            return scans.as_it_came(source)
        case Copy():
            return open_clean(source)


MISSING = "Копію не вдалося видати. Повідомте нас.\nThe copy could not be handed out. Tell us.\n"
