"""What makes a printed lease checkable: its data inside it, their code on every page, a QR code.

The code is the SHA-256 of the file of data that is attached to the PDF, which names the template
with its own SHA-256: whoever holds the file works the code out with any tool, and it is known
before there are any bytes of a PDF to be printed on them.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.utils.safestring import SafeString

from printing.renderer import Attached

SCHEMA = "lease.schema.json"  # in the folder of a layout that is printed for archives
QUIET = 4  # modules of white around a QR code (ISO 18004)
IN_GROUPS_OF = 8


@dataclass(frozen=True, slots=True)
class Proof:
    """`text` is the data as attached, `code` its SHA-256; `address` is where to ask about them."""

    text: str
    code: str
    address: str
    schema: str

    @property
    def grouped(self) -> str:
        return in_groups(self.code)

    @property
    def qr(self) -> SafeString:
        """The address as inline SVG, drawn here; nothing is fetched."""
        code = segno.make(self.address, micro=False, error="m")
        return SafeString(code.svg_inline(border=QUIET, omitsize=True, title=f"QR: {self.address}"))

    @property
    def attached(self) -> list[Attached]:
        return [
            Attached("lease.json", "Дані договору", "Data", self.text),
            Attached(SCHEMA, "Схема даних договору (JSON Schema)", "Supplement", self.schema),
        ]


def proof(data: Mapping[str, Any], template: str, template_sha256: str, *, layout: Path) -> Proof:
    """Return what stands for these data, personal numbers readable, in this template."""
    whole = {"template": template, "template_sha256": template_sha256, "lease": data}
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    code = hashlib.sha256(text.encode()).hexdigest()
    return Proof(text, code, data["verification"], schema_of(layout))


@cache
def schema_of(layout: Path) -> str:
    return (layout / SCHEMA).read_text("utf-8")


def has_proof(layout: Path) -> bool:
    """Tell whether leases of a layout are printed for archives; those of the first are not."""
    return (layout / SCHEMA).exists()


def in_groups(code: str) -> str:
    """Write a code as it is read and typed."""
    places = range(0, len(code), IN_GROUPS_OF)
    return " ".join(code[place : place + IN_GROUPS_OF] for place in places)


def address_of(number: str) -> str:
    """Return where anybody may ask whether a lease of this number is ours."""
    return f"{settings.SITE_URL}/lease/{number}/"
