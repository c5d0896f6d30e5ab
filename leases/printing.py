"""The words of a lease: the text it pinned, in its layout, and the PDF made of it.

A text is one of the versions kept by the room `wording`, or one of the first release, in files.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from leases.proof import Proof, has_proof, proof
from printing import renderer
from printing.renderer import ARCHIVE, TAGGED_AS_FIRST, FetchRefused, NotPrinted
from wording import rendering
from wording.checks import read
from wording.models import Wording
from wording.services import NoWording, current

__all__ = [
    "FetchRefused",
    "NoTemplate",
    "NotPrinted",
    "code_of",
    "current_template",
    "lease_pdf",
    "template_sha256",
]

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "leases"
FILED = frozenset({"resolution-814/1"})  # pinned by leases of the first release; never changed
SIGNED = "uk"  # the language of what is signed


class NoTemplate(Exception):
    """No lease has been worded for the programme."""


def current_template(programme: str) -> str:
    """Return the text a new lease of the programme pins. One query. Raises NoTemplate."""
    try:
        return str(current(programme))
    except NoWording as none:
        raise NoTemplate(programme) from none


def template_sha256(template: str) -> str:
    """Return the SHA-256 over all that the text says and how it looks: texts, layout, in order."""
    folder = renderer.template_sha256(folder_of(template))
    if template in FILED:
        return folder
    return hashlib.sha256(f"{worded(template).sha256}\0{folder}".encode()).hexdigest()


def lease_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Print a lease: a third of a second, the first one a second more.

    Raises NoTemplate, FetchRefused and NotPrinted.
    """
    folder = folder_of(template)
    html, base, sheet = lease_html(template, data), folder / "base.css", folder / "lease.css"
    found = proof_of(template, data)
    if found is None:
        return renderer.pdf(html, base=base, sheet=sheet, variant=TAGGED_AS_FIRST)
    return renderer.pdf(html, base=base, sheet=sheet, variant=ARCHIVE, attached=found.attached)


def lease_html(template: str, data: Mapping[str, Any]) -> str:
    if template in FILED:
        return render_to_string(f"leases/{template}/lease.html", dict(data))
    pinned, found = worded(template), proof_of(template, data)
    proven = {**data, "proof": found}
    return rendering.lease_html(read(pinned.text), proven, layout=pinned.layout, language=SIGNED)


def code_of(template: str, data: Mapping[str, Any]) -> str:
    """Return the code on the pages of a lease; leases of the first template have none."""
    found = proof_of(template, data)
    return found.code if found else ""


def proof_of(template: str, data: Mapping[str, Any]) -> Proof | None:
    folder = folder_of(template)
    if not has_proof(folder):
        return None
    return proof(data, template, template_sha256(template), layout=folder)


def folder_of(template: str) -> Path:
    """Return the folder of the style sheets."""
    if template in FILED:
        return TEMPLATES / template
    return rendering.LAYOUTS / worded(template).layout


def worded(template: str) -> Wording:
    """Return the approved text of this name, such as "resolution-814/2". Raises NoTemplate."""
    programme, _, number = template.rpartition("/")
    found = Wording.objects.approved().filter(programme=programme, number=number).first()
    if found is None:
        raise NoTemplate(template)
    return found
