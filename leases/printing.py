"""From a template and its data to a PDF, byte for byte the same each time.

The renderer gets nothing but our two fonts, from memory. It is imported when first needed, for it
needs Pango and a second; its fonts and style sheets are parsed once per process and used by one
thread at a time, since a shared font configuration breaks under two.
"""

import atexit
import gc
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "leases"
FONTS = Path(settings.BASE_DIR) / "static" / "fonts"
CURRENT = {"resolution-814": "resolution-814/1"}  # the template of a new lease, by programme
VARIANT = "pdf/ua-1"  # tagged; we claim no conformance
FETCHED = "lease-font"  # the scheme of the only addresses the renderer may ask for
FONT_FILES = {"regular": "NotoSans-Regular.ttf", "bold": "NotoSans-Bold.ttf"}

printing = Lock()


class NoTemplate(Exception):
    """No lease has been worded for the programme."""


class FetchRefused(Exception):
    """The text asked for a file or an address; it is not printed."""


def current_template(programme: str) -> str:
    """Return the template a new lease of the programme pins. Raises NoTemplate."""
    if programme not in CURRENT:
        raise NoTemplate(programme)
    return CURRENT[programme]


def template_sha256(template: str) -> str:
    """Return the SHA-256 over names and contents of all files of the template, in order."""
    digest = hashlib.sha256()
    for file in sorted((TEMPLATES / template).iterdir()):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def lease_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Print a lease: a third of a second, the first one a second more. Raises FetchRefused."""
    return pdf(lease_html(template, data), template)


def lease_html(template: str, data: Mapping[str, Any]) -> str:
    return render_to_string(f"leases/{template}/lease.html", dict(data))


def pdf(html: str, template: str) -> bytes:
    from weasyprint import HTML  # noqa: PLC0415  # slow, and absent where Pango is
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415

    class Lease(HTML):  # type: ignore[misc]  # the library has no types
        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return [style(template, "base.css")]

    with printing, collector_paused():
        try:
            return bytes(
                Lease(string=html, url_fetcher=fetcher()).write_pdf(
                    stylesheets=[style(template, "lease.css")],
                    font_config=fonts(),
                    pdf_variant=VARIANT,
                )
            )
        except FatalURLFetchingError as refusal:
            raise FetchRefused from refusal


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
def style(template: str, name: str) -> Any:
    from weasyprint import CSS  # noqa: PLC0415

    text = (TEMPLATES / template / name).read_text(encoding="utf-8")
    return CSS(string=text, url_fetcher=fetcher(), font_config=fonts())


@cache
def fetcher() -> Any:
    """Return what gives the renderer our fonts and stops it at any other wish."""
    from weasyprint.urls import (  # noqa: PLC0415
        FatalURLFetchingError,
        URLFetcher,
        URLFetcherResponse,
    )

    served = {f"{FETCHED}:{name}": (FONTS / file).read_bytes() for name, file in FONT_FILES.items()}

    class FontsOnly(URLFetcher):  # type: ignore[misc]  # the library has no types
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            if url not in served:
                raise FatalURLFetchingError("a lease fetches nothing but its fonts")
            return URLFetcherResponse(url, served[url], {"Content-Type": "font/ttf"})

    return FontsOnly()
