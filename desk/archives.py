"""What is read from a ZIP: a damaged or encrypted entry is refused, a fault of our own is not."""

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import IO, BinaryIO, Self, cast

from applications.refusal import refusal
from refusals.refused import Refused

# ValueError: a name that is not in its encoding, an offset before the beginning.
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError,
    OSError, ValueError,
)  # fmt: skip


@contextmanager
def reading(where: str = "") -> Iterator[None]:
    """Raise Refused at `where` for an archive that the block cannot read."""
    try:
        yield
    except BROKEN:
        raise Refused(refusal(where, "not_zip")) from None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry while it is copied elsewhere. Raises Refused at `where` where it cannot be read."""

    source: IO[bytes]
    where: str

    def read(self, size: int = -1) -> bytes:
        with reading(self.where):
            return self.source.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        with reading(self.where):
            return self.source.seek(offset, whence)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        frames: TracebackType | None,
    ) -> None:
        self.source.close()


def opened(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, where: str) -> BinaryIO:
    """Open an entry that is read piece by piece. Raises Refused at `where`."""
    with reading(where):
        return cast("BinaryIO", Entry(archive.open(entry), where))


def unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int, where: str = "") -> bytes:
    """Return at most so many bytes of an entry, whatever size it claims. Raises Refused."""
    with reading(where), archive.open(entry) as source:
        return source.read(most)
