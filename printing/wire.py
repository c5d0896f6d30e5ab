"""Messages over pipes: four bytes of length, then so many bytes."""

import os
import select
from time import monotonic
from typing import BinaryIO

HEAD = 4
LONGEST = 64 * 1024 * 1024  # a building of eighty on moving day stays far below
AT_ONCE = 65536


class Broken(Exception):
    """The other end is gone, or sends what is no message."""


def send(file: BinaryIO, message: bytes) -> None:
    """Send a message, waiting as long as it takes: the printer's way."""
    file.write(len(message).to_bytes(HEAD) + message)
    file.flush()


def receive(file: BinaryIO) -> bytes | None:
    """Return the next message, None where there is none any more: the printer's way."""
    head = file.read(HEAD)
    return file.read(int.from_bytes(head)) if len(head) == HEAD else None


def send_until(to: int, message: bytes, until: float) -> None:
    """Send a message before the moment `until` of the monotonic clock.

    Raises Broken, and TimeoutError. The descriptor does not block.
    """
    left = memoryview(len(message).to_bytes(HEAD) + message)
    while left:
        wait(to, select.POLLOUT, until)
        try:
            left = left[os.write(to, left[:AT_ONCE]) :]
        except BlockingIOError:
            continue
        except BrokenPipeError:
            raise Broken from None


def receive_until(source: int, until: float) -> bytes:
    """Return the next message, if it is whole before `until`. Raises Broken, and TimeoutError."""
    length = int.from_bytes(exactly(source, HEAD, until))
    if length > LONGEST:
        raise Broken
    return exactly(source, length, until)


def exactly(source: int, size: int, until: float) -> bytes:
    found = bytearray()
    while len(found) < size:
        wait(source, select.POLLIN, until)
        part = os.read(source, min(AT_ONCE, size - len(found)))
        if not part:
            raise Broken
        found += part
    return bytes(found)


def wait(descriptor: int, event: int, until: float) -> None:
    poll = select.poll()
    poll.register(descriptor, event)
    if not poll.poll(max(0, until - monotonic()) * 1000):
        raise TimeoutError
