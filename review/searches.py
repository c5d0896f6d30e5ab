"""What somebody searched for: kept sealed in their session, so that no address or log names people.

docs/decisions/0077.
"""

import secrets

from django.contrib.sessions.backends.base import SessionBase

from accounts.models import User
from sealing.texts import CannotUnseal, seal, unseal

SEARCHES = "searches"
MOST_KEPT = 5  # tabs of a browser in which somebody searches at the same time


def remember(session: SessionBase, typed: str, user: User) -> str:
    """Keep what was typed until the session ends or five later searches; return its key."""
    key = secrets.token_urlsafe(6)
    kept = {**session.get(SEARCHES, {}), key: seal(typed, about=about(user, key))}
    session[SEARCHES] = dict(list(kept.items())[-MOST_KEPT:])
    return key


def recall(session: SessionBase, key: str, user: User) -> str | None:
    """Return what was typed; None if it is not kept any more, or is another's."""
    try:
        return unseal(session.get(SEARCHES, {}).get(key, ""), about=about(user, key))
    except CannotUnseal:
        return None


def about(user: User, key: str) -> str:
    return f"search:{user.pk}:{key}"
