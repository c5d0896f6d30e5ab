"""What has arrived of uploads: files in a folder of ours, since no object storage can be added to.

The storage gets a file once it is whole. The folder is shared by all that receive.
"""

from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "uploads"


def path_of(copy: UUID) -> Path:
    return folder() / copy.hex


def length(copy: UUID) -> int:
    """Return how many bytes there are."""
    try:
        return path_of(copy).stat().st_size
    except FileNotFoundError:
        return 0


def add(copy: UUID, piece: bytes) -> None:
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    path = path_of(copy)
    path.touch(mode=0o600)
    with path.open("ab") as file:
        file.write(piece)


def opened(copy: UUID) -> BinaryIO:
    """Open what has arrived, at its start; of nothing, the empty file."""
    add(copy, b"")
    return path_of(copy).open("rb")


def remove(copy: UUID) -> None:
    path_of(copy).unlink(missing_ok=True)


def remove_untouched(*, since: datetime, kept: set[UUID]) -> int:
    """Remove files that nothing was added to, but those of the `kept` copies; return how many."""
    names = {copy.hex for copy in kept}
    left = [each for each in files() if each.name not in names and is_older(each, since)]
    for each in left:
        each.unlink(missing_ok=True)
    return len(left)


def files() -> list[Path]:
    return list(folder().iterdir()) if folder().exists() else []


def is_older(path: Path, than: datetime) -> bool:
    return path.exists() and path.stat().st_mtime < than.timestamp()
