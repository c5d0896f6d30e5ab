"""Files put into a paper: whole or piece by piece, not too many, none twice (`holder.py`)."""

import hashlib
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.core.files.base import File
from django.db import transaction

from accounts.models import User
from copies import halves, services
from copies.holder import AlreadyAdded, Holder, require_new, require_room
from copies.kinds import START
from copies.models import Copy, State
from copies.names import cleaned
from copies.receiving import arrived, required_kind

PIECE = 512 * 1024  # bytes of a piece; the last may be shorter


class FirstPieceTooShort(Exception):
    """The first piece does not tell what the file is."""


def add(
    holder: Holder, source: "BinaryIO | File[Any]", *, name: str, size: int, by: User, at: datetime
) -> Copy:
    """Put a whole file in and have it checked.

    Raises TooManyFiles, TooManyBytes, AlreadyAdded, and what `copies.services.receive` raises; then
    nothing is kept.
    """
    received: list[Copy] = []
    try:
        with transaction.atomic():
            holder.lock()
            require_room(holder, size)
            received.append(services.receive(source, name=name, by=by, at=at))
            require_new(holder, received[0].sha256)
            holder.put(received[0])
    except BaseException:
        services.remove_files(*received)
        raise
    return received[0]


def begin(
    holder: Holder, name: str, size: int, *, start: str, sha256: str, by: User, at: datetime
) -> Copy:
    """Announce a file, or find it where it was cut: the same name, size and first piece.

    `start` is the SHA-256 of its first piece, `sha256` that of the whole; either may be empty where
    the browser cannot tell. Raises AlreadyAdded, TooManyFiles, TooManyBytes, and what
    `copies.services.begin` raises.
    """
    with transaction.atomic():
        holder.lock()
        require_new(holder, sha256)
        halves = holder.copies().filter(state=State.RECEIVING, name=cleaned(name), size=size)
        for half in halves:
            if begins_with(half, start):
                return half
        require_room(holder, size)
        copy = services.begin(name, size, by=by, at=at)
        holder.put(copy)
        return copy


def append(holder: Holder, copy: UUID, offset: int, piece: bytes, *, at: datetime) -> Copy:
    """Add a piece; with the last one the file is whole and goes to be checked.

    Of a file that is whole already nothing is added. Raises Copy.DoesNotExist, WrongOffset,
    FileTooLarge, FirstPieceTooShort, NoSpace; and WrongKind and AlreadyAdded, then nothing is kept.
    """
    row = holder.copies().get(pk=copy)
    if row.state != State.RECEIVING:
        return row
    if offset == 0 and arrived(row) == 0:
        require_start(holder, row, piece, at=at)
    length = services.append(copy, offset, piece, at=at) if piece else arrived(row)
    return finish(holder, row, at=at) if length == row.size else row


def require_start(holder: Holder, copy: Copy, piece: bytes, *, at: datetime) -> None:
    """Raise WrongKind, and let the copy go, where a file begins like none that is taken."""
    if len(piece) < min(START, copy.size):
        raise FirstPieceTooShort
    try:
        required_kind(piece[:START])
    except services.WrongKind:
        remove(holder, copy.pk, at=at)
        raise


def finish(holder: Holder, copy: Copy, *, at: datetime) -> Copy:
    """Take an upload as whole. Raises AlreadyAdded for one that is held; then it is let go."""
    with transaction.atomic():
        holder.lock()
        whole = services.complete(copy.pk, at=at)
        is_twin = holder.copies().filter(sha256=whole.sha256).exclude(pk=whole.pk).exists()
        if is_twin:
            holder.drop(whole)
            services.discard(whole.pk, at=at)
    if is_twin:
        raise AlreadyAdded
    return whole


@transaction.atomic
def remove(holder: Holder, copy: UUID, *, at: datetime, by: User | None = None) -> None:
    """Let a file go with its bytes. Raises Copy.DoesNotExist."""
    holder.lock()
    row = holder.copies().get(pk=copy)
    holder.drop(row)
    services.discard(row.pk, at=at, by=by)


def begins_with(copy: Copy, start: str) -> bool:
    """Tell whether what has arrived begins with the piece of this SHA-256; nothing always does."""
    if (length := arrived(copy)) == 0:
        return True
    if length < min(PIECE, copy.size):
        return False
    with halves.opened(copy.pk) as file:
        return hashlib.sha256(file.read(PIECE)).hexdigest() == start
