"""Staff without the second factor are nobody; nothing personal stays in a browser's store."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts import second_factor


class StaffShowTheFactor:
    """Makes every page, in the admin or outside it, see no one where the factor was not shown.

    Comes right after Django's own, and looks only where a page asks who is signed in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: confirmed(request))  # type: ignore[assignment]  # as Django's own
        return self.get_response(request)


def confirmed(request: HttpRequest) -> object:
    """Return who is signed in; of the staff, only with the factor and before the session ends.

    Nor whoever still has to put a password of their own in place of the one given.
    """
    user, at = get_user(request), timezone.now()
    if not second_factor.is_of_staff(user):
        return user
    if not second_factor.is_confirmed(request, at) or second_factor.owes_password(user):
        return AnonymousUser()
    second_factor.note_use(request, at)
    return user


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
