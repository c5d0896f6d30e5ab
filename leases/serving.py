"""Papers and signed copies of a lease handed out: saved, run by no browser, naming nobody."""

from typing import Any

from django.core.files.base import File
from django.http import FileResponse, HttpResponse

from copies.models import Kind
from copies.names import with_ending
from copies.serving import SERVED_AS, attached
from leases.models import Paper, Scan
from printing.answers import pdf_answer

AS_IT_CAME = {
    **SERVED_AS,
    Kind.JPEG: ("image/jpeg", ".jpg"),
    Kind.PNG: ("image/png", ".png"),
    Kind.HEIC: ("image/heic", ".heic"),
}


def paper_answer(paper: Paper, pdf: bytes) -> HttpResponse:
    return pdf_answer(pdf, f"lease-{paper.lease.number}-{paper.kind}-{paper.number}")


def scan_answer(scan: Scan, file: "File[Any]") -> FileResponse:
    content_type, _ending = AS_IT_CAME[Kind(scan.copy.kind)]
    number = scan.lease.number.replace("/", "-")
    name = with_ending(f"lease-{number}-{scan.pk}", ending_of(scan))
    return attached(file, name, content_type)


def ending_of(scan: Scan) -> str:
    """Return the ending of a clean file as it came."""
    return AS_IT_CAME[Kind(scan.copy.kind)][1]
