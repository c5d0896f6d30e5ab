"""Small files of every kind that is taken, and copies made of them by the public functions."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import pikepdf
from PIL import Image, ImageDraw

from copies.models import Copy
from copies.services import receive
from tests.copies.heic import HEIC

NOON = datetime(2026, 1, 5, 10, tzinfo=UTC)
MARKER = b"<script>alert(1)</script>"

# The industry's harmless test file, in two parts so that no scanner stops at this one.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def received(content: bytes, name: str = "довідка.pdf") -> Copy:
    return receive(io.BytesIO(content), name=name, by=None, at=NOON)


def page_of_print(size: tuple[int, int] = (240, 160), mode: str = "RGB") -> Image.Image:
    """Return lines of black on white, sharp enough to be taken for print."""
    page = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(page)
    for y in range(6, size[1] - 4, 9):
        for x in range(8, size[0] - 12, 11):
            pen.rectangle((x, y, x + 6, y + 3), fill="black")
    return page.convert(mode)


def encoded(picture: Image.Image, form: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def jpeg(**options: object) -> bytes:
    return encoded(page_of_print(), "JPEG", **options)


def png(**options: object) -> bytes:
    return encoded(page_of_print(), "PNG", **options)


def heic() -> bytes:
    return HEIC


def pdf(
    pages: int = 1,
    change: Callable[[pikepdf.Pdf], object] = bool,
    encryption: pikepdf.Encryption | None = None,
) -> bytes:
    """Return a PDF of so many printed pages after a change."""
    with pikepdf.new() as document:
        for _ in range(pages):
            page = document.add_blank_page(page_size=(200, 280))
            page.contents_add(b"0 0 0 rg 20 20 100 6 re 20 40 140 6 re f")
        change(document)
        file = io.BytesIO()
        document.save(file, encryption=encryption or False, deterministic_id=not encryption)
        return file.getvalue()


def p7s() -> bytes:
    """Return the outer shape of a PKCS #7 signature in DER: signed data, and nothing signed."""
    signed_data = bytes.fromhex("3011020101310030 0b06092a864886f70d010701")
    inner = bytes.fromhex("06092a864886f70d010702a0") + bytes([len(signed_data)]) + signed_data
    return b"\x30" + bytes([len(inner)]) + inner


def asice(*entries: tuple[str, bytes]) -> bytes:
    """Return an ASiC-E container: a document, its signature, and what else is given."""
    return zipped(
        ("mimetype", b"application/vnd.etsi.asic-e+zip"),
        ("документ.pdf", pdf()),
        ("META-INF/signature001.p7s", p7s()),
        *entries,
    )


def zipped(*entries: tuple[str, bytes]) -> bytes:
    """Return an archive of these entries, the first of them stored and the others packed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, (name, content) in enumerate(entries):
            packed = zipfile.ZIP_DEFLATED if place else zipfile.ZIP_STORED
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=packed)
    return file.getvalue()


KINDS: dict[str, Callable[[], bytes]] = {
    "jpeg": jpeg,
    "png": png,
    "heic": heic,
    "pdf": pdf,
    "p7s": p7s,
    "asice": asice,
}
