"""Copies handed to a browser: always as a download that runs nothing and stays nowhere."""

from typing import Any

from django.core.files.base import File
from django.http import FileResponse, Http404

from copies.models import Copy, Kind, Page
from copies.names import with_ending
from copies.opening import NotClean, open_clean, open_page

NOTHING_MAY_RUN = "sandbox; default-src 'none'"
PICTURE = ("image/jpeg", ".jpg")  # whatever an image was, it was made anew as JPEG

SERVED_AS: dict[Kind, tuple[str, str]] = {
    Kind.PDF: ("application/pdf", ".pdf"),
    Kind.JPEG: PICTURE,
    Kind.PNG: PICTURE,
    Kind.HEIC: PICTURE,
    Kind.SIGNATURE: ("application/pkcs7-signature", ".p7s"),
    Kind.SIGNED_CONTAINER: ("application/vnd.etsi.asic-e+zip", ".asice"),
}


def download(copy: Copy, *, name: str | None = None) -> FileResponse:
    """Hand out a clean copy, named as it was received unless another name is given.

    The content type and the ending are of the kind found by content. Raises NotClean, CopyMissing
    and CopyAltered.
    """
    content_type, ending = SERVED_AS[Kind(copy.kind)]
    file = open_clean(copy)
    return attached(file, with_ending(name or copy.name, ending), content_type)


def page(copy: Copy, number: int) -> FileResponse:
    """Hand out our picture of a page; an <img> shows it though it is an attachment too.

    Raises Http404 where there is none to be shown, CopyMissing and CopyAltered.
    """
    content_type, ending = PICTURE
    try:
        file = open_page(copy, number)
    except (NotClean, Page.DoesNotExist):
        raise Http404 from None
    return attached(file, f"{number}{ending}", content_type)


def attached(file: "File[Any]", name: str, content_type: str) -> FileResponse:
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    answer["Cache-Control"] = "no-store, private"
    answer["Content-Security-Policy"] = NOTHING_MAY_RUN
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
