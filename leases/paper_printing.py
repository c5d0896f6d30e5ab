"""The text of acts and amendments: a folder of files that papers pin, and the PDF made of it."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from leases.proof import in_groups
from leases.records import PaperKind
from printing import renderer

TEMPLATE = "papers/3"  # never changed once a paper has pinned it: another text is another folder
FOLDER = Path(settings.BASE_DIR) / "templates" / "leases" / TEMPLATE
PAGES = {
    PaperKind.ACCEPTANCE: "act",
    PaperKind.RETURN: "act",
    PaperKind.AMENDMENT: "amendment",
}


def template_sha256() -> str:
    return renderer.template_sha256(FOLDER)


def code_of(data: Mapping[str, Any]) -> str:
    """Return the code on every page of a paper: the SHA-256 of what its text says."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def paper_pdf(kind: PaperKind, data: Mapping[str, Any]) -> bytes:
    """Print an act or an amendment. Raises FetchRefused and NotPrinted."""
    shown = {**data, "code": in_groups(code_of(data))}
    html = render_to_string(f"leases/{TEMPLATE}/{PAGES[kind]}.html", shown)
    return renderer.pdf(html, base=FOLDER / "base.css", sheet=FOLDER / "paper.css")
