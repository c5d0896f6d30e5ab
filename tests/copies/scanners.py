"""Scanners that answer as clamd does, or as it does on a bad day, at a socket of the test's own."""

import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.copies.builders import EICAR

Answer = Callable[[bytes], bytes]


def honest(stream: bytes) -> bytes:
    """Find EICAR and nothing else."""
    return b"stream: Eicar-Test FOUND\0" if EICAR in stream else b"stream: OK\0"


class Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True

    def __init__(self, path: Path, answer: Answer) -> None:
        self.answer, self.asked = answer, 0
        super().__init__(str(path), Conversation)

    @property
    def url(self) -> str:
        return f"unix://{self.server_address!s}"


class Conversation(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        command = b"".join(iter(lambda: self.rfile.read(1), b"\0"))
        if command == b"zPING":
            self.wfile.write(b"PONG\0")
            return
        self.server.asked += 1
        stream = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            stream += self.rfile.read(size)
        self.wfile.write(self.server.answer(stream))


@contextmanager
def scanner(folder: Path, answer: Answer = honest) -> Iterator[Server]:
    """Answer at a socket in the folder until the block ends."""
    with Server(folder / "clamd.sock", answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def silent(_stream: bytes) -> bytes:
    """Say nothing for longer than anybody waits."""
    time.sleep(1)
    return b""
