"""A form whose text is not UTF-8 is refused whole, before it is read as something else.

Django reads stray bytes as Latin-1 and half a surrogate pair as a replacement character, so that
names would be stored that nobody typed.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase

TYPED = "application/x-www-form-urlencoded"


class RefuseBrokenText:
    """Stands after the check against forged posts, which minds connections that are cut."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        if request.method == "POST" and request.content_type == TYPED:
            require_utf8(unquote_to_bytes(request.body))


def require_utf8(text: bytes) -> None:
    """Raise BadRequest, which tells nothing of the text."""
    try:
        text.decode()
    except UnicodeDecodeError:
        raise BadRequest("the text of the form is not UTF-8") from None
