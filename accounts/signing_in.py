"""Sign an applicant in and out, and where they go then."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from allauth.account.utils import perform_login
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from accounts.adapter import is_local
from accounts.keeping import KEPT, forget_others
from accounts.models import User

OWN_DEVICE = timedelta(days=14)


def sign_in(request: HttpRequest, user: User, *, on_own_device: bool, at: datetime) -> HttpResponse:
    """Open a session of the account, under a new id, and go on to where the applicant wanted.

    It ends with the browser and after eight hours, on the applicant's own device in two weeks.
    """
    answer: HttpResponse = perform_login(request, user, redirect_url=next_page(request))
    if on_own_device and request.user.is_authenticated:
        request.session.set_expiry(at + OWN_DEVICE)
    forget_others(request)
    return answer


def next_page(request: HttpRequest, own: str = "") -> str:
    """Return the page to go on to: the one asked for before signing in, or one's own first page."""
    first = "admin:index" if getattr(request.user, "is_staff", False) else "apply"
    return asked_page(request) or resolve_url(own or first)


def asked_page(request: HttpRequest) -> str:
    """Return the path somebody wanted to reach; empty where none, or where it leads elsewhere."""
    asked = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    return asked if is_local(asked) else ""


def has_ended(request: HttpRequest) -> bool:
    """Tell whether somebody was sent here since the session they had is over."""
    return bool(asked_page(request)) and (KEPT in request.session or "ended" in request.GET)


def with_next(request: HttpRequest, name: str) -> str:
    """Return the address of a page of signing in that leads on to the page asked for."""
    asked = asked_page(request)
    return resolve_url(name) + ("?" + urlencode({REDIRECT_FIELD_NAME: asked}) if asked else "")
