"""The text of acts and amendments: a folder of files that papers pin, and the PDF made of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from leases.records import PaperKind
from printing import renderer

TEMPLATE = "papers/2"  # never changed once a paper has pinned it: another text is another folder
FOLDER = Path(settings.BASE_DIR) / "templates" / "leases" / TEMPLATE
PAGES = {
    PaperKind.ACCEPTANCE: "act",
    PaperKind.RETURN: "act",
    PaperKind.AMENDMENT: "amendment",
}


def template_sha256() -> str:
    return renderer.template_sha256(FOLDER)


def paper_pdf(kind: PaperKind, data: Mapping[str, Any]) -> bytes:
    """Print an act or an amendment. Raises FetchRefused and NotPrinted."""
    html = render_to_string(f"leases/{TEMPLATE}/{PAGES[kind]}.html", dict(data))
    return renderer.pdf(html, base=FOLDER / "base.css", sheet=FOLDER / "paper.css")
