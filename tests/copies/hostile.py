"""Files that mean harm, or that were harmed: made in memory, the same ones every time."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from tests.copies import hostile_containers, hostile_pdfs, hostile_pictures
from tests.copies.builders import EICAR, KINDS, MARKER, pdf, png, zipped

NAMES = {
    "renamed to another kind": "photo.gif",
    "a double ending": "довідка.pdf.exe",
    "no ending": "README",
    "an ending of a page": "index.html",
    "a script in the name": '"><script>alert(1)</script>.jpg',
    "parts of a path": "../../etc/passwd",
    "parts of a Windows path": r"C:\Windows\System32\cmd.exe",
    "an absolute path": "/etc/passwd",
    "letters from right to left": "photo\u202egpj.exe",
    "a NUL": "photo.jpg\0.exe",
    "a line break": "photo\r\nSet-Cookie: a=b.jpg",
    "three hundred letters": "ї" * 300 + ".jpg",
    "a device of Windows": "CON",
    "only dots": "...",
    "nothing": "",
    "a half of a surrogate": "photo\ud800.jpg",
    "a formula": "=cmd|' /C calc'!A0.pdf",
}
ADDED = {
    "a script": MARKER,
    "a page": b"<!doctype html><html><body>" + MARKER + b"</body></html>",
    "PHP": b"<?php system($_GET['c']); ?>",
    "an archive": zipped(("evil.html", MARKER)),
    "a Java archive": zipped(
        ("META-INF/MANIFEST.MF", b"Main-Class: Evil"), ("Evil.class", b"\xca")
    ),
    "a program": b"MZ\x90\0" + bytes(64) + b"PE\0\0",
    "a PDF": pdf(),
    "an SVG": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
}
BEFORE = {
    "a page": b"<html>" + MARKER + b"\n",
    "a comment of a page": b"<!--",
    "a GIF": b"GIF89a/*",
    "a program": b"MZ\x90\0",
    "a shell script": b"#!/bin/sh\n",
    "a byte order mark": b"\xef\xbb\xbf",
    "a line break": b"\n",
}
HEADS = {
    "a Windows program": b"MZ\x90\0\x03\0\0\0",
    "a Linux program": b"\x7fELF\x02\x01\x01",
    "a Mac program": bytes.fromhex("cffaedfe07000001"),
    "a Java class": bytes.fromhex("cafebabe00000034"),
    "WebAssembly": b"\0asm\x01\0\0\0",
    "an Android program": b"dex\n035\0",
    "a shell script": b"#!/bin/sh\nrm -rf /\n",
    "a batch file": b"@echo off\r\n",
    "a shortcut": bytes.fromhex("4c0000000114020000000000c000000000000046"),
    "an installer": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512),
    "a page": b"<!doctype html><title>x</title>" + MARKER,
    "a page in UTF-16": ("\ufeff<html>" + MARKER.decode()).encode("utf-16-le"),
    "a program of pages": b"<hta:application/>" + MARKER,
    "an SVG with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "an SVG with a page inside": b"<svg><foreignObject><iframe src='javascript:alert(1)'/></svg>",
    "an SVG after a comment": b"<!-- --><?xml version='1.0'?><svg onload='alert(1)'/>",
    "a packed SVG": bytes.fromhex("1f8b0800000000000003") + b"svg",
    "XML that reads files": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    "XML that grows": b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
    "JavaScript": b"alert(1)",
    "PHP": b"<?php phpinfo();",
    "JSON": b'{"a": 1}',
    "plain text": "Довідка".encode(),
    "a letter": b"From: a@example.org\r\nSubject: x\r\n\r\nx",
    "a GIF": b"GIF89a\x01\0\x01\0\x80\0\0" + MARKER,
    "a GIF that is a script": b"GIF89a=1;alert(1)//",
    "a TIFF": b"II*\0\x08\0\0\0",
    "a TIFF the other way": b"MM\0*\0\0\0\x08",
    "a bitmap": b"BM" + bytes(52),
    "a WebP": b"RIFF\x24\0\0\0WEBPVP8 ",
    "an icon": b"\0\0\x01\0\x01\0\x10\x10",
    "JPEG 2000": bytes.fromhex("0000000c6a5020200d0a870a"),
    "JPEG XL": bytes.fromhex("ff0a"),
    "an AVIF": b"\0\0\0\x1cftypavif\0\0\0\0avifmif1",
    "a Photoshop file": b"8BPS\0\x01",
    "a raw photograph": b"FUJIFILMCCD-RAW ",
    "PostScript": b"%!PS-Adobe-3.0\n(x) run",
    "a PDF that only says so later": b"x" * 40 + b"%PDF-1.7",
    "rich text": b"{\\rtf1{\\object\\objdata 0105}}",
    "an old Word file": bytes.fromhex("d0cf11e0a1b11ae1") + b"WordDocument",
    "a Word file with macros": zipped(
        ("[Content_Types].xml", b"<x/>"), ("word/vbaProject.bin", b"x")
    ),
    "an Excel file": zipped(("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"<x/>")),
    "an OpenDocument": zipped(
        ("mimetype", b"application/vnd.oasis.opendocument.text"), ("a", b"x")
    ),
    "a book": zipped(("mimetype", b"application/epub+zip"), ("META-INF/container.xml", b"<x/>")),
    "an archive": zipped(("a.txt", b"x")),
    "an archive that grows": zipped(("a", bytes(1024)), ("b", bytes(2_000_000))),
    "an empty archive": b"PK\x05\x06" + bytes(18),
    "a RAR archive": b"Rar!\x1a\x07\0",
    "a RAR 5 archive": b"Rar!\x1a\x07\x01\0",
    "a 7z archive": b"7z\xbc\xaf\x27\x1c",
    "a gzip": bytes.fromhex("1f8b080000000000"),
    "a bzip2": b"BZh91AY&SY",
    "an xz": b"\xfd7zXZ\0",
    "a tar": b"a.txt" + bytes(252) + b"ustar\0" + bytes(250),
    "a disk image": bytes(510) + b"\x55\xaa",
    "a film": b"\0\0\0\x18ftypmp42\0\0\0\0",
    "a film in Matroska": bytes.fromhex("1a45dfa3"),
    "a sound": b"ID3\x04\0",
    "Flash": b"CWS\x0a",
    "a font": b"\0\x01\0\0\0\x0b",
    "a web font": b"wOF2\0\x01\0\0",
    "a database": b"SQLite format 3\0",
    "a certificate": b"-----BEGIN CERTIFICATE-----\n",
    "a signature in letters": b"-----BEGIN PKCS7-----\nMIAG\n",
    "DER that signs nothing": bytes.fromhex("300a02010102010202010305"),
    "nothing": b"",
    "one byte": b"%",
    "a NUL": b"\0",
    "half a head": b"\x89PNG\r\n",
    "a head in capitals": b"%pdf-1.7",
}


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file as somebody sends it; `what` says what is wrong with it."""

    what: str
    content: bytes
    name: str = "довідка.pdf"


