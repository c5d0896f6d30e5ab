"""Which files can be a copy of a paper, told by their first bytes and never by their names."""

from applications.files import UNKNOWN, content_type

START = 512  # bytes that tell
HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")  # the OID of a PKCS #7 signature, in DER
ASIC = b"mimetypeapplication/vnd.etsi.asic-"  # ETSI EN 319 162-1: the first entry of the archive


def can_be_a_paper(start: bytes) -> bool:
    """Tell a PDF, a JPEG, a PNG, a HEIC photograph or a container of a signature."""
    return content_type(start) != UNKNOWN or is_heic(start) or is_signed(start)


def is_heic(start: bytes) -> bool:
    return start[4:8] == b"ftyp" and start[8:12] in HEIC


def is_signed(start: bytes) -> bool:
    """Tell a .p7s in DER, and an ASiC-E or ASiC-S archive."""
    if start.startswith(b"PK\x03\x04"):
        return start[30:].startswith(ASIC)
    return start.startswith(b"\x30") and SIGNED_DATA in start[:20]
