"""Whose pages a request shows: an applicant's own, or those of whom an operator helps."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.models import User

View = Callable[..., HttpResponseBase]


def applicant_of(request: HttpRequest) -> User:
    """Return the applicant whose pages these are. Raises Http404 where there is none."""
    user = request.user
    if isinstance(user, User) and not user.is_staff:
        return user
    raise Http404


def actor_of(request: HttpRequest) -> User:
    """Return who acts: the applicant, or the operator who helps."""
    assert isinstance(request.user, User)
    return request.user


def applicants_only(view: View) -> View:
    """Ask the anonymous to sign in; show staff who help nobody that there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        applicant_of(request)
        return view(request, *args, **kwargs)

    return login_required(guarded)
