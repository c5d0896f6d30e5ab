"""Nothing personal stays in a browser's or a proxy's store."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse


class NothingPersonalIsStored:
    """Marks every answer to a browser with a session, so that Back shows nobody the one before.

    Looks at the cookie alone, so that it costs no query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or is_signed_in_now(request):
            answer["Cache-Control"] = "no-store, private"
        return answer


def is_signed_in_now(request: HttpRequest) -> bool:
    return request.session.accessed and SESSION_KEY in request.session
