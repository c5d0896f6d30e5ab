"""A printed file handed out: saved, not opened; nothing in it runs, and no browser keeps it."""

from django.http import HttpResponse

NOTHING_MAY_RUN = "sandbox; default-src 'none'"


def pdf_answer(pdf: bytes, name: str) -> HttpResponse:
    """Answer with the PDF as a file of this name, “/” written as “-”."""
    answer = HttpResponse(pdf, content_type="application/pdf")
    file = name.replace("/", "-")
    answer["Content-Disposition"] = f'attachment; filename="{file}.pdf"'
    answer["Content-Security-Policy"] = NOTHING_MAY_RUN
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
