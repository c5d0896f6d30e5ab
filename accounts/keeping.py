"""What somebody typed when their session had ended: kept, sealed, until they have signed in.

It lies in the session, for the one page it was sent to, and for the account that had the session.
"""

from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest, QueryDict

from accounts import limits
from accounts.client import network_of
from accounts.limits import TooMany
from sealing.texts import CannotUnseal, seal, unseal

KEPT = "kept"
MOST_BYTES = 64 * 1024
ROOMS = ("/apply/", "/my/", "/admin/desk/")  # where applicants type, or a registrar for them


def keep(request: HttpRequest, typist: str | None, *, at: datetime) -> bool:
    """Keep what was posted to a page of applicants, if it is text of at most 64 KB.

    Only of a typist, so that nobody fills our store who never signed in, and not too often. Return
    whether it is kept.
    """
    if typist is None or not is_worth_keeping(request):
        return False
    try:
        limits.count("keep_typed", at=at, owner=typist, network=network_of(request))
    except TooMany:
        return False
    sealed = seal(typed_in(request), about=about(request))
    request.session[KEPT] = {"path": request.path, "owner": typist, "sealed": sealed}
    return True


def typist_of(request: HttpRequest) -> str | None:
    """Return the id of whose session a form was posted in; None for what is no form."""
    return owner_of(request) if request.method == "POST" else None


def is_worth_keeping(request: HttpRequest) -> bool:
    is_typed = request.method == "POST" and request.path.startswith(ROOMS)
    return is_typed and not request.FILES and 0 < len(typed_in(request)) <= MOST_BYTES


def typed_in(request: HttpRequest) -> str:
    """Return the form as one line of text, without its token."""
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    return typed.urlencode()


def take(request: HttpRequest) -> QueryDict | None:
    """Return what was kept for this page, once; None where nothing was, or for another account."""
    forget_others(request)
    kept = request.session.get(KEPT)
    if kept is None or kept["path"] != request.path:
        return None
    del request.session[KEPT]
    try:
        return QueryDict(unseal(kept["sealed"], about=about(request)))
    except CannotUnseal:  # the keys were changed meanwhile
        return None


def is_kept_for(request: HttpRequest, path: str) -> bool:
    """Tell whether something typed waits for this page."""
    kept = request.session.get(KEPT)
    return kept is not None and kept["path"] == path


def forget_others(request: HttpRequest) -> None:
    """Drop what was kept for another account than the one signed in now."""
    kept = request.session.get(KEPT)
    if kept is not None and kept["owner"] != request.session.get(SESSION_KEY):
        del request.session[KEPT]


def owner_of(request: HttpRequest) -> str | None:
    """Return the id of the account whose session this was or is; None where it left no trace.

    Asked before `request.user`, since Django throws a session away that was ended from elsewhere.
    """
    if SESSION_KEY in request.session:
        owner: str = request.session[SESSION_KEY]
        return owner
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    ended = Session.objects.filter(session_key=key).first()
    return ended.get_decoded().get(SESSION_KEY) if ended else None


def about(request: HttpRequest) -> str:
    return f"kept:{quote(request.path)}"
