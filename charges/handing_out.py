"""A file of a lease, handed out: kept by no cache, run by no browser."""

from django.http import HttpResponse

from leases.models import Lease

NOTHING_MAY_RUN = "sandbox; default-src 'none'"
ENDINGS = {"application/pdf": "pdf", "application/zip": "zip"}


def handed_out(content: bytes, kind: str, what: str, lease: Lease) -> HttpResponse:
    """Answer with the file; its name has what it is and the number of the lease alone."""
    answer = HttpResponse(content, content_type=kind)
    name = f"{what}-{lease.number.replace('/', '-')}.{ENDINGS[kind]}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Content-Security-Policy"] = NOTHING_MAY_RUN
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store, private"
    return answer
