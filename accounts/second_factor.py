"""Whether a session of the staff carries the second factor, and since when.

A password alone opens nothing (`middleware.StaffShowTheFactor`): until the factor is shown, the
session holds who typed the password, and only the pages of the factor know it.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, REDIRECT_FIELD_NAME
from django.contrib.auth.middleware import get_user
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.utils import timezone

from accounts.models import User

View = Callable[..., HttpResponseBase]

MARK = "staff"  # in the session
HALF_FOR = timedelta(minutes=15)  # from the password to the factor
RECENT = timedelta(minutes=10)  # how long a factor counts as just shown
NOTED_EVERY = timedelta(minutes=1)  # no session is written more often to say that it is used


@dataclass(frozen=True, slots=True)
class Mark:
    """Instants in seconds since 1970: of the password, of the factor, of the last page."""

    password_at: float
    factor_at: float | None
    seen_at: float

    def is_confirmed(self, at: datetime) -> bool:
        """Tell whether the factor was shown, and the session is neither idle nor too old."""
        if self.factor_at is None:
            return False
        is_idle = self.seen_at <= ago(at, settings.STAFF_IDLE)
        return not is_idle and self.password_at > ago(at, settings.STAFF_LONGEST)


def ago(at: datetime, span: timedelta) -> float:
    return (at - span).timestamp()


def mark_of(request: HttpRequest) -> Mark | None:
    kept = request.session.get(MARK)
    return Mark(**kept) if kept else None


def put(request: HttpRequest, mark: Mark) -> None:
    request.session[MARK] = asdict(mark)


def password_was_typed(request: HttpRequest, *, at: datetime) -> None:
    """Begin: whatever factor this session carried before has to be shown again."""
    now = at.timestamp()
    put(request, Mark(password_at=now, factor_at=None, seen_at=now))


def confirm(request: HttpRequest, *, at: datetime) -> None:
    """Note that the factor was shown now. The session gets a new id."""
    mark, now = mark_of(request), at.timestamp()
    request.session.cycle_key()
    password_at = mark.password_at if mark else now
    put(request, Mark(password_at=password_at, factor_at=now, seen_at=now))


def is_confirmed(request: HttpRequest, at: datetime) -> bool:
    """Tell whether this session of the staff carries the factor now."""
    mark = mark_of(request)
    return mark is not None and mark.is_confirmed(at)


def confirmed_recently(request: HttpRequest, at: datetime) -> bool:
    """Tell whether the factor was shown at most ten minutes ago (reference: step-up sign-in)."""
    mark = mark_of(request)
    if mark is None or mark.factor_at is None or not mark.is_confirmed(at):
        return False
    return mark.factor_at >= ago(at, RECENT)


def step_up(request: HttpRequest, next: str = "") -> HttpResponseRedirect:  # noqa: A002  # as Django names it
    """Lead to the page that asks for the factor once more, and from there to the path `next`.

    Without it, to the page asked for now.
    """
    onward = next or request.get_full_path()
    return redirect(f"{resolve_url('second_factor')}?{urlencode({REDIRECT_FIELD_NAME: onward})}")


def note_use(request: HttpRequest, at: datetime) -> None:
    """Keep the session from growing idle."""
    mark = mark_of(request)
    if mark is not None and mark.seen_at <= ago(at, NOTED_EVERY):
        put(request, replace(mark, seen_at=at.timestamp()))


def half_signed_in(request: HttpRequest, at: datetime) -> User | None:
    """Return who typed the password, at most 15 minutes ago, and has not shown the factor yet."""
    mark, user = mark_of(request), get_user(request)
    if mark is None or mark.is_confirmed(at):
        return None
    if not (isinstance(user, User) and is_of_staff(user)):
        return None
    return user if mark.password_at > ago(at, HALF_FOR) else None


def owes_password(user: object) -> bool:
    """Tell whether somebody else set the password of an account, and its holder none since."""
    return isinstance(user, User) and user.password_is_given


def has_ended(request: HttpRequest, at: datetime) -> bool:
    """Tell whether this browser had a session of the staff that is idle or too old now."""
    mark = mark_of(request)
    return mark is not None and mark.factor_at is not None and not mark.is_confirmed(at)


def holder(request: HttpRequest, at: datetime) -> User | None:
    """Return whose second factor the pages of it are about: of whoever typed the password."""
    user = get_user(request)
    if isinstance(user, User) and is_of_staff(user) and is_confirmed(request, at):
        return user
    return half_signed_in(request, at)


def staff_only(view: View) -> View:
    """Ask everybody else to sign in as staff: for pages of staff outside the admin."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (is_of_staff(request.user) and is_confirmed(request, timezone.now())):
            return redirect_to_login(request.get_full_path(), resolve_url("admin:login"))
        return view(request, *args, **kwargs)

    return guarded


def rebind(request: HttpRequest, user: User) -> None:
    """Keep this session, and no other, through a change of what opens the account."""
    request.session[HASH_SESSION_KEY] = user.get_session_auth_hash()


def is_of_staff(user: object) -> bool:
    """Tell whether an account needs the factor: any that holds, or may be given, a right."""
    return isinstance(user, User) and (user.is_staff or user.is_superuser)
