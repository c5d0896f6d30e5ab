"""A copy of a paper that comes along with a package or is brought to the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from accounts.models import User
from copies import services as copies
from copies.models import Copy


@dataclass(frozen=True, slots=True)
class Attachment:
    """A copy to be stored: which paper, about whom (a person's ref), as named by the sender."""

    paper: str
    person: str | None
    name: str
    open: Callable[[], BinaryIO]


def receive(
    attachment: Attachment, *, by: User | None, at: datetime, even_when_full: bool = False
) -> Copy:
    """Keep the file. Raises as `copies.services.receive` does; then nothing is kept."""
    with attachment.open() as source:
        return copies.receive(
            source, name=attachment.name, by=by, at=at, even_when_full=even_when_full
        )
