"""From HTML and two style sheets to a PDF, byte for byte the same each time: the printer's part.

Runs in a process of its own, which Django, its settings and its secrets never enter. The renderer
gets nothing but our two fonts, from memory. Fonts and style sheets are parsed once per process and
used by one thread, since a shared font configuration breaks under two.
"""

import atexit
from functools import cache, lru_cache
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from printing import archiving, tagging
from printing.archiving import attachment
from printing.jobs import FONTS, Job

# The schemes of the only addresses the renderer may ask for; the second stands in the first
# template of a lease, and a template never changes.
FETCHED = ("font", "lease-font")
FONT_FILES = {"regular": "NotoSans-Regular.ttf", "bold": "NotoSans-Bold.ttf"}
FINISHERS = {"pdf/a-3a": archiving.finished, "pdf/ua-1+": tagging.finished}
SHEETS_KEPT = 32  # parsed; there are fewer in use


def render(job: Job) -> bytes:
    """Print. Raises weasyprint.urls.FatalURLFetchingError where the text asks for anything."""

    class Document(HTML):  # type: ignore[misc]  # the library has no types
        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return [style(job.base)]

    return bytes(
        Document(string=job.html, url_fetcher=fetcher()).write_pdf(
            stylesheets=[style(job.sheet)],
            font_config=fonts(),
            pdf_variant=job.variant.rstrip("+"),
            attachments=[attachment(each, fetcher()) for each in job.attached] or None,
            finisher=FINISHERS.get(job.variant),
        )
    )


@cache
def fonts() -> Any:
    """Return the fonts of this process; they are let go while the interpreter still can."""
    atexit.register(fonts.cache_clear)
    return FontConfiguration()


@lru_cache(SHEETS_KEPT)
def style(text: str) -> Any:
    return CSS(string=text, url_fetcher=fetcher(), font_config=fonts())


@cache
def fetcher() -> Any:
    """Return what gives the renderer our fonts and stops it at any other wish."""
    read = {name: (FONTS / file).read_bytes() for name, file in FONT_FILES.items()}
    served = {f"{scheme}:{name}": font for scheme in FETCHED for name, font in read.items()}

    class FontsOnly(URLFetcher):  # type: ignore[misc]  # the library has no types
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            if url not in served:
                raise FatalURLFetchingError("what is printed fetches nothing but its fonts")
            return URLFetcherResponse(url, served[url], {"Content-Type": "font/ttf"})

    return FontsOnly()
