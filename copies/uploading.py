"""Uploads over HTTP: several files of a form, or pieces that a script sends, into any Holder.

The script is static/upload.js. It is answered with JSON: how much has arrived, or the sentence that
says why nothing more is taken.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, JsonResponse, UnreadablePostError

from accounts.models import User
from copies import holding
from copies.faults import FAULTS, said
from copies.holder import Holder
from copies.models import Copy, State
from copies.receiving import arrived
from copies.services import WrongOffset

NOT_KEPT = {"Cache-Control": "no-store"}
MOST_DIGITS = 12


def add_all(
    holder: Holder, files: "Iterable[UploadedFile[Any]]", *, by: User, at: datetime
) -> list[str]:
    """Put files in; return what is to be said of those that were not taken."""
    faults = []
    for file in files:
        name, size = file.name or "", file.size or 0
        try:
            holding.add(holder, file, name=name, size=size, by=by, at=at)
        except FAULTS as refused:
            faults.append(said(refused, name))
    return faults


def begin(
    request: HttpRequest, holder: Holder, *, url: Callable[[UUID], str], by: User, at: datetime
) -> JsonResponse:
    """Answer a script that announces a file with its `name`, `size`, `start` and `sha256`."""
    name, size = request.POST.get("name", ""), number(request.POST.get("size"))
    start, sha256 = request.POST.get("start", ""), request.POST.get("sha256", "")
    if size is None:
        return answer({}, status=400)
    try:
        copy = holding.begin(holder, name, size, start=start, sha256=sha256, by=by, at=at)
    except FAULTS as refused:
        return answer({"error": said(refused, name)}, status=422)
    return answer({"url": url(copy.pk), "offset": arrived(copy)})


def append(request: HttpRequest, holder: Holder, copy: UUID, *, at: datetime) -> JsonResponse:
    """Answer a script that sends the piece which begins at `?at=`. Raises Http404."""
    offset, piece = number(request.GET.get("at")), piece_of(request)
    if offset is None or piece is None:
        return answer({}, status=400)
    row = holder.copies().filter(pk=copy).first()
    if row is None:
        raise Http404
    try:
        row = holding.append(holder, copy, offset, piece, at=at)
    except WrongOffset as other:
        return answer({"offset": other.length}, status=409)
    except holding.FirstPieceTooShort:
        return answer({}, status=400)
    except Copy.DoesNotExist:
        raise Http404 from None
    except FAULTS as refused:
        return answer({"error": said(refused, row.name)}, status=422)
    return answer({"offset": arrived(row), "done": row.state != State.RECEIVING})


def piece_of(request: HttpRequest) -> bytes | None:
    """Return what was sent; None where the connection was cut meanwhile."""
    try:
        return request.body
    except UnreadablePostError:
        return None


def number(text: str | None) -> int | None:
    """Return a whole number that is written in at most MOST_DIGITS plain digits."""
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if text is not None and is_number else None


def answer(content: dict[str, object], *, status: int = 200) -> JsonResponse:
    return JsonResponse(content, status=status, headers=NOT_KEPT)
