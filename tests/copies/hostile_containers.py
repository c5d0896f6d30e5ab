"""Signatures and signed containers that are something else, or too much of it."""

from tests.copies.builders import EICAR, MARKER, asice, p7s, pdf, zipped

MIMETYPE = ("mimetype", b"application/vnd.etsi.asic-e+zip")
SIGNATURE = ("META-INF/signatures.xml", b"<x/>")


def locked() -> bytes:
    """Return a container whose entries say that they are encrypted."""
    whole = bytearray(asice())
    at = whole.find(b"PK\x01\x02")
    while at >= 0:
        whole[at + 8] |= 1
        at = whole.find(b"PK\x01\x02", at + 4)
    return bytes(whole)


def with_length(octets: str) -> bytes:
    """Return a signature that claims another length."""
    return b"\x30" + bytes.fromhex(octets) + p7s()[2:]


def containers() -> dict[str, bytes]:
    return {
        "container of one document": zipped(
            ("mimetype", b"application/vnd.etsi.asic-s+zip"), ("a.pdf", pdf()), SIGNATURE
        ),
        "container with macros": asice(("word/vbaProject.bin", b"x")),
        "container with a program": asice(("a.exe", b"MZ")),
        "container with a page": asice(("index.html", MARKER)),
        "container with EICAR": zipped(MIMETYPE, ("META-INF/signature.p7s", EICAR)),
        "container that climbs out": asice(("../../../etc/passwd", b"x"), ("/etc/cron.d/x", b"x")),
        "container with a container": asice(("inner.asice", asice())),
        "container that unpacks to 300 MB": asice(
            *[(f"{n}", bytes(30_000_000)) for n in range(10)]
        ),
        "container of 2,000 entries": asice(*[(f"{n}", b"") for n in range(2000)]),
        "container of entries with one name": zipped(MIMETYPE, SIGNATURE, ("a", b"1")) + b"",
        "container that is locked": locked(),
        "container without a signature": zipped(MIMETYPE, ("a.pdf", pdf())),
        "container of its first entry alone": zipped(MIMETYPE),
        "container without its end": asice()[:-22],
        "container whose end is elsewhere": asice()[:-6] + b"\xff\xff\xff\x7f\0\0",
        "container with a comment that is a page": asice()[:-2] + b"\x19\0" + MARKER,
        "signature of all the length there is": with_length("84ffffffff"),
        "signature of a length of 127 octets": with_length("ff"),
        "signature without a length": with_length("80"),
        "signature of no length": with_length("00"),
        "signature that is short": p7s()[:20],
        "signature of nested sequences": b"\x30\x82\x4e\x20"
        + bytes.fromhex("06092a864886f70d010702")
        + b"\x30\x80" * 9994,
        "signature with EICAR": p7s()[:-2] + EICAR,
        "signature with a page": p7s() + MARKER,
    }
