"""The same lease through the fastest alternative there is for Python: typst, measured beside ours.

Its text is taken from the same HTML, block by block, with our font and margins; it is tagged too.
Installed for this comparison alone (requirements-dev.txt).
"""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"
BLOCKS = {"h1": "#heading(level: 1)", "h2": "#heading(level: 2)", "p": "#par"}
SET_UP = """
#set page(paper: "a4", margin: (top: 18mm, right: 14mm, bottom: 17mm, left: 24mm),
  footer: context align(right)[#counter(page).display() / #counter(page).final().first()])
#set text(font: "Noto Sans", size: 9.5pt, lang: "uk", hyphenate: false)
#set par(justify: false, leading: 0.42em, spacing: 0.6em)
#set heading(numbering: none)
#show heading.where(level: 1): set text(size: 14pt)
#show heading.where(level: 2): set text(size: 10.5pt)
#set table(stroke: 0.4pt, inset: 1.6mm)
"""


class Reader(HTMLParser):
    """Turns the HTML of a lease into the source of a typst document."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[str] = [SET_UP]
        self.texts: list[str] = []
        self.cells: list[str] = []
        self.columns = 0
        self.is_body = self.is_head = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        classes = (dict(attributes).get("class") or "").split()
        if "new-page" in classes:
            self.written.append("#pagebreak(weak: true)")
        if tag == "body":
            self.is_body = True
        elif tag in BLOCKS or tag in {"td", "th"}:
            self.texts = []
        elif tag == "b":
            self.texts.append("#strong[")
        elif tag == "table":
            self.cells, self.columns = [], 0
        elif tag == "thead":
            self.is_head = True

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.written.append(f"{BLOCKS[tag]}[{''.join(self.texts)}]")
        elif tag == "b":
            self.texts.append("]")
        elif tag in {"td", "th"}:
            self.cells.append(f"[{''.join(self.texts)}]")
        elif tag == "tr":
            self.columns = self.columns or len(self.cells)
        elif tag == "thead":
            self.is_head = False
            self.cells = [f"table.header({', '.join(self.cells)})"]
        elif tag == "table":
            cells = ", ".join(self.cells)
            self.written.append(f"#table(columns: (1fr,) * {self.columns}, {cells})")

    def handle_data(self, text: str) -> None:
        if self.is_body:
            self.texts.append(literal(re.sub(r"\s+", " ", text)))


def literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{escaped}";'


@cache
def compiler() -> Any:
    import typst  # noqa: PLC0415  # of development alone

    return typst.Compiler(font_paths=[str(FONTS)], ignore_system_fonts=True)


def source(html: str) -> bytes:
    reader = Reader()
    reader.feed(html)
    return "\n".join(reader.written).encode()


def printed(html: str) -> bytes:
    """Print the HTML of a lease by typst."""
    return bytes(compiler().compile(input=source(html), format="pdf"))
