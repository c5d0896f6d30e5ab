"""Signatures and signed containers stay byte for byte; here only their shape is looked at."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from copies.inspection.found import Found, Unfit

MOST_ENTRIES = 1000
MOST_UNPACKED = 256 * 1024**2  # bytes, as the archive itself says; nothing is unpacked here
IS_ENCRYPTED = 0x1  # bit of an entry's flags
UNVERIFIED = Found(("signature_unverified",), pages=0)
INDEFINITE = 0x80  # length octet of BER: the end is marked instead


def inspect(kind: str, source: Path, _folder: Path) -> Found:
    """Tell that the whole of it is there. Raises Unfit."""
    if kind == "p7s":
        require_whole(source)
    else:
        require_container(source)
    return UNVERIFIED


def require_whole(source: Path) -> None:
    """Raise Unfit where the outer DER element is longer than the file."""
    with source.open("rb") as file:
        head = file.read(6)
    octet = head[1]
    if octet == INDEFINITE:
        return
    octets = octet & 0x7F if octet > INDEFINITE else 0
    length = int.from_bytes(head[2 : 2 + octets], "big") if octets else octet
    if 2 + octets + length > source.stat().st_size:
        raise Unfit("damaged")


def require_container(source: Path) -> None:
    """Raise Unfit for an archive that is torn, locked, a bomb, or carries no signature."""
    try:
        with ZipFile(source) as archive:
            entries = archive.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        raise Unfit("damaged") from None
    if any(entry.flag_bits & IS_ENCRYPTED for entry in entries):
        raise Unfit("password")
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
        raise Unfit("cannot_be_read")
    if not any(is_signature(entry.filename) for entry in entries):
        raise Unfit("wrong_kind")


def is_signature(name: str) -> bool:
    """ETSI EN 319 162-1: the signatures lie in META-INF under names with "signature" in them."""
    return name.startswith("META-INF/") and "signature" in name.lower()
