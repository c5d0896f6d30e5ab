"""PDFs that run, open, hide, grow, or go round in circles."""

import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from tests.copies.builders import EICAR, MARKER, pdf

Change = Callable[[pikepdf.Pdf], object]


def opening(action: Dictionary) -> bytes:
    """Return a PDF that does something as soon as it is opened."""

    def change(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = document.make_indirect(action)

    return pdf(change=change)


def on_the_page(**entries: object) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        for name, value in entries.items():
            document.pages[0].obj[f"/{name}"] = value

    return pdf(change=change)


def annotated(annotation: Dictionary) -> bytes:
    return on_the_page(Annots=Array([annotation]))


def carrying(name: str, content: bytes) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.attachments[name] = content

    return pdf(change=change)


def with_form() -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        xfa = Stream(document, b"<xdp:xdp><script>xfa.host.messageBox(1)</script></xdp:xdp>")
        document.Root.AcroForm = Dictionary(Fields=Array(), XFA=xfa)

    return pdf(change=change)


def drawing(content: bytes) -> bytes:
    """Return a PDF whose one page is drawn by this program."""

    def change(document: pikepdf.Pdf) -> None:
        document.pages[0].contents_add(content)

    return pdf(change=change)


def packed(content: bytes) -> bytes:
    """Return a PDF whose one page is drawn by this program, packed as tightly as can be."""
    return written(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
        stream(zlib.compress(content, 9), b"/Filter/FlateDecode"),
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    length = str(len(content)).encode()
    return b"<</Length " + length + entries + b">>stream\n" + content + b"\nendstream"


def written(*objects: bytes, trailer: bytes = b"") -> bytes:
    """Return a PDF of these objects as they stand, the first of them its root."""
    whole, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(whole))
        whole += str(number).encode() + b" 0 obj\n" + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = str(len(objects) + 1).encode()
    return (
        whole
        + b"xref\n0 " + size + b"\n0000000000 65535 f \n" + table
        + b"trailer<</Root 1 0 R/Size " + size + trailer + b">>\nstartxref\n"
        + str(len(whole)).encode() + b"\n%%EOF\n"
    )  # fmt: skip


def with_page(entries: bytes) -> bytes:
    return written(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R" + entries + b">>",
    )


def with_image(width: int, height: int, filters: bytes, content: bytes) -> bytes:
    """Return a PDF that shows an image which claims this size."""
    size = b"/Width %d/Height %d" % (width, height)
    return written(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R"
        b"/Resources<</XObject<</I 5 0 R>>>>>>",
        stream(b"200 0 0 200 0 0 cm /I Do"),
        stream(
            content,
            b"/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8"
            + size
            + filters,
        ),
    )


def in_circles() -> bytes:
    """Return a PDF with a form that draws itself."""
    return written(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R"
        b"/Resources<</XObject<</F 5 0 R>>>>>>",
        stream(b"/F Do"),
        stream(
            b"/F Do /F Do /F Do",
            b"/Type/XObject/Subtype/Form/BBox[0 0 200 200]/Resources<</XObject<</F 5 0 R>>>>",
        ),
    )


def doubling(times: int) -> bytes:
    """Return a PDF with a form that draws the next one twice, and so on."""
    forms = [
        stream(
            b"/F Do /F Do",
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>"
            % (number + 6),
        )
        for number in range(times)
    ]
    return written(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R"
        b"/Resources<</XObject<</F 5 0 R>>>>>>",
        stream(b"/F Do"),
        *forms,
        stream(b"0 0 9 9 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"),
    )


def objects_unpacking_to(megabytes: int) -> bytes:
    """Return a PDF whose root lies in a stream of objects that unpacks to so much."""
    packer = zlib.compressobj(9)
    start = packer.compress(b"1 0 <</Type/Catalog/Pages 2 0 R>>") + packer.flush(zlib.Z_FULL_FLUSH)
    megabyte = packer.compress(b" " * 1024**2) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = start + megabyte * megabytes + packer.flush()  # each one unpacks by itself
    head = b"%PDF-1.7\n"
    pages = b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    inner = b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode"
    objects = b"3 0 obj\n" + stream(packed, inner) + b"\nendobj\n"
    places = [len(head), len(head + pages), len(head + pages + objects)]
    table = b"\0\0\0\0\0\0" + b"\2\0\0\0\3\0"
    table += b"".join(b"\1" + place.to_bytes(4, "big") + b"\0" for place in places)
    entries = b"/Type/XRef/Root 1 0 R/Size 5/W[1 4 1]"
    start_of_table = str(places[2]).encode()
    return (
        head + pages + objects
        + b"4 0 obj\n" + stream(table, entries) + b"\nendobj\n"
        + b"startxref\n" + start_of_table + b"\n%%EOF\n"
    )  # fmt: skip


def encrypted(**allowed: bool) -> bytes:
    return pdf(
        encryption=pikepdf.Encryption(user="", owner="x", allow=pikepdf.Permissions(**allowed))
    )


SCRIPT = "app.alert(1); this.submitForm('http://127.0.0.1/')"


def pdfs() -> dict[str, bytes]:
    return {
        "PDF that runs a script when opened": opening(Dictionary(S=Name.JavaScript, JS=SCRIPT)),
        "PDF that starts a program": opening(Dictionary(S=Name.Launch, F="cmd.exe")),
        "PDF that opens a page of the web": opening(
            Dictionary(S=Name.URI, URI="http://127.0.0.1/")
        ),
        "PDF that opens a script as a page": opening(
            Dictionary(S=Name.URI, URI="javascript:alert(1)")
        ),
        "PDF that sends itself": opening(Dictionary(S=Name.SubmitForm, F="http://127.0.0.1/")),
        "PDF that opens another file": opening(Dictionary(S=Name.GoToR, F="//127.0.0.1/share")),
        "PDF that imports data": opening(Dictionary(S=Name.ImportData, F="file:///etc/passwd")),
        "PDF that plays a film": opening(Dictionary(S=Name.Rendition)),
        "PDF that opens what it carries": opening(Dictionary(S=Name.GoToE, T=Dictionary(R=Name.C))),
        "PDF with actions one after another": opening(
            Dictionary(S=Name.JavaScript, JS=SCRIPT, Next=Dictionary(S=Name.Launch, F="cmd.exe"))
        ),
        "PDF that acts when a page opens": on_the_page(
            AA=Dictionary(O=Dictionary(S=Name.JavaScript, JS=SCRIPT))
        ),
        "PDF with a link that runs": annotated(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([0, 0, 200, 200]),
                A=Dictionary(S=Name.JavaScript, JS=SCRIPT),
            )
        ),
        "PDF with a film on the page": annotated(
            Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([0, 0, 200, 200]))
        ),
        "PDF with a file on the page": annotated(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.FileAttachment,
                Rect=Array([0, 0, 9, 9]),
                FS=Dictionary(Type=Name.Filespec, F="a.exe", EF=Dictionary()),
            )
        ),
        "PDF that carries a page": carrying("a.html", MARKER),
        "PDF that carries a program": carrying("a.exe", b"MZ"),
        "PDF that carries EICAR": carrying("eicar.com", EICAR),
        "PDF that carries a name with a path": carrying("../../etc/passwd", b"x"),
        "PDF that is a form of XML": with_form(),
        "PDF with a script as its metadata": on_the_page(Metadata=MARKER.decode()),
        "PDF with a password": pdf(encryption=pikepdf.Encryption(user="таємно", owner="x")),
        "PDF with an old password": pdf(encryption=pikepdf.Encryption(user="x", owner="y", R=4)),
        "PDF locked against printing": encrypted(print_highres=False, print_lowres=False),
        "PDF locked against copying": encrypted(extract=False),
        "PDF of 61 pages": pdf(pages=61),
        "PDF of 600 pages": pdf(pages=600),
        "PDF of no pages": pdf(pages=0),
        "PDF that claims a million pages": pdf().replace(b"/Count 1", b"/Count 1000000"),
        "PDF whose pages go in a circle": written(
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"
        ),
        "PDF whose pages are one page often": written(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[" + b"3 0 R " * 5000 + b"]/Count 5000>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        ),
        "PDF without a root": written(b"null"),
        "PDF of a head alone": b"%PDF-1.7\n",
        "PDF of a head and an end": b"%PDF-1.7\n%%EOF",
        "PDF of noise": b"%PDF-1.7\n" + bytes(range(256)) * 200,
        "PDF of nested lists": written(b"[" * 100_000 + b"]" * 100_000),
        "PDF of nested dictionaries": written(b"<</A" * 50_000 + b" 1" + b">>" * 50_000),
        "PDF of a list of 200,000 numbers": with_page(
            b"/MediaBox[0 0 9 9]/X[" + b"1 " * 200_000 + b"]"
        ),
        "PDF of 20,000 objects": written(
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>", *[b"<<>>"] * 20_000
        ),
        "PDF whose objects unpack to 200 MB": objects_unpacking_to(200),
        "PDF whose objects unpack to 2 GB": objects_unpacking_to(2048),
        "PDF whose length is another object's that is this one": written(
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Length 2 0 R>>stream\nx\nendstream"
        ),
        "PDF whose table points at itself": pdf().replace(b"/Size", b"/Prev 9 /Size"),
        "PDF whose table is elsewhere": pdf().replace(b"startxref", b"startxref\n99999999999\n%"),
        "PDF with a page of no size": with_page(b"/MediaBox[0 0 0 0]"),
        "PDF with a page of a size below zero": with_page(b"/MediaBox[100 100 -100 -100]"),
        "PDF with a page of 200 km": with_page(b"/MediaBox[0 0 567000000 567000000]"),
        "PDF with a page of a unit of 75,000": with_page(
            b"/MediaBox[0 0 14400 14400]/UserUnit 75000"
        ),
        "PDF with a page like a thread": with_page(b"/MediaBox[0 0 0.01 14400]"),
        "PDF with a page whose size is no number": with_page(b"/MediaBox[/a (b) null <<>>]"),
        "PDF with a page turned by 45": with_page(b"/MediaBox[0 0 200 200]/Rotate 45"),
        "PDF that draws 20 MB": packed(b"0 0 m 9 9 l S\n" * 1_500_000),
        "PDF that saves its state a million times": packed(b"q " * 1_000_000),
        "PDF that draws nonsense": drawing(b"1 0 0 Do BT ET ( ] >> Q Q Q"),
        "PDF with an image of a billion pixels": with_image(32_000, 32_000, b"", b"x"),
        "PDF with an image of no size": with_image(0, 0, b"", b""),
        "PDF with an image packed five times": with_image(
            100,
            100,
            b"/Filter[/FlateDecode/FlateDecode/LZWDecode/ASCII85Decode/RunLengthDecode]",
            b"x",
        ),
        "PDF with a broken JPEG": with_image(100, 100, b"/Filter/DCTDecode", b"\xff\xd8\xff"),
        "PDF with a broken JPEG 2000": with_image(
            9, 9, b"/Filter/JPXDecode", b"\0\0\0\x0cjP  \r\n"
        ),
        "PDF with a broken JBIG2": with_image(9999, 9999, b"/Filter/JBIG2Decode", b"\x97JB2\r\n"),
        "PDF with a broken fax": with_image(9999, 9999, b"/Filter/CCITTFaxDecode", b"\0" * 99),
        "PDF with a form that draws itself": in_circles(),
        "PDF with forms that draw two more each": doubling(16),
        "PDF that is a page, too": b"%PDF-1.7\n%<html>" + MARKER + b"</html>\n" + pdf(),
        "PDF after a thousand spaces": b" " * 1000 + pdf(),
    }