def corpus() -> Iterator[Hostile]:
    """Yield every file, more than 500 of them."""
    yield from misnamed()
    yield from heads()
    yield from two_in_one()
    yield from torn()
    yield from bent()
    yield from with_the_test_virus()
    for what, content in (
        *hostile_pictures.pictures().items(),
        *hostile_pdfs.pdfs().items(),
        *hostile_containers.containers().items(),
    ):
        yield Hostile(what, content)


def misnamed() -> Iterator[Hostile]:
    for kind, make in KINDS.items():
        for what, name in NAMES.items():
            yield Hostile(f"{kind} under {what}", make(), name)


def heads() -> Iterator[Hostile]:
    """Yield what is no paper at all, under the name of one."""
    for place, (what, content) in enumerate(HEADS.items()):
        yield Hostile(what, content, ("photo.jpg", "scan.pdf", "page.png", "x.heic")[place % 4])


def two_in_one() -> Iterator[Hostile]:
    for kind, make in KINDS.items():
        for what, added in ADDED.items():
            yield Hostile(f"{kind} and then {what}", make() + added)
        for what, before in BEFORE.items():
            yield Hostile(f"{what} and then {kind}", before + make())


def torn() -> Iterator[Hostile]:
    """Yield each kind cut off at twelve places."""
    for kind, make in KINDS.items():
        whole = make()
        for part in range(1, 13):
            yield Hostile(f"{kind}, {part} parts of 13", whole[: len(whole) * part // 13])


def bent() -> Iterator[Hostile]:
    """Yield each kind with a few bytes changed, its head and sometimes all of it left in place."""
    for kind, make in KINDS.items():
        whole = make()
        for seed in range(20):
            chance = Random(f"{kind} {seed}")  # noqa: S311  the same file every time
            changed = bytearray(whole)
            for _ in range(chance.randint(1, 12)):
                changed[chance.randrange(8, len(whole))] = chance.randrange(256)
            yield Hostile(f"{kind}, bent {seed}", bytes(changed))


def with_the_test_virus() -> Iterator[Hostile]:
    for kind, make in KINDS.items():
        yield Hostile(f"EICAR after {kind}", make() + EICAR)
    yield Hostile("EICAR alone", EICAR)
    yield Hostile("EICAR after a line break", b"\n" + EICAR)
    yield Hostile("EICAR in a comment of a PDF", b"%PDF-1.4\n%" + EICAR + b"\n" + pdf())
    yield Hostile("EICAR in an archive", zipped(("eicar.com", EICAR)))
    yield Hostile("EICAR as a picture", png()[:33] + EICAR + png()[33:])
