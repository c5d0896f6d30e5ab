"""What files are put into, and how many and how much it takes.

What it is, the rooms above know: a paper of a draft, of an application, or of anything later.
"""

from typing import Protocol

from django.db.models import Count, QuerySet, Sum

from copies.models import Copy

MOST_FILES = 40
MOST_BYTES = 200 * 1024 * 1024


class Holder(Protocol):
    """What files are put into. Each method is called in a transaction that `lock` began."""

    def lock(self) -> None:
        """Keep others from changing it until the transaction ends; raise where it is closed."""

    def copies(self) -> QuerySet[Copy]:
        """Return the copies of this paper."""

    def beside(self) -> QuerySet[Copy]:
        """Return the copies that count for the limits, these among them."""

    def put(self, copy: Copy) -> None:
        """Take a copy in, after those there are."""

    def drop(self, copy: Copy) -> None:
        """Let a copy go; its file is somebody else's care."""


class TooManyFiles(Exception):
    """MOST_FILES are held already."""


class TooManyBytes(Exception):
    """With this file it would be more than MOST_BYTES; `left` bytes are free."""

    def __init__(self, left: int) -> None:
        super().__init__(f"{left} bytes are left")
        self.left = left


class AlreadyAdded(Exception):
    """The paper has a file with the same bytes already; another paper may have it too."""


def require_room(holder: Holder, size: int) -> None:
    held = holder.beside().aggregate(files=Count("pk"), bytes=Sum("size", default=0))
    if held["files"] >= MOST_FILES:
        raise TooManyFiles
    if held["bytes"] + size > MOST_BYTES:
        raise TooManyBytes(MOST_BYTES - held["bytes"])


def require_new(holder: Holder, sha256: str) -> None:
    if sha256 and holder.copies().filter(sha256=sha256).exists():
        raise AlreadyAdded
