"""Pictures that hide something, lie about their size, or are bombs."""

import io
import struct
import zlib

from PIL import Image, PngImagePlugin

from tests.copies.builders import MARKER, encoded, heic, jpeg, page_of_print, png

HEAD = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def header(width: int, height: int, depth: int = 8, colour: int = 0, interlace: int = 0) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace))


def claiming(width: int, height: int, pixels: bytes = b"") -> bytes:
    """Return a PNG that says it is so large; its pixels are a few zeros."""
    return (
        HEAD + header(width, height) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")
    )


def with_chunk(kind: bytes, content: bytes) -> bytes:
    """Return a good PNG with one more chunk after its header."""
    whole = png()
    return whole[:33] + chunk(kind, content) + whole[33:]


def with_text() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", MARKER.decode())
    notes.add_text("Packed", MARKER.decode() * 50, zip=True)
    notes.add_itxt("XML:com.adobe.xmp", MARKER.decode())
    return png(pnginfo=notes)


def with_exif(content: bytes) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = content.decode()
    exif[0x0112] = 6
    exif[0x8825] = {1: "N", 2: (47.0, 5.0, 50.0), 3: "E", 4: (37.0, 32.0, 30.0)}
    return jpeg(exif=exif, comment=content, icc_profile=content)


def with_many_scans() -> bytes:
    """Return a progressive JPEG whose last scan is repeated a thousand times."""
    whole = jpeg(progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * 1000 + b"\xff\xd9"


def resized(width: int, height: int) -> bytes:
    """Return a JPEG whose header claims another size than its pixels have."""
    whole = jpeg()
    start = whole.index(b"\xff\xc0") + 5
    return whole[:start] + struct.pack(">HH", height, width) + whole[start + 4 :]


def animated() -> bytes:
    file = io.BytesIO()
    frames = [page_of_print() for _ in range(3)]
    frames[0].save(file, "PNG", save_all=True, append_images=frames[1:])
    return file.getvalue()


def two_in_a_file() -> bytes:
    file = io.BytesIO()
    page_of_print().save(file, "MPO", save_all=True, append_images=[page_of_print()])
    return file.getvalue()


def with_sizes(width: int, height: int) -> bytes:
    """Return a HEIC whose header claims another size."""
    whole = heic()
    at = whole.index(b"ispe") + 8
    return whole[:at] + struct.pack(">II", width, height) + whole[at + 8 :]


def pictures() -> dict[str, bytes]:
    return {
        "PNG of 81 megapixels": encoded(Image.new("1", (9000, 9000)), "PNG"),
        "PNG of 400 megapixels": claiming(20_000, 20_000),
        "PNG of 4 billion pixels": claiming(65_535, 65_535),
        "PNG of more pixels than can be": claiming(2**31 - 1, 2**31 - 1),
        "PNG of no width": claiming(0, 100),
        "PNG of no height": claiming(100, 0),
        "PNG one pixel high and 40 million long": claiming(40_000_000, 1),
        "PNG one pixel over the limit": claiming(8000, 5001),
        "PNG whose pixels unpack to 50 MB": claiming(100, 100, bytes(50_000_000)),
        "PNG without pixels": HEAD + header(100, 100) + chunk(b"IEND", b""),
        "PNG without a header": HEAD + chunk(b"IDAT", zlib.compress(b"0")) + chunk(b"IEND", b""),
        "PNG with two headers": HEAD + header(10, 10) + png()[8:],
        "PNG of an unknown depth": HEAD + header(10, 10, depth=7) + png()[33:],
        "PNG of an unknown colour": HEAD + header(10, 10, colour=5) + png()[33:],
        "PNG of colours it does not have": HEAD + header(10, 10, colour=3) + png()[33:],
        "PNG interlaced in an unknown way": HEAD + header(10, 10, interlace=9) + png()[33:],
        "PNG with a wrong check": png()[:40] + b"\0\0\0\0" + png()[44:],
        "PNG with a chunk of 2 GB": png()[:33] + b"\x7f\xff\xff\xffIDAT" + png()[33:],
        "PNG with texts": with_text(),
        "PNG with a text that unpacks to 100 MB": with_chunk(
            b"zTXt", b"x\0\0" + zlib.compress(bytes(100_000_000), 9)
        ),
        "PNG with a profile that unpacks to 100 MB": with_chunk(
            b"iCCP", b"x\0\0" + zlib.compress(bytes(100_000_000), 9)
        ),
        "PNG with a script as its profile": with_chunk(b"iCCP", b"x\0\0" + zlib.compress(MARKER)),
        "PNG with EXIF of nonsense": with_chunk(b"eXIf", b"MM\0*\xff\xff\xff\xff" + MARKER),
        "PNG with a page in a chunk of its own": with_chunk(b"hTML", MARKER),
        "PNG with a page after its end": png() + chunk(b"tEXt", b"a\0" + MARKER),
        "PNG that moves": animated(),
        "PNG of 16 bits": encoded(Image.new("I;16", (60, 40), 30_000), "PNG"),
        "PNG of one bit": encoded(page_of_print(mode="1"), "PNG"),
        "PNG with a palette": encoded(page_of_print(mode="P"), "PNG"),
        "PNG one can see through": encoded(Image.new("RGBA", (60, 40), (255, 0, 0, 0)), "PNG"),
        "PNG that is all black": encoded(Image.new("L", (60, 40)), "PNG"),
        "PNG of one pixel": encoded(Image.new("RGB", (1, 1)), "PNG"),
        "JPEG with a script in EXIF, comment and profile": with_exif(MARKER),
        "JPEG with EXIF of nonsense": jpeg(exif=b"Exif\0\0II*\0" + b"\xff" * 60),
        "JPEG whose EXIF points at itself": jpeg(
            exif=b"Exif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0"
        ),
        "JPEG that claims 65,500 × 65,500": resized(65_500, 65_500),
        "JPEG that claims 6,000 × 6,000": resized(6_000, 6_000),
        "JPEG that claims no height": resized(240, 0),
        "JPEG with a thousand scans": with_many_scans(),
        "JPEG in four colours of print": encoded(page_of_print(mode="CMYK"), "JPEG"),
        "JPEG in grey": encoded(page_of_print(mode="L"), "JPEG"),
        "JPEG of two pictures": two_in_a_file(),
        "JPEG of markers alone": b"\xff\xd8" + b"\xff" * 5000 + b"\xd9",
        "JPEG that ends at once": b"\xff\xd8\xff\xd9",
        "JPEG in a lossless way": jpeg().replace(b"\xff\xc0", b"\xff\xc3", 1),
        "JPEG in an arithmetic way": jpeg().replace(b"\xff\xc0", b"\xff\xc9", 1),
        "JPEG without its tables": jpeg().replace(b"\xff\xdb", b"\xff\xfe"),
        "HEIC that claims 400 megapixels": with_sizes(20_000, 20_000),
        "HEIC that claims 4 billion pixels": with_sizes(65_535, 65_535),
        "HEIC that claims no size": with_sizes(0, 0),
        "HEIC of its first box alone": heic()[:28],
        "HEIC with a box of no length": heic()[:28] + b"\0\0\0\0meta" + heic()[36:],
        "HEIC with a box of 4 GB": heic()[:28] + b"\xff\xff\xff\xffmeta" + heic()[36:],
        "HEIC that is a film by its content": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"moov" * 100,
    }
