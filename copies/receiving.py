"""Take a file in: whole, or piece by piece so that a cut connection goes on where it was cut."""

from datetime import datetime
from functools import partial
from typing import Any, BinaryIO
from uuid import UUID

from django.core.files.base import File
from django.db import transaction

from accounts.models import User
from audit.services import record
from copies import files, halves
from copies.kinds import START, kind_of
from copies.models import Copy, State
from copies.names import cleaned
from copies.poke import poke
from copies.space import require_space


class WrongKind(Exception):
    """The content is none of the kinds taken here (`models.Kind`), whatever the name says."""

    code = "wrong_kind"


class WrongOffset(Exception):
    """The next piece begins at `length` bytes, which is how much has arrived."""

    code = "cut"

    def __init__(self, length: int) -> None:
        super().__init__(f"{length} bytes have arrived")
        self.length = length


def receive(
    source: "BinaryIO | File[Any]",
    *,
    name: str,
    by: User | None,
    at: datetime,
    even_when_full: bool = False,
) -> Copy:
    """Keep a file and have it checked once the caller's transaction is committed.

    Raises FileEmpty, FileTooLarge, WrongKind and, unless `even_when_full`, NoSpace; then nothing
    is kept. A caller whose transaction fails afterwards removes the file (`remove_files`).
    """
    if not even_when_full:
        require_space()
    measured = files.measure(source)
    kind = required_kind(measured.start)
    source.seek(0)
    stored_name = files.store(source)
    try:
        with transaction.atomic():
            copy = Copy.objects.create(
                name=cleaned(name),
                kind=kind,
                size=measured.size,
                sha256=measured.sha256,
                stored_name=stored_name,
                stored_sha256=measured.sha256,
                state=State.WAITING,
                received_at=at,
                not_before=at,
                received_by=by,
            )
            transaction.on_commit(partial(poke, copy.pk), robust=True)
    except BaseException:
        files.remove(stored_name)
        raise
    return copy


def required_kind(start: bytes) -> str:
    """Return the kind of a file that begins so. Raises WrongKind."""
    if (kind := kind_of(start)) is None:
        raise WrongKind
    return kind


def remove_files(*copies: Copy) -> None:
    """Remove the files of copies whose rows were rolled back with the caller's transaction."""
    files.remove(*(copy.stored_name for copy in copies))


def begin(name: str, size: int, *, by: User | None, at: datetime) -> Copy:
    """Announce a file of that many bytes. Raises FileEmpty, FileTooLarge and NoSpace."""
    files.require_size(size)
    require_space()
    return Copy.objects.create(
        name=cleaned(name),
        size=size,
        stored_name=files.random_name(),  # until it is whole, of no file
        state=State.RECEIVING,
        received_at=at,
        not_before=at,
        received_by=by,
    )


def append(copy: UUID, offset: int, chunk: bytes, *, at: datetime) -> int:
    """Add a piece that begins at the offset; return how many bytes have arrived.

    Raises WrongOffset for a piece that does not follow on what has arrived, FileTooLarge beyond
    the size announced, NoSpace; and WrongKind, then nothing is kept.
    """
    require_space()
    try:
        return appended(copy, offset, chunk, at=at)
    except WrongKind:
        discard(copy, at=at)
        raise


@transaction.atomic
def appended(copy: UUID, offset: int, chunk: bytes, *, at: datetime) -> int:
    row = locked(copy)
    length = arrived(row)
    if row.state != State.RECEIVING or offset != length:
        raise WrongOffset(length)
    if length + len(chunk) > row.size:
        raise files.FileTooLarge
    if length == 0 and len(chunk) >= START:
        required_kind(chunk[:START])
    halves.add(copy, chunk)
    row.received_at = at
    row.save(update_fields=["received_at"])
    return length + len(chunk)


def complete(copy: UUID, *, at: datetime) -> Copy:
    """Take an upload as whole and have it checked; one that is whole already is returned as it is.

    Raises WrongOffset while bytes are missing; and WrongKind, then nothing is kept.
    """
    try:
        return completed(copy, at=at)
    except WrongKind:
        discard(copy, at=at)
        raise


@transaction.atomic
def completed(copy: UUID, *, at: datetime) -> Copy:
    row = locked(copy)
    if row.state != State.RECEIVING:
        return row
    if (length := arrived(row)) != row.size:
        raise WrongOffset(length)
    with halves.opened(copy) as half:
        measured = files.measure(half)
        row.kind = required_kind(measured.start)
        half.seek(0)
        row.stored_name = files.store(half)
    row.sha256 = row.stored_sha256 = measured.sha256
    row.state, row.received_at, row.not_before = State.WAITING, at, at
    row.save()
    transaction.on_commit(partial(halves.remove, copy), robust=True)
    transaction.on_commit(partial(poke, row.pk), robust=True)
    return row


def locked(copy: UUID) -> Copy:
    """Return a copy, locked until the transaction ends. Raises Copy.DoesNotExist."""
    return Copy.objects.select_for_update(of=("self",)).get(pk=copy)


def arrived(copy: Copy) -> int:
    """Return how many bytes of an upload have arrived."""
    return copy.size if copy.state != State.RECEIVING else halves.length(copy.pk)


@transaction.atomic
def discard(copy: UUID, *, at: datetime, by: User | None = None) -> None:
    """Delete a copy that nothing refers to any more, with its pages and, once committed, its files.

    Raises ProtectedError while a paper holds it. A copy that is gone is no error.
    """
    row = Copy.objects.select_for_update(of=("self",)).filter(pk=copy).first()
    if row is None:
        return
    names = [row.stored_name, *row.pages.values_list("stored_name", flat=True)]
    facts = {"sha256": row.sha256, "state": row.state}
    row.delete()
    transaction.on_commit(partial(files.remove, *names), robust=True)
    transaction.on_commit(partial(halves.remove, copy), robust=True)
    record("copy.discarded", subject=f"copy:{copy}", by=by, at=at, facts=facts)
