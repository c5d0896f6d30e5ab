"""PDFs are evidence and stay as they are; what is shown of them are pictures of their pages."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2

from copies.inspection.found import MOST_PAGES, Found, Unfit, page_path

WIDTH, HEIGHT = 1240, 3508  # px: A4 at 150 dots per inch, and nothing longer than two of it

# Key of a dictionary anywhere in the file → what it means to whoever reads the paper.
TELLING = {
    "/JS": "javascript",
    "/XFA": "dynamic_form",
    "/EF": "attachments",
    "/ByteRange": "signature_unverified",
}
# Actions (ISO 32000-2, 12.6.4) that reach beyond the file, and annotations that play.
ACTING = frozenset(
    {"/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie"}
)
PLAYING = frozenset({"/RichMedia", "/Movie", "/Screen", "/3D", "/Sound"})


def inspect(_kind: str, source: Path, folder: Path) -> Found:
    """Look for what is more than a page, and draw the pages. Raises Unfit."""
    flags = looked_into(source)
    return Found(flags, pages=drawn(source, folder))


def looked_into(source: Path) -> tuple[str, ...]:
    """Return the flags of a PDF that opens without a password and has up to MOST_PAGES."""
    try:
        with pikepdf.open(source) as pdf:
            if not pdf.pages:
                raise Unfit("damaged")
            if len(pdf.pages) > MOST_PAGES:
                raise Unfit("too_many_pages")
            return tuple(sorted({flag for each in pdf.objects for flag in noticed(each)}))
    except pikepdf.PasswordError:
        raise Unfit("password") from None
    except pikepdf.PdfError:
        raise Unfit("damaged") from None


def noticed(thing: object) -> Iterator[str]:
    """Yield the flags of an object and of what stands in it directly."""
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield from (flag for key, flag in TELLING.items() if key in thing)
        if str(thing.get("/S")) in ACTING or str(thing.get("/Subtype")) in PLAYING:
            yield "launch"
        for key in thing.keys():  # noqa: SIM118  a PDF's dictionary yields no keys by itself
            yield from noticed_inside(thing[key])
    elif isinstance(thing, pikepdf.Array):
        for child in thing:
            yield from noticed_inside(child)


def noticed_inside(child: object) -> Iterator[str]:
    """Go on into what is no object of its own: those come by themselves."""
    if isinstance(child, pikepdf.Object) and not child.is_indirect:
        yield from noticed(child)


def drawn(source: Path, folder: Path) -> int:
    """Draw each page as JPEG; return how many. Raises Unfit for a file that cannot be drawn."""
    try:
        with pypdfium2.PdfDocument(source) as pdf:
            for number, page in enumerate(pdf, start=1):
                width, height = page.get_size()
                scale = min(WIDTH / max(width, 1), HEIGHT / max(height, 1))
                picture = page.render(scale=scale).to_pil().convert("RGB")
                picture.save(page_path(folder, number), "JPEG", quality=75)
                page.close()
            return len(pdf)
    except pypdfium2.PdfiumError:
        raise Unfit("damaged") from None
