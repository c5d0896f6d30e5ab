"""A real mail server on a port of its own, that counts what it takes and fails as it is told."""

import asyncio
import socket
from collections import Counter, defaultdict
from email import message_from_bytes
from random import Random
from typing import Any

from aiosmtpd.controller import Controller

TAKES = 0.05  # seconds for a letter, as over a network
WAITS = 30  # seconds a connection hangs: longer than any client waits


class Mailbox:
    """What was delivered, by subject; each subject belongs to one letter.

    Of a hundred letters `busy` are refused for now, `hang` are never answered, `cut` are taken and
    the connection is then cut before the answer.
    """

    def __init__(self, seed: int, *, busy: int = 6, hang: int = 1, cut: int = 6) -> None:
        self.random = Random(seed)
        self.busy, self.hang, self.cut = busy, hang, cut
        self.taken: Counter[str] = Counter()
        self.message_ids: defaultdict[str, set[str]] = defaultdict(set)

    def heal(self) -> None:
        self.busy = self.hang = self.cut = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        await asyncio.sleep(TAKES)
        dice = self.random.randrange(100)
        if dice < self.busy:
            return "451 come back later"
        if dice < self.busy + self.hang:
            await asyncio.sleep(WAITS)
            return "451 too late"
        message = message_from_bytes(envelope.content)
        self.taken[message["Subject"]] += 1
        self.message_ids[message["Subject"]].add(message["Message-ID"])
        if dice < self.busy + self.hang + self.cut:
            server.transport.abort()
        return "250 taken"


def started(mailbox: Mailbox) -> Controller:
    server = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    server.start()
    return server


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
