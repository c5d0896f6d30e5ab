"""Ask clamd whether a file is harmful. Whatever is not a clear answer is no answer.

Speaks its protocol (clamd(8), INSTREAM) itself: the client of that name connects without a timeout
and may drop bytes of a piece that the socket takes in part.
"""

import logging
import socket
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import File

logger = logging.getLogger(__name__)

PORT = 3310  # where clamd listens unless told otherwise
PIECE = 64 * 1024
CONNECT_SECONDS = 3
ANSWER_SECONDS = 60
LONGEST_ANSWER = 1024


class Scan(StrEnum):
    CLEAN = "clean"
    INFECTED = "infected"
    UNKNOWN = "unknown"  # no scanner, out of reach, silent, in error, or the file too long for it


def scan(file: "File[Any]") -> Scan:
    """Send a file to the scanner from where it stands; never raises for the scanner's sake."""
    if not settings.CLAMD_URL:
        return Scan.UNKNOWN
    try:
        answer = sent(file)
    except OSError as error:
        logger.warning("the scanner did not answer: %s", type(error).__name__)
        return Scan.UNKNOWN
    return meaning(answer)


def meaning(answer: bytes) -> Scan:
    """Read "stream: OK" or "stream: … FOUND"; anything else, an ERROR among it, is unknown."""
    said = answer.rstrip(b"\0\n")
    if said == b"stream: OK":
        return Scan.CLEAN
    if said.startswith(b"stream: ") and said.endswith(b" FOUND"):
        return Scan.INFECTED
    logger.warning("the scanner gave no verdict")
    return Scan.UNKNOWN


def sent(file: "File[Any]") -> bytes:
    with connected() as link:
        link.sendall(b"zINSTREAM\0")
        while piece := file.read(PIECE):
            link.sendall(len(piece).to_bytes(4, "big") + piece)
        link.sendall(bytes(4))
        return answer_of(link)


def answers() -> bool:
    """Tell whether the scanner is there, in seconds."""
    if not settings.CLAMD_URL:
        return False
    try:
        with connected() as link:
            link.settimeout(CONNECT_SECONDS)
            link.sendall(b"zPING\0")
            return answer_of(link) == b"PONG\0"
    except OSError:
        return False


def answer_of(link: socket.socket) -> bytes:
    with link.makefile("rb") as said:
        return said.read(LONGEST_ANSWER)


def connected() -> socket.socket:
    """Connect to CLAMD_URL: unix:///path or tcp://host:port. Raises OSError."""
    url = urlsplit(settings.CLAMD_URL)
    if url.scheme == "unix":
        link = connected_to_file(url.path)
    else:
        link = socket.create_connection((url.hostname, url.port or PORT), CONNECT_SECONDS)
    link.settimeout(ANSWER_SECONDS)
    return link


def connected_to_file(path: str) -> socket.socket:
    link = socket.socket(socket.AF_UNIX)
    link.settimeout(CONNECT_SECONDS)
    try:
        link.connect(path)
    except OSError:
        link.close()
        raise
    return link
