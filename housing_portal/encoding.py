"""A form whose text is not UTF-8 is refused whole, before it is read as something else.

Django reads stray bytes as Latin-1 and half a surrogate pair as a replacement character, so that
names would be stored that nobody typed.
"""

import codecs
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.http import (
    HttpRequest,
    HttpResponseBase,
    QueryDict,
    RawPostDataException,
    UnreadablePostError,
)

TYPED = "application/x-www-form-urlencoded"
IN_PARTS = "multipart/form-data"
REPLACED = "\ufffd"


class RefuseBrokenText:
    """Stands after the check against forged posts, which minds connections that are cut."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Refuse another encoding that is announced before anybody reads the form by it."""
        if request.content_type in {TYPED, IN_PARTS}:
            require_announced_utf8(request.encoding)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        if request.method == "POST" and request.content_type == TYPED:
            require_utf8(unquote_to_bytes(body_of(request)))
        if request.method == "POST" and request.content_type == IN_PARTS:
            require_unreplaced(request.POST)


def body_of(request: HttpRequest) -> bytes:
    """Return what was sent. Raises BadRequest where the connection was cut meanwhile."""
    try:
        return request.body
    except (UnreadablePostError, RawPostDataException):  # the second where it was read in vain
        raise BadRequest("the form did not arrive whole") from None


def require_announced_utf8(encoding: str | None) -> None:
    """Raise BadRequest for any other encoding; none announced is ours."""
    if encoding is not None and codecs.lookup(encoding).name != "utf-8":
        raise BadRequest("the encoding of the form is not UTF-8")


def require_unreplaced(fields: QueryDict) -> None:
    """Raise BadRequest where Django put a replacement character for what is not UTF-8."""
    if any(REPLACED in text for name, texts in fields.lists() for text in (name, *texts)):
        raise BadRequest("a text field of the form is not UTF-8")


def require_utf8(text: bytes) -> None:
    """Raise BadRequest, which tells nothing of the text."""
    try:
        text.decode()
    except UnicodeDecodeError:
        raise BadRequest("the text of the form is not UTF-8") from None
