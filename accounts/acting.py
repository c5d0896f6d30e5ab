"""Whose pages a request shows: an applicant's own, or those of whom an operator helps."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.utils import timezone

from accounts import assistances, keeping
from accounts.models import Assistance, User

ASSISTANCE = "housing_portal.assistance"  # in request.META

View = Callable[..., HttpResponseBase]


def applicant_of(request: HttpRequest) -> User:
    """Return the applicant whose pages these are. Raises Http404 where there is none."""
    user = request.user
    if isinstance(user, User) and not user.is_staff:
        return user
    if (helping := assistance_of(request)) is not None:
        return helping.applicant
    raise Http404


def assistance_of(request: HttpRequest) -> Assistance | None:
    """Return what the signed-in operator does for an applicant now; none for anybody else.

    Asked once in a request: what begins or ends helping answers with another page.
    """
    if ASSISTANCE not in request.META:
        request.META[ASSISTANCE] = assistance_found(request.user)
    found: Assistance | None = request.META[ASSISTANCE]
    return found


def assistance_found(user: User | AnonymousUser) -> Assistance | None:
    if isinstance(user, User) and assistances.may_help(user):
        return assistances.current(user, at=timezone.now())
    return None


def is_office(request: HttpRequest) -> bool:
    """Tell whether staff look who help nobody: there is no form for them to fill in."""
    user = request.user
    return isinstance(user, User) and user.is_staff and assistance_of(request) is None


def actor_of(request: HttpRequest) -> User:
    """Return who acts: the applicant, or the operator who helps."""
    assert isinstance(request.user, User)
    return request.user


def applicants_only(view: View) -> View:
    """Ask the anonymous to sign in; show staff who help nobody that there is no such page.

    Whoever helps somebody who could not come back yet is led to their code first.

    What somebody typed when their session had ended is kept for after they signed in.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        holder = keeping.owner_of(request)
        typist = holder if request.method == "POST" else None
        if not request.user.is_authenticated:
            keeping.keep(request, typist, at=timezone.now())
            return to_sign_in(request, has_ended=holder is not None)
        applicant = applicant_of(request)
        if actor_of(request).is_staff and not assistances.has_way_back(applicant):
            keeping.keep(request, typist, at=timezone.now())
            return redirect("helping")  # the code comes before the first answer
        return view(request, *args, **kwargs)

    return guarded


def holders_only(view: View) -> View:
    """As `applicants_only`, for the applicant's own account, which is closed to whoever helps."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if actor_of(request).is_staff:
            raise Http404
        return view(request, *args, **kwargs)

    return applicants_only(guarded)


def operators_only(view: View) -> View:
    """Ask the anonymous to sign in as staff; show all but operators that there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), resolve_url("admin:login"))
        if not assistances.may_help(actor_of(request)):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def to_sign_in(request: HttpRequest, *, has_ended: bool = False) -> HttpResponseRedirect:
    """Lead to signing in, which says so where a session has ended."""
    page = resolve_url("sign_in") + ("?ended=yes" if has_ended else "")
    return redirect_to_login(request.get_full_path(), page)
