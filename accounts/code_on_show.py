"""A printed code while it is written down: sealed in the session, so that reloading shows it again.

It lies there until its holder says that it is on paper, ten minutes at most.
"""

from datetime import datetime, timedelta

from django.http import HttpRequest

from accounts.models import User
from sealing.texts import CannotUnseal, seal, unseal

ON_SHOW = "code_on_show"
SHOWN_FOR = timedelta(minutes=10)


def put(request: HttpRequest, user: User, code: str, *, at: datetime) -> None:
    """Show a code made just now to this session."""
    until = (at + SHOWN_FOR).isoformat()
    request.session[ON_SHOW] = {"until": until, "sealed": seal(code, about=about(user))}


def seen(request: HttpRequest, user: User, *, at: datetime) -> str | None:
    """Return the account's code that is on show; None where none is, or another account's."""
    shown = request.session.get(ON_SHOW)
    if shown is None:
        return None
    if at >= datetime.fromisoformat(shown["until"]):
        take_away(request)
        return None
    try:
        return unseal(shown["sealed"], about=about(user))
    except CannotUnseal:
        return None


def take_away(request: HttpRequest) -> None:
    request.session.pop(ON_SHOW, None)


def about(user: User) -> str:
    return f"code on show:{user.pk}"
