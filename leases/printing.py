"""The words of a lease: its template, pinned by all its files, and the PDF made of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from printing import renderer
from printing.renderer import FetchRefused, NotPrinted

__all__ = [
    "FetchRefused",
    "NoTemplate",
    "NotPrinted",
    "current_template",
    "lease_pdf",
    "template_sha256",
]

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "leases"
CURRENT = {"resolution-814": "resolution-814/1"}  # the template of a new lease, by programme


class NoTemplate(Exception):
    """No lease has been worded for the programme."""


def current_template(programme: str) -> str:
    """Return the template a new lease of the programme pins. Raises NoTemplate."""
    if programme not in CURRENT:
        raise NoTemplate(programme)
    return CURRENT[programme]


def template_sha256(template: str) -> str:
    """Return the SHA-256 over names and contents of all files of the template, in order."""
    return renderer.template_sha256(TEMPLATES / template)


def lease_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Print a lease: a third of a second, the first one a second more.

    Raises FetchRefused and NotPrinted.
    """
    return pdf(lease_html(template, data), template)


def lease_html(template: str, data: Mapping[str, Any]) -> str:
    return render_to_string(f"leases/{template}/lease.html", dict(data))


def pdf(html: str, template: str) -> bytes:
    folder = TEMPLATES / template
    return renderer.pdf(html, base=folder / "base.css", sheet=folder / "lease.css")
