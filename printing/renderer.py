"""From HTML and two style sheets to a PDF, byte for byte the same each time.

The renderer gets nothing but our two fonts, from memory. It is imported when first needed, for it
needs Pango and a second; its fonts and style sheets are parsed once per process and used by one
thread at a time, since a shared font configuration breaks under two.
"""

import atexit
import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings

FONTS = Path(settings.BASE_DIR) / "static" / "fonts"
VARIANT = "pdf/ua-1"  # tagged; we claim no conformance
# The schemes of the only addresses the renderer may ask for; the second stands in the first
# template of a lease, and a template never changes.
FETCHED = ("font", "lease-font")
FONT_FILES = {"regular": "NotoSans-Regular.ttf", "bold": "NotoSans-Bold.ttf"}

one_at_a_time = Lock()


class FetchRefused(Exception):
    """The text asked for a file or an address; it is not printed."""


def pdf(html: str, *, base: Path, sheet: Path) -> bytes:
    """Print HTML; `base` says what its tags are, `sheet` how it looks. Raises FetchRefused."""
    from weasyprint import HTML  # noqa: PLC0415  # slow, and absent where Pango is
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415

    class Document(HTML):  # type: ignore[misc]  # the library has no types
        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return [style(base)]

    with one_at_a_time, collector_paused():
        try:
            return bytes(
                Document(string=html, url_fetcher=fetcher()).write_pdf(
                    stylesheets=[style(sheet)], font_config=fonts(), pdf_variant=VARIANT
                )
            )
        except FatalURLFetchingError as refusal:
            raise FetchRefused from refusal


def template_sha256(folder: Path) -> str:
    """Return the SHA-256 over names and contents of all files of a template, in order."""
    digest = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking the growing document: a quarter of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@cache
def fonts() -> Any:
    """Return the fonts of this process; they are let go while the interpreter still can."""
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    atexit.register(fonts.cache_clear)
    return FontConfiguration()


@cache
def style(sheet: Path) -> Any:
    from weasyprint import CSS  # noqa: PLC0415

    text = sheet.read_text(encoding="utf-8")
    return CSS(string=text, url_fetcher=fetcher(), font_config=fonts())


@cache
def fetcher() -> Any:
    """Return what gives the renderer our fonts and stops it at any other wish."""
    from weasyprint.urls import (  # noqa: PLC0415
        FatalURLFetchingError,
        URLFetcher,
        URLFetcherResponse,
    )

    read = {name: (FONTS / file).read_bytes() for name, file in FONT_FILES.items()}
    served = {f"{scheme}:{name}": font for scheme in FETCHED for name, font in read.items()}

    class FontsOnly(URLFetcher):  # type: ignore[misc]  # the library has no types
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            if url not in served:
                raise FatalURLFetchingError("what is printed fetches nothing but its fonts")
            return URLFetcherResponse(url, served[url], {"Content-Type": "font/ttf"})

    return FontsOnly()
