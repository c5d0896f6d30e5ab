"""What a file is, told by its first bytes and never by its name. Needs no Django."""

START = 512  # bytes that tell

HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")  # the OID of a PKCS #7 signature, in DER
ASIC = b"mimetypeapplication/vnd.etsi.asic-"  # ETSI EN 319 162-1: the first entry of the archive
BEFORE_A_PDF = b"\xef\xbb\xbf\r\n\t "  # a byte order mark or white space that programs leave there


def kind_of(start: bytes) -> str | None:
    """Return the code of one of the kinds taken here (`models.Kind`); None for anything else."""
    if start.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if start.lstrip(BEFORE_A_PDF).startswith(b"%PDF-"):
        return "pdf"
    if start[4:8] == b"ftyp" and start[8:12] in HEIC:
        return "heic"
    return signed_kind_of(start)


def signed_kind_of(start: bytes) -> str | None:
    """Tell a .p7s in DER, and an ASiC-E or ASiC-S archive."""
    if start.startswith(b"PK\x03\x04"):
        return "asice" if start[30:].startswith(ASIC) else None
    return "p7s" if start.startswith(b"\x30") and SIGNED_DATA in start[:20] else None
