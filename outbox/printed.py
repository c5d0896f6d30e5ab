"""Letters on paper: each from its first page as it lies in the window of its envelope.

Each begins on a sheet of its own, also where both sides are printed, so that nobody finds the
beginning of another's letter on the back of theirs.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string

from deadlines.working_days import day_in_kyiv
from outbox.models import Letter
from printing import renderer

SHEETS = Path(settings.BASE_DIR) / "templates" / "outbox" / "print"
ENVELOPES: Final = ("dl", "c5")  # 110 × 220 mm and 162 × 229 mm; a sheet of style each
FULL = 60  # letters from which a line of an e-mail ended because it was full


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that stand under each other; `is_item` where they tell one point of several."""

    lines: list[str]
    is_item: bool


def letters_pdf(letters: Iterable[Letter]) -> bytes:
    """Print letters, a quarter of a second each. Raises what printing.renderer does."""
    return bound(map(letter_pdf, letters))


def bound(documents: Iterable[bytes]) -> bytes:
    """Put PDFs into one, each from a sheet of its own."""
    with pikepdf.new() as whole, io.BytesIO() as file:
        for document in documents:
            begin_on_a_new_sheet(whole)
            with pikepdf.open(io.BytesIO(document)) as pages:
                whole.pages.extend(pages.pages)
        whole.save(file)
        return file.getvalue()


def begin_on_a_new_sheet(whole: pikepdf.Pdf) -> None:
    if len(whole.pages) % 2:
        whole.add_blank_page(page_size=(595, 842))


def letter_pdf(letter: Letter) -> bytes:
    context = {
        "letter": letter,
        "address": letter.to.splitlines(),
        "day": day_in_kyiv(letter.created_at),
        "paragraphs": list(paragraphs(letter.body)),
        "side": "left" if settings.ENVELOPE_WINDOW_LEFT else "right",
    }
    html = render_to_string("outbox/print/letter.html", context)
    return renderer.pdf(html, base=SHEETS / "base.css", sheet=SHEETS / "letter.css")


def envelopes_pdf(letters: Iterable[Letter], size: str) -> bytes:
    """Print an envelope for each letter, `size` one of ENVELOPES: who writes, and to whom."""
    context = {"addresses": [letter.to.splitlines() for letter in letters]}
    html = render_to_string("outbox/print/envelopes.html", context)
    return renderer.pdf(html, base=SHEETS / "base.css", sheet=SHEETS / f"{size}.css")


def paragraphs(body: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a letter, the lines that an e-mail breaks joined again."""
    for block in body.strip().split("\n\n"):
        yield Paragraph(joined(block.splitlines()), is_item=block.lstrip().startswith("–"))


def joined(broken: Iterable[str]) -> list[str]:
    lines: list[str] = []
    before = ""
    for line in filter(None, map(str.rstrip, broken)):
        if len(before) >= FULL and not line.startswith(("–", " ")):
            lines[-1] += f" {line}"
        else:
            lines.append(line.strip())
        before = line
    return lines


def has_no_address(letter: Letter) -> bool:
    """Tell whether a letter names nothing but its reader."""
    return len(letter.to.splitlines()) < 2  # noqa: PLR2004  the name, and then where
